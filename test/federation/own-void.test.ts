import { expect, it } from 'vitest';
import type { SourceSummary } from '../../src/federation/source-summary.ts';
import { summaryOfQuads } from '../../src/federation/summary-of-quads.ts';
import { voidDescription } from '../../src/federation/void-description.ts';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { serialiseRdf } from '../../src/rdf/serialise.ts';
import { startApp } from '../running-app.ts';
import type { LabEndpoint } from './lab-endpoint.ts';
import { closing, comparable, exact, lab, SMALL, take, v, WIDE } from './lab-summaries.ts';

async function voidOf(turtle: string, change: (summary: SourceSummary) => SourceSummary = (summary) => summary): Promise<string> {
  const { quads } = voidDescription(change(await exact(turtle)), {
    document: 'http://127.0.0.1/.well-known/void',
    sparqlEndpoint: 'http://127.0.0.1/other',
    uriSpace: 'http://a.example/',
    modified: undefined,
    subsets: new Map(),
  });
  const own = quads.filter(({ predicate }) => !predicate.value.endsWith('sparqlEndpoint'));
  return serialiseRdf(own, { format: RDF_FORMATS[0] as (typeof RDF_FORMATS)[number] });
}

async function labWithVoid(turtle: string, body: string, path = '/.well-known/void') {
  return lab(turtle, { documents: { [path]: () => ({ type: 'text/turtle', body }) } });
}

const asksForCounts = (source: LabEndpoint) =>
  source.queries.some((query) => /GROUP BY \?p .*DISTINCT \?s|DISTINCT \?s.*GROUP BY \?p/.test(query));

it('is taken from the own VoID of the source when that is true', async () => {
  const source = await labWithVoid(WIDE, await voidOf(WIDE));
  const summary = await take(source);
  expect(comparable(summary)).toEqual(await exact(WIDE));
  expect(asksForCounts(source)).toBe(false);
  expect(summary.validator).toContain('/.well-known/void');
});

it('reads VoID at an address of its origin that the registration names', async () => {
  const source = await labWithVoid(WIDE, await voidOf(WIDE), '/about');
  const { origin } = new URL(source.endpoint);
  await take(source, ['http://elsewhere.example/about', `${origin}/about#x`]);
  expect(asksForCounts(source)).toBe(false);
});

it('reads VoID that the service description names', async () => {
  const description = `@prefix void: <http://rdfs.org/ns/void#> . [] a <http://www.w3.org/ns/sparql-service-description#Service> . </about> a void:Dataset .`;
  const body = await voidOf(WIDE);
  const source = await lab(WIDE, {
    documents: { '/sparql': () => ({ type: 'text/turtle', body: description }), '/about': () => ({ type: 'text/turtle', body }) },
  });
  await take(source);
  expect(asksForCounts(source)).toBe(false);
});

/** Without what would be compared with the source. */
const OPEN = { subjects: undefined, objects: undefined };
const changed = (summary: SourceSummary, iri: string, change: object): SourceSummary => {
  const predicates = new Map(summary.predicates);
  const old = predicates.get(iri);
  if (old === undefined) throw new Error(`${iri} is not there`);
  return { ...summary, predicates: predicates.set(iri, { ...old, ...change }) };
};

it.each<[string, (summary: SourceSummary) => SourceSummary]>([
  ['the number of triples', (summary) => ({ ...summary, triples: summary.triples + 1 })],
  ['a count of a predicate', (summary) => changed(changed(summary, v('p'), { triples: 3 }), v('q'), { triples: 3 })],
  [
    'a predicate that is not there',
    (summary) => ({
      ...changed(summary, v('p'), { triples: 3 }),
      predicates: new Map([
        ...summary.predicates,
        [v('none'), { triples: 1, distinctSubjects: 1, distinctObjects: 1, subjects: undefined, objects: undefined, values: undefined }],
      ]),
    }),
  ],
  [
    'a predicate that it does not name',
    (summary) => ({
      ...changed(summary, v('p'), { triples: 6 }),
      predicates: new Map([...changed(summary, v('p'), { triples: 6 }).predicates].filter(([iri]) => iri !== v('q'))),
    }),
  ],
  ['the classes', (summary) => ({ ...summary, classes: new Map([[v('C'), 3]]) })],
  [
    'an instance count',
    (summary) => ({
      ...summary,
      classes: new Map([
        [v('C'), 1],
        [v('D'), 2],
      ]),
    }),
  ],
  ['prefixes', (summary) => changed(summary, v('q'), { objects: ['http://a.example/'] })],
])('is asked for when the own VoID of the source lies about %s', async (_, lie) => {
  const source = await labWithVoid(SMALL, await voidOf(SMALL, lie));
  expect(comparable(await take(source))).toEqual(await exact(SMALL));
  expect(asksForCounts(source)).toBe(true);
});

/** The map with another name for one of its keys. */
const renamed = <T>(map: ReadonlyMap<string, T>, from: string, to: string) =>
  new Map([...map].map(([key, each]) => [key === from ? to : key, each]));

it.each<[string, (summary: SourceSummary) => SourceSummary]>([
  [
    'a predicate',
    (summary) => ({
      ...changed(summary, v('p7'), OPEN),
      predicates: renamed(changed(summary, v('p7'), OPEN).predicates, v('p7'), v('none')),
    }),
  ],
  ['a class', (summary) => ({ ...summary, classes: renamed(summary.classes, v('C7'), v('none')) })],
])('is asked for when the own VoID of the source names %s wrongly, one of many', async (_, lie) => {
  const source = await labWithVoid(WIDE, await voidOf(WIDE, lie));
  expect(comparable(await take(source))).toEqual(await exact(WIDE));
  expect(asksForCounts(source)).toBe(true);
});

it('does not repeat values and characteristic sets that the own VoID of the source makes up', async () => {
  const source = await labWithVoid(
    SMALL,
    await voidOf(SMALL, (summary) =>
      changed({ ...summary, characteristicSets: [] }, v('r'), { values: ['<http://c.example/things/2/>', '<urn:isbn:2>'] }),
    ),
  );
  expect(comparable(await take(source))).toEqual(await exact(SMALL));
});

it('takes this service as a member from its VoID, and finds there what the data says', async () => {
  const member = await startApp();
  closing.push(member.close);
  const summary = await take({ endpoint: `${member.baseIRI}sparql` });
  expect(summary.validator).toContain('/.well-known/void');
  const truth = comparable(summaryOfQuads(summary.source, member.app.reader.allQuads()));
  const { characteristicSets, ...rest } = comparable(summary);
  expect({ ...rest, characteristicSets: truth.characteristicSets }).toEqual(truth);
  expect(characteristicSets?.length).toBe(truth.characteristicSets?.length);
}, 120_000);
