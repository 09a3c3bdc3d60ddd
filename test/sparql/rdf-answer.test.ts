import { expect, it } from 'vitest';
import { distinctLines, writeGraph } from '../../src/sparql/rdf-answer.ts';

const LINES = [
  '<urn:b> <urn:p> "x"@en-gb .',
  '<urn:b> <urn:p> "x"@en .',
  '<urn:b> <urn:p> "x" .',
  '<urn:a> <urn:p> "\\"1\\" \\n\\t\\\\"^^<http://www.w3.org/2001/XMLSchema#token> .',
  '<urn:a> <urn:p> <urn:\u{1F600}> .',
  '<urn:a> <urn:p> <urn:\uFFFD> .',
  '<urn:a> <urn:p> <<( <urn:s> <urn:p> "o" )>> .',
];

it('an answer in N-Triples without blank nodes has the lines and the order of one that has them', async () => {
  const write = async (lines: readonly string[]) =>
    new TextDecoder().decode(await writeGraph(distinctLines([...lines]), 'application/n-triples', 'http://h/'));
  const withNode = await write([...LINES, '_:n <urn:p> "x" .']);
  expect(await write(LINES)).toBe(withNode.replace(/^_:.*\n/m, ''));
});
