import { describe, expect, it } from 'vitest';
import { Replica } from '../../src/sparql/replica.ts';
import { ReplicaStore } from '../../src/sparql/replica-store.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const LINES = [
  `<urn:a> <urn:p> "001"^^<${XSD}integer> <urn:g1> .`,
  `<urn:b> <urn:p> "1"^^<${XSD}integer> <urn:g1> .`,
  `<urn:b> <urn:knows> <urn:a> <urn:g2> .`,
  `<urn:b> <urn:label> "B"@en <urn:g2> .`,
];
const TSV = 'text/tab-separated-values';

function ask(query: string, resultsFormat = TSV): Promise<string> {
  const store = new ReplicaStore('http://localhost:3000/');
  store.fill([new TextEncoder().encode(LINES.map((line) => `${line}\n`).join(''))]);
  const replica = new Replica(store, { baseIRI: 'http://localhost:3000/', maxRows: 100 });
  return replica.answer({ query, resultsFormat }).then((bytes) => new TextDecoder().decode(bytes));
}

describe('two engines', () => {
  it('keep literals as they are in the log, for a named predicate and for any', async () => {
    expect(await ask('SELECT ?v (COUNT(*) AS ?n) { ?s <urn:p> ?v } GROUP BY ?v')).toContain('"001"');
    expect(await ask('SELECT * { <urn:a> ?p ?v }')).toContain('"001"');
    expect(await ask('CONSTRUCT WHERE { ?s ?p ?o }', 'application/n-triples')).toContain('<urn:a> <urn:p> "001"');
  });

  it('reach a term that the data does not hold from itself', async () => {
    expect(await ask('SELECT ?s { ?s <urn:p>* <urn:nowhere> }')).toBe('?s\n<urn:nowhere>\n');
  });

  it('evaluate a pattern in each graph by itself', async () => {
    expect((await ask('SELECT ?g ?c { GRAPH ?g { SELECT (COUNT(*) AS ?c) { ?s <urn:knows> ?o } } }')).split('\n').sort()).toEqual(
      ['', '<urn:g1>\t0', '<urn:g2>\t1', '?g\t?c'].sort(),
    );
  });

  it.each([
    ['a subject', 'SELECT ?v ?y { ?s <urn:p> ?v . ?v <urn:q>* ?y }', 2],
    ['a predicate', 'SELECT ?v { ?s <urn:p> ?v . ?a ?v ?b }', 0],
    ['a graph', 'SELECT ?v { ?s <urn:p> ?v GRAPH ?v { ?a <urn:p> ?b } }', 0],
  ])('find nothing where a literal stands in the place of %s', async (_place, query, rows) => {
    expect((await ask(query)).trimEnd().split('\n')).toHaveLength(rows + 1);
  });

  it('leave out what a template makes with a literal as subject', async () => {
    const query = 'CONSTRUCT { ?o <urn:of> ?s . ?s <urn:has> ?o } { ?s <urn:p> ?o }';
    const lines = (await ask(query, 'application/n-triples')).trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['<urn:a>', '<urn:b>']);
  });

  it('substitute the values of a row in EXISTS before its MINUS looks for shared variables', async () => {
    const query = 'SELECT ?s { ?s <urn:knows> ?o FILTER EXISTS { ?x <urn:label> ?l MINUS { ?s <urn:knows> ?o } } }';
    expect(await ask(query)).toBe('?s\n<urn:b>\n');
  });

  it('say so when the only one that could answer exactly cannot answer at all', async () => {
    const query = 'SELECT (<urn:f>(?v) AS ?x) { ?s <urn:p> ?v }';
    await expect(ask(query)).rejects.toMatchObject({ code: 'unsupported-query', detail: expect.stringContaining('second') });
  });

  it('concatenate into a plain literal', async () => {
    expect(await ask('SELECT (GROUP_CONCAT(?l) AS ?all) { ?s <urn:label> ?l }')).toBe('?all\n"B"\n');
  });

  it('bound the rows of the second engine too', async () => {
    const values = Array.from({ length: 20 }, (_, at) => at).join(' ');
    const query = `SELECT * { VALUES ?a { ${values} } VALUES ?b { ${values} } BIND (BNODE(STR(?a)) AS ?n) }`;
    await expect(ask(query)).rejects.toMatchObject({ code: 'query-too-many-rows' });
  });
});
