import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/sparql/analyse-query.ts';
import { withKnownCount } from '../../src/sparql/known-count.ts';
import { Replica } from '../../src/sparql/replica.ts';
import { ReplicaStore } from '../../src/sparql/replica-store.ts';

const BASE = 'http://localhost:3000/';
const written = (text: string) => withKnownCount(readQuery(text, BASE), () => 7);

describe('a query that counts all triples', () => {
  it.each([
    ['SELECT (COUNT(*) AS ?n) { ?s ?p ?o }', 'SELECT (7 AS ?n) {}'],
    ['SELECT (count ( ?o ) as ?n) (COUNT(*) AS ?m) WHERE {?s ?p ?o .} LIMIT 1', 'SELECT (7 as ?n) (7 AS ?m) WHERE {} LIMIT 1'],
    ['BASE <http://b/> SELECT (COUNT(*) AS ?n) { # all\n ?s ?p ?o } OFFSET 1', 'BASE <http://b/> SELECT (7 AS ?n) {} OFFSET 1'],
  ])('has their number written in: %s', (query, expected) => {
    expect(written(query)).toBe(expected);
  });

  it.each([
    'SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }',
    'SELECT (COUNT(?x) AS ?n) { ?s ?p ?o }',
    'SELECT (SUM(?o) AS ?n) { ?s ?p ?o }',
    'SELECT (COUNT(*) + 1 AS ?n) { ?s ?p ?o }',
    'SELECT * { ?s ?p ?o }',
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?s }',
    'SELECT (COUNT(*) AS ?n) { ?s a ?o }',
    'SELECT (COUNT(*) AS ?n) { [] ?p ?o }',
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?o ~ ?r }',
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?o , ?x }',
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isIRI(?o)) }',
    'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }',
    'SELECT (COUNT(*) AS ?n) { OPTIONAL { ?s ?p ?o } }',
    'SELECT (COUNT(*) AS ?n) {}',
    'SELECT (COUNT(*) AS ?n) FROM <g> { ?s ?p ?o }',
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s',
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?o } HAVING (COUNT(*) > 9)',
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?o } ORDER BY COUNT(*)',
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?o } VALUES ?s { <a> }',
    'ASK { ?s ?p ?o }',
  ])('is not: %s', (query) => {
    expect(written(query)).toBeUndefined();
  });

  it('is answered with the number of the moment, each triple counted once', async () => {
    const store = new ReplicaStore(BASE);
    const replica = new Replica(store, { baseIRI: BASE, maxRows: 100 });
    const count = async () => {
      const bytes = await replica.answer({ query: 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }', resultsFormat: 'text/csv' });
      return Number(new TextDecoder().decode(bytes).split('\r\n')[1]);
    };
    const line = (object: string, graph: string) => `<urn:s> <urn:p> ${object} <urn:${graph}> .\n`;
    const [one, again, two] = [line('"1"', 'g1'), line('"1"', 'g2'), line('"2"', 'g1')];
    store.fill([new TextEncoder().encode(one)]);
    const counts = [await count()];
    for (const patch of [
      { added: two, removed: '' },
      { added: again, removed: '' },
      { added: line('"3"', 'g2'), removed: one },
      { added: '', removed: again },
    ]) {
      store.apply(patch);
      counts.push(await count());
      expect(store.tripleCount(), JSON.stringify(patch)).toBe(counts.at(-1));
    }
    expect(counts).toEqual([1, 2, 2, 3, 2]);
  });

  it('is counted where the engine does not tell two triples of the log from each other', async () => {
    const store = new ReplicaStore(BASE);
    const number = (form: string) => `<urn:s> <urn:p> "${form}"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .\n`;
    store.fill([new TextEncoder().encode(number('01') + number('1'))]);
    expect(store.tripleCount()).toBeUndefined();
  });
});
