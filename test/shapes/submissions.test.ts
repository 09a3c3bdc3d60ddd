import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Quad } from '../../src/rdf/terms.ts';
import { literal, namedNode, quad } from '../../src/rdf/terms.ts';
import { prov, rdf, schema, skos, tf } from '../../src/rdf/vocabulary.ts';
import { createValidator } from '../../src/validation/validator.ts';
import { BASE_IRI, turtleFiles } from './turtle-files.ts';

const validator = createValidator(await turtleFiles('shapes'));
const shipped = [...(await turtleFiles('data')), ...(await turtleFiles('ontology'))];

async function resultsFor(submission: readonly Quad[]) {
  const focusNodes = [...new Set(submission.map(({ subject }) => subject.value))];
  const report = await validator.validate([...shipped, ...submission], { focusNodes });
  return report.results
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, focusNode, path, messages }) => `${severity} ${focusNode} ${path} ${messages['en']}`);
}

describe('What an agency may write of its own', () => {
  it.each(readdirSync(join(import.meta.dirname, 'submissions')))('%s conforms, without a warning', async (file) => {
    expect(await resultsFor(await turtleFiles(`test/shapes/submissions/${file}`))).toEqual([]);
  });

  it('may leave out the phase of an assessment and the status of an offer or request, at the price of a warning', async () => {
    const submission = [
      ...(await turtleFiles('test/shapes/submissions/assessment.ttl')),
      ...(await turtleFiles('test/shapes/submissions/offer-and-request.ttl')),
    ];
    const without = submission.filter(
      ({ predicate }) => !predicate.equals(tf('assessmentPhase')) && !predicate.equals(tf('exchangeStatus')),
    );
    const results = await resultsFor(without);
    expect(results).toHaveLength(3);
    for (const result of results) expect(result).toMatch(/^warning .* missing\. The record is accepted/);
  });

  it('keeps events in the history of groups, which are activities of PROV, apart from records', async () => {
    const event = namedNode(`${BASE_IRI}id/event/example`);
    const results = await resultsFor([
      quad(event, rdf('type'), prov('Activity')),
      quad(event, rdf('type'), schema('Event')),
      quad(event, skos('prefLabel'), literal('An event', 'en')),
      quad(event, tf('confidence'), namedNode(`${BASE_IRI}id/confidence/high`)),
      quad(event, prov('wasDerivedFrom'), namedNode(`${BASE_IRI}id/evidence/general-knowledge`)),
    ]);
    expect(results.map((result) => /> (\w[\w ]*):/.exec(result)?.[1])).toEqual(expect.arrayContaining(['Derived from', 'Source']));
  });
});
