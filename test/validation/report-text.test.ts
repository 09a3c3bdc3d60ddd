import { describe, expect, it } from 'vitest';
import { reportText } from '../../src/validation/report-text.ts';
import type { ValidationReport, ValidationResult } from '../../src/validation/validation-report.ts';

const BASE_IRI = 'https://example.org/';

function reportOf(...results: ValidationResult[]): ValidationReport {
  const count = (severity: string) => results.filter((result) => result.severity === severity).length;
  const counts = { violation: count('violation'), warning: count('warning'), info: count('info') };
  return { conforms: counts.violation === 0, counts, results, quads: [] };
}

const LATE: ValidationResult = {
  severity: 'violation',
  focusNode: `${BASE_IRI}id/initiative/ctcn`,
  path: '^<https://w3id.org/technology-facilitation#startYear>',
  value: '"2015"^^<http://www.w3.org/2001/XMLSchema#gYear>',
  component: 'http://www.w3.org/ns/shacl#LessThanOrEqualsConstraintComponent',
  shape: 'https://w3id.org/technology-facilitation/shapes#startYear-order',
  messages: { en: 'Start year: too\n late.', fr: 'Année de début : trop tard.' },
};

describe('The report for people', () => {
  it('is one line of counts when there is nothing to say', () => {
    expect(reportText(reportOf())).toBe('0 violations, 0 warnings, 0 infos\n');
  });

  it('has one line for each result, with short names', () => {
    expect(reportText(reportOf(LATE), { baseIRI: BASE_IRI })).toBe(
      '1 violation, 0 warnings, 0 infos\nviolation <id/initiative/ctcn> ^tf:startYear "2015"^^xsd:gYear – Start year: too late.\n',
    );
  });

  it('speaks the language that is asked for, and English where a shape lacks it', () => {
    expect(reportText(reportOf(LATE), { language: 'fr' })).toContain('– Année de début : trop tard.');
    expect(reportText(reportOf(LATE), { language: 'ru' })).toContain('– Start year: too late.');
  });

  it('lists the severities that are asked for and counts all', () => {
    const info: ValidationResult = { ...LATE, severity: 'info', focusNode: '_:b0' };
    expect(reportText(reportOf(LATE, info), { severities: ['info'] })).toMatch(/^1 violation, 0 warnings, 1 info\ninfo {6}_:b0 .*\n$/);
  });
});
