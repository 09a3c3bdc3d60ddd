import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRdf } from '../../src/rdf/parse.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { type KnownAnswer, knownAnswer } from './known-answer.ts';
import { isMissing, output, type Program } from './program.ts';
import { triplesOf } from './triples-of.ts';

const ROQET: Program = { name: 'roqet', debianPackage: 'rasqal-utils', probe: ['roqet', '--version'] };
const RAPPER: Program = { name: 'rapper', debianPackage: 'raptor2-utils', probe: ['rapper', '--version'] };
let service: RunningApp;
let known: KnownAnswer;
beforeAll(async () => {
  service = await startApp();
  known = knownAnswer(service);
});
afterAll(() => service.close());

async function triplesIn(ntriples: string): Promise<string[]> {
  return triplesOf(await parseRdf(ntriples, { mediaType: 'application/n-triples', baseIRI: service.baseIRI }));
}

/** roqet 0.9.33 reads rows alone from an endpoint: no boolean and no graph. */
describe.skipIf(isMissing(ROQET))('roqet', () => {
  it('reads a SELECT of the endpoint', async () => {
    const tsv = await output('roqet', ['-q', '-p', `${service.baseIRI}sparql`, '-e', known.select, '-r', 'tsv']);
    const literals = tsv.trim().split('\n').slice(1);
    const triples = await triplesIn(literals.map((literal) => `<urn:s> <urn:p> ${literal} .\n`).join(''));
    const labels = known.triples
      .filter((triple) => triple.includes('#prefLabel>'))
      .map((triple) => triple.replace(/^\S+ \S+/, '<urn:s> <urn:p>'));
    expect(triples).toEqual(labels);
  });

  it('evaluates a query of its own over a description that it fetches', async () => {
    const query = `CONSTRUCT { <${known.iri}> ?predicate ?object } WHERE { <${known.iri}> ?predicate ?object }`;
    const turtle = await output('roqet', ['-q', '-D', known.iri, '-e', query, '-r', 'turtle']);
    const quads = await parseRdf(turtle, { mediaType: 'text/turtle', baseIRI: service.baseIRI });
    expect(triplesOf(quads)).toEqual(known.triples);
  });
});

describe.skipIf(isMissing(RAPPER))('rapper', () => {
  const get = (query: string) => `${service.baseIRI}sparql?${new URLSearchParams({ query })}`;

  it('reads a CONSTRUCT with the Accept line that it sends when it guesses', async () => {
    expect(await triplesIn(await output('rapper', ['-q', '-g', '-o', 'ntriples', get(known.construct)]))).toEqual(known.triples);
  });

  for (const syntax of ['rdfxml', 'turtle', 'ntriples', 'trig', 'nquads']) {
    it(`reads a DESCRIBE as ${syntax}`, async () => {
      const ntriples = await output('rapper', ['-q', '-i', syntax, '-o', 'ntriples', get(known.describe)]);
      expect(await triplesIn(ntriples)).toEqual(known.triples);
    });
  }
});
