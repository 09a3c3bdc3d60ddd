import { describe, expect, it } from 'vitest';
import { reportText } from '../../src/validation/report-text.ts';
import { createValidator } from '../../src/validation/validator.ts';
import { BASE_IRI, turtleFiles } from './turtle-files.ts';

/** The warnings that the shipped data is known to have, each with its reason beside it. */
const KNOWN_WARNINGS: readonly string[] = [];

describe('The shipped data', () => {
  it('conforms to the shipped shapes, and has no warning but the known ones', async () => {
    const shapes = await turtleFiles('shapes');
    const data = [...(await turtleFiles('data')), ...(await turtleFiles('ontology')), ...shapes];
    const report = await createValidator(shapes).validate(data);
    const lines = reportText(report, { baseIRI: BASE_IRI }).split('\n');
    expect(lines.filter((line) => line.startsWith('violation'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('warning'))).toEqual(KNOWN_WARNINGS);
  });
});
