import * as oxigraph from 'oxigraph';
import { expect, it } from 'vitest';
import { coveringPrefixes } from '../../src/federation/iri-prefixes.ts';
import { BLANK, LITERAL } from '../../src/federation/source-summary.ts';
import { summaryOfQuads } from '../../src/federation/summary-of-quads.ts';
import { tripleToNTriples } from '../../src/rdf/nquads.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { namedNode, type Quad, quad } from '../../src/rdf/terms.ts';
import { readShipped } from '../ontology/shipped-files.ts';

const SOURCE = 'http://hub.example/id/source/a';

const summaryOf = async (turtle: string) => summaryOfQuads(SOURCE, await parse(turtle));
const parse = (text: string, mediaType = 'application/trig') =>
  parseRdf(`PREFIX : <http://a.example/v#> ${text}`, { mediaType, baseIRI: 'http://a.example/' });
const predicate = async (turtle: string) => (await summaryOf(turtle)).predicates.get('http://a.example/v#p');

it('counts what SPARQL counts in the shipped inventory', async () => {
  const quads = await readShipped(() => true);
  const summary = summaryOfQuads(SOURCE, quads);
  const store = new oxigraph.Store();
  store.load(quads.map((each) => `${tripleToNTriples(each)} .\n`).join(''), { format: 'application/n-triples' });
  const rows = (query: string) => store.query(query) as Map<string, oxigraph.Term>[];
  const numbers = (row: Map<string, oxigraph.Term>, ...names: string[]) => names.map((name) => Number(row.get(name)?.value));

  expect(summary.triples).toBe(store.size);
  const counted = rows(
    'SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ds) (COUNT(DISTINCT ?o) AS ?do) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p',
  );
  expect(counted.length).toBeGreaterThan(100);
  expect(
    [...summary.predicates]
      .map(([iri, { triples, distinctSubjects, distinctObjects }]) => [iri, triples, distinctSubjects, distinctObjects])
      .sort(),
  ).toEqual(counted.map((row) => [row.get('p')?.value, ...numbers(row, 't', 'ds', 'do')]).sort());
  expect([...summary.classes].sort()).toEqual(
    rows('SELECT ?c (COUNT(*) AS ?n) { ?s a ?c FILTER isIRI(?c) } GROUP BY ?c')
      .map((row) => [row.get('c')?.value, ...numbers(row, 'n')])
      .sort(),
  );
});

it('covers every subject and object of the shipped inventory with its prefixes, and lists every value where it lists any', async () => {
  const quads = await readShipped(() => true);
  const { predicates } = summaryOfQuads(SOURCE, quads);
  const uncovered = (term: Quad['object'] | Quad['subject'], prefixes: readonly string[] | undefined) => {
    const form = term.termType === 'Literal' ? LITERAL : term.termType === 'BlankNode' ? BLANK : term.value;
    return prefixes !== undefined && !prefixes.some((prefix) => form.startsWith(prefix));
  };
  for (const {
    subject,
    predicate: { value },
    object,
  } of quads) {
    const summary = predicates.get(value);
    if (uncovered(subject, summary?.subjects) || uncovered(object, summary?.objects))
      throw new Error(`${value}: ${subject.value} ${object.value}`);
  }
  const listed = [...predicates.values()].filter(({ values }) => values !== undefined);
  expect(listed.length).toBeGreaterThan(20);
  for (const { values, distinctObjects } of listed) expect(values).toHaveLength(distinctObjects);
});

it('counts a triple that is in two graphs once, as the union of the graphs does', async () => {
  const summary = await summaryOf(':g { :a :p :b . :a :q 1 } :h { :a :p :b }');
  expect(summary).toMatchObject({ triples: 2, isComplete: true });
  expect(summary.predicates.get('http://a.example/v#p')?.triples).toBe(1);
});

it('tells blank nodes and literals from IRIs, and does not list blank nodes as values', async () => {
  const summary = await predicate('[] :p [], "x"@en, <http://b.example/c/d#e> . <urn:isbn:12> :p 1 .');
  expect(summary?.subjects?.toSorted()).toEqual([BLANK, 'urn:isbn:'].sort());
  expect(summary?.objects?.toSorted()).toEqual([BLANK, 'http://b.example/c/d#', LITERAL].sort());
  expect(summary?.values).toBeUndefined();
});

it('leaves open what the objects are where triple terms are among them', async () => {
  const turtle = 'VERSION "1.2" <http://b.example/s> :p <<( :a :b :c )>> .';
  expect(await predicate(turtle)).toMatchObject({
    objects: undefined,
    values: ['<<( <http://a.example/v#a> <http://a.example/v#b> <http://a.example/v#c> )>>'],
  });
});

it('lists few objects in canonical N-Triples form and many not at all', async () => {
  const objects = (count: number) => Array.from({ length: count }, (_, n) => `"${n}"`).join(',');
  expect((await predicate(':a :p "B"@EN, 01, <http://b.example/c> .'))?.values).toEqual([
    '"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"B"@en',
    '<http://b.example/c>',
  ]);
  expect((await predicate(`:a :p ${objects(256)} .`))?.values).toHaveLength(256);
  expect((await predicate(`:a :p ${objects(257)} .`))?.values).toBeUndefined();
  expect((await predicate(`:a :p "${'long '.repeat(4000)}" .`))?.values).toBeUndefined();
});

it('merges the prefixes that are nearest to each other when there are too many', () => {
  const near = Array.from({ length: 40 }, (_, n) => `http://near.example/things/${n}/`);
  expect(coveringPrefixes([...near, 'http://far.example/', 'https://other.example/'])).toEqual([
    'http://far.example/',
    'http://near.example/things/0/',
    ...'123'.split('').map((digit) => `http://near.example/things/${digit}`),
    ...'456789'.split('').map((digit) => `http://near.example/things/${digit}/`),
    'https://other.example/',
  ]);
  expect(coveringPrefixes(['http://a/', 'http://a/b/', 'http://a/b#'])).toEqual(['http://a/']);
  expect(coveringPrefixes([...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM'].map((letter) => `${letter}:`))).toEqual(['']);
});

it('never drops a namespace by merging, whatever they are', () => {
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let round = 0; round < 300; round++) {
    const namespaces = Array.from(
      { length: 1 + random(80) },
      () => `http://${'ab'[random(2)]}${random(4)}.org/${'xyz'.slice(random(4))}${random(9)}/`,
    );
    const prefixes = coveringPrefixes(namespaces);
    expect(prefixes.length).toBeLessThanOrEqual(32);
    expect(namespaces.filter((namespace) => !prefixes.some((prefix) => namespace.startsWith(prefix)))).toEqual([]);
    expect(prefixes.filter((a) => prefixes.some((b) => a !== b && a.startsWith(b)))).toEqual([]);
  }
});

it('groups subjects by the set of their predicates', async () => {
  const summary = await summaryOf(':a :p 1, 2 ; :q 1 . :b :q 1 ; :p 3 . :c :p 1 . :d a :C ; :p 1 ; :q 2 .');
  const v = (...names: string[]) => names.map((name) => `http://a.example/v#${name}`);
  expect(summary.characteristicSets).toEqual([
    { predicates: v('p', 'q'), subjects: 2 },
    { predicates: v('p'), subjects: 1 },
    { predicates: [...v('p', 'q'), 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'], subjects: 1 },
  ]);
});

it('has no characteristic sets of data that is not star-shaped', () => {
  const subject = (n: number) => namedNode(`http://a.example/${n}`);
  const quads = Array.from({ length: 501 }, (_, n) => quad(subject(n), subject(n), subject(n)));
  expect(summaryOfQuads(SOURCE, quads.slice(1)).characteristicSets).toHaveLength(500);
  expect(summaryOfQuads(SOURCE, quads).characteristicSets).toBeUndefined();
});

it('is not complete when it cannot name every predicate', () => {
  const node = (n: number) => namedNode(`http://a.example/${n}`);
  const quads = Array.from({ length: 20_001 }, (_, n) => quad(node(1), node(n), node(n)));
  expect(summaryOfQuads(SOURCE, quads)).toMatchObject({ isComplete: false, triples: 20_001 });
  expect(summaryOfQuads(SOURCE, quads.slice(1)).isComplete).toBe(true);
});

it('is empty and complete for no data', () => {
  expect(summaryOfQuads(SOURCE, [])).toMatchObject({
    isComplete: true,
    triples: 0,
    predicates: new Map(),
    classes: new Map(),
    characteristicSets: [],
  });
});
