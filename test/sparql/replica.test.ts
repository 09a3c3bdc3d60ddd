import { beforeAll, describe, expect, it } from 'vitest';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { Replica } from '../../src/sparql/replica.ts';
import { ReplicaStore } from '../../src/sparql/replica-store.ts';
import { SELECT_FORMATS } from '../../src/sparql/result-formats.ts';

const BASE = 'http://localhost:3000/';
const G1 = 'http://g/1';
const G2 = 'http://g/2';
/** The triple about "shared" is in both graphs. */
const DATA = `<http://a/1> <http://v/p> "shared" <${G1}> .
<http://a/1> <http://v/p> "shared" <${G2}> .
<http://a/1> <http://v/p> "line\\nbreak, \\"quoted\\"" <${G1}> .
<http://a/2> <http://v/p> "{\\"a\\":{}}"@en <${G2}> .
`;

let replica: Replica;
let store: ReplicaStore;

function replicaOf(nquads: string, maxRows = 100): Replica {
  store = new ReplicaStore(BASE);
  store.fill([new TextEncoder().encode(nquads)]);
  return new Replica(store, { baseIRI: BASE, maxRows });
}

beforeAll(() => {
  replica = replicaOf(DATA);
});

async function answer(
  query: string,
  more: { defaultGraphs?: string[]; namedGraphs?: string[]; resultsFormat?: string } = {},
  from = replica,
) {
  return new TextDecoder().decode(await from.answer({ query, resultsFormat: 'text/tab-separated-values', ...more }));
}

async function count(pattern: string, more: { defaultGraphs?: string[]; namedGraphs?: string[] } = {}, from = ''): Promise<number> {
  return Number((await answer(`SELECT (COUNT(*) AS ?n) ${from} { ${pattern} }`, more)).split('\n')[1]);
}

describe('the dataset of a query', () => {
  it('is the union of all graphs, each triple once, beside the named graphs', async () => {
    expect(await count('?s ?p ?o')).toBe(3);
    expect(await count('GRAPH ?g { ?s ?p ?o }')).toBe(4);
  });

  it('is what FROM and FROM NAMED say, each triple once', async () => {
    expect(await count('?s ?p ?o', {}, `FROM <${G1}>`)).toBe(2);
    expect(await count('?s ?p ?o', {}, `FROM <${G1}> FROM <${G2}>`)).toBe(3);
    expect(await count('GRAPH ?g { ?s ?p ?o }', {}, `FROM <${G1}>`)).toBe(0);
    expect(await count('GRAPH ?g { ?s ?p ?o }', {}, `FROM NAMED <${G2}>`)).toBe(2);
    expect(await count('?s ?p ?o', {}, `FROM NAMED <${G2}>`)).toBe(0);
    expect(await count('?s ?p ?o', {}, 'FROM <http://g/none>')).toBe(0);
  });

  it('is what the protocol says, whatever FROM says', async () => {
    expect(await count('?s ?p ?o', { defaultGraphs: [G2] }, `FROM <${G1}>`)).toBe(2);
    expect(await count('?s ?p ?o', { defaultGraphs: [G1, G2], namedGraphs: [G1] })).toBe(3);
    expect(await count('GRAPH ?g { ?s ?p ?o }', { defaultGraphs: [G1, G2], namedGraphs: [G1] })).toBe(2);
    expect(await count('?s ?p ?o', { namedGraphs: [G1] })).toBe(0);
  });
});

describe('answers', () => {
  it.each(SELECT_FORMATS.map(({ mediaType }) => mediaType))('hold the bindings in %s', async (resultsFormat) => {
    expect(await answer('SELECT ?s { ?s ?p "shared" }', { resultsFormat })).toContain('http://a/1');
    expect(await answer('ASK { ?s ?p "shared" }', { resultsFormat })).toContain('true');
  });

  it.each(RDF_FORMATS.map(({ mediaType }) => mediaType))('hold the graph in %s', async (mediaType) => {
    const text = await answer('CONSTRUCT WHERE { ?s ?p ?o }', { resultsFormat: mediaType });
    expect(await parseRdf(text, { mediaType, baseIRI: BASE })).toHaveLength(3);
  });

  it('describe by the triples of the subject', async () => {
    const text = await answer('DESCRIBE <http://a/1>', { resultsFormat: 'application/n-triples' });
    expect(text.trimEnd().split('\n')).toHaveLength(2);
  });

  it('resolve relative IRIs against BASE_IRI', async () => {
    expect(await answer('SELECT (<x> AS ?x) {}')).toBe(`?x\n<${BASE}x>\n`);
  });

  it('refuse a format that does not suit the form', async () => {
    await expect(answer('SELECT * {}', { resultsFormat: 'text/turtle' })).rejects.toMatchObject({ code: 'not-acceptable' });
    await expect(answer('CONSTRUCT WHERE {}', { resultsFormat: 'text/csv' })).rejects.toMatchObject({ code: 'not-acceptable' });
  });

  it.each(['OFFSET 4294967296', 'OFFSET 99999999999999999999'])('call %s too much to count, and not malformed', async (modifier) => {
    await expect(answer(`SELECT * { ?s ?p ?o } ${modifier}`)).rejects.toMatchObject({ code: 'unsupported-query' });
  });

  it('take a LIMIT beyond what the engine counts', async () => {
    expect(await answer('SELECT * { ?s ?p ?o } LIMIT 4294967296')).toBe(await answer('SELECT * { ?s ?p ?o }'));
  });

  it('leave out what a template makes with a literal as subject', async () => {
    const query = 'CONSTRUCT { ?o <p:is> ?o . ?s <p:is> ?o } { ?s ?p ?o FILTER(isLiteral(?o)) } LIMIT 1';
    expect((await answer(query, { resultsFormat: 'application/n-triples' })).trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuse SERVICE, also SILENT, rather than leave it out', async () => {
    await expect(answer('SELECT * { SERVICE SILENT <http://x/> {} }')).rejects.toMatchObject({ code: 'unsupported-query' });
  });
});

describe('the row limit', () => {
  const tooMany = { code: 'query-too-many-rows', detail: expect.stringContaining('QUERY_MAX_ROWS') };

  it.each(SELECT_FORMATS.map(({ mediaType }) => mediaType))('is an error above, and nothing at the limit, in %s', async (resultsFormat) => {
    const query = 'SELECT ?o { ?s ?p ?o }';
    await expect(answer(query, { resultsFormat }, replicaOf(DATA, 2))).rejects.toMatchObject(tooMany);
    expect(await answer(query, { resultsFormat }, replicaOf(DATA, 3))).toBe(await answer(query, { resultsFormat }));
    expect(await answer(`${query} LIMIT 2`, { resultsFormat }, replicaOf(DATA, 2))).toBe(
      await answer(`${query} LIMIT 2`, { resultsFormat }),
    );
  });

  it('counts solutions without variables, too', async () => {
    const empty = 'SELECT * { VALUES () { () () () } }';
    for (const { mediaType } of SELECT_FORMATS) {
      await expect(answer(empty, { resultsFormat: mediaType }, replicaOf(DATA, 2)), mediaType).rejects.toMatchObject(tooMany);
      await expect(answer(empty, { resultsFormat: mediaType }, replicaOf(DATA, 3)), mediaType).resolves.toBeTypeOf('string');
    }
  });

  it('counts the solutions and the triples of CONSTRUCT', async () => {
    const resultsFormat = 'application/n-triples';
    const two = 'CONSTRUCT { ?s <http://v/q> ?o ; <http://v/r> ?o } WHERE { ?s ?p ?o } ';
    await expect(answer(two, { resultsFormat }, replicaOf(DATA, 5))).rejects.toMatchObject(tooMany);
    expect((await answer(two, { resultsFormat }, replicaOf(DATA, 6))).trimEnd().split('\n')).toHaveLength(6);
    const one = 'CONSTRUCT { <http://a/0> <http://v/q> 1 } WHERE { ?s ?p ?o }';
    await expect(answer(one, { resultsFormat }, replicaOf(DATA, 2))).rejects.toMatchObject(tooMany);
    expect((await answer(one, { resultsFormat }, replicaOf(DATA, 3))).trimEnd().split('\n')).toHaveLength(1);
    const short = `PREFIX v: <http://v/> # {\nCONSTRUCT # {\n FROM <${G1}> WHERE { ?s v:p ?o # }\n }`;
    expect((await answer(short, { resultsFormat }, replicaOf(DATA, 2))).trimEnd().split('\n')).toHaveLength(2);
    await expect(answer(short, { resultsFormat }, replicaOf(DATA, 1))).rejects.toMatchObject(tooMany);
  });

  it('is told before an answer of more than 100,000 solutions is made', async () => {
    const many = Array.from({ length: 350 }, (_, n) => `<http://a/${n}> <http://v/p> "${n}" <${G1}> .\n`).join('');
    const query = 'PREFIX v: <http://v/> SELECT ?s ?t { ?s v:p ?o . ?t v:p ?n }';
    expect((await answer(query, {}, replicaOf(many, 350 * 350))).split('\n')).toHaveLength(350 * 350 + 2);
    await expect(answer(query, {}, replicaOf(many, 350 * 350 - 1))).rejects.toMatchObject(tooMany);
    const graph = 'CONSTRUCT { <http://a/0> <http://v/q> 1 } { ?s ?p ?o . ?t ?q ?n }';
    const resultsFormat = 'application/n-triples';
    expect(await answer(graph, { resultsFormat }, replicaOf(many, 350 * 350))).toContain('<http://v/q>');
    await expect(answer(graph, { resultsFormat }, replicaOf(many, 350 * 350 - 1))).rejects.toMatchObject(tooMany);
  });

  it('counts what DESCRIBE describes', async () => {
    const resultsFormat = 'application/n-triples';
    const query = 'PREFIX v: <http://v/> DESCRIBE ?s ?x WHERE { ?s v:p ?o } ORDER BY ?s';
    await expect(answer(query, { resultsFormat }, replicaOf(DATA, 1))).rejects.toMatchObject(tooMany);
    await expect(answer(query, { resultsFormat }, replicaOf(DATA, 2))).rejects.toMatchObject(tooMany);
    expect((await answer(query, { resultsFormat }, replicaOf(DATA, 3))).trimEnd().split('\n')).toHaveLength(3);
  });
});

describe('a patched store', () => {
  const quad = (object: string, graph: string) => `<http://a/1> <http://v/p> ${object} <${graph}> .\n`;

  it('holds each triple of its union once, whichever graphs come and go', async () => {
    replica = replicaOf(quad('"x"', G1));
    expect(store.apply({ added: quad('"x"', G2), removed: '' })).toBe(true);
    expect([await count('?s ?p ?o'), await count('GRAPH ?g { ?s ?p ?o }')]).toEqual([1, 2]);
    expect(store.apply({ added: quad('"y"', G2), removed: quad('"x"', G1) })).toBe(true);
    expect([await count('?s ?p ?o'), await count('GRAPH ?g { ?s ?p ?o }')]).toEqual([2, 2]);
    expect(store.apply({ added: '', removed: quad('"x"', G2) })).toBe(true);
    expect([await count('?s ?p ?o'), await count('GRAPH ?g { ?s ?p ?o }')]).toEqual([1, 1]);
  });

  it('holds each triple of its union once after a large patch, too', async () => {
    const many = (graph: string) => Array.from({ length: 3000 }, (_, n) => quad(`"${n} ${'x'.repeat(100)}"`, graph)).join('');
    replica = replicaOf(quad('"x"', G1));
    expect(store.apply({ added: many(G1), removed: quad('"x"', G1) })).toBe(true);
    expect([await count('?s ?p ?o'), await count('GRAPH ?g { ?s ?p ?o }')]).toEqual([3000, 3000]);
    expect(store.apply({ added: many(G2), removed: '' })).toBe(true);
    expect([await count('?s ?p ?o'), await count('GRAPH ?g { ?s ?p ?o }')]).toEqual([3000, 6000]);
    expect(store.apply({ added: '', removed: many(G1) })).toBe(true);
    expect([await count('?s ?p ?o'), await count('GRAPH ?g { ?s ?p ?o }')]).toEqual([3000, 3000]);
  });

  it('says so when it lost a literal that the engine does not tell from the removed one', () => {
    const integer = (form: string) => quad(`"${form}"^^<http://www.w3.org/2001/XMLSchema#integer>`, G1);
    replicaOf(integer('1') + integer('01'));
    expect(store.apply({ added: '', removed: integer('01') })).toBe(false);
  });
});
