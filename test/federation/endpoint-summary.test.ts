import { afterEach, expect, it } from 'vitest';
import { summaryOfEndpoint } from '../../src/federation/endpoint-summary.ts';
import { BLANK, LITERAL, type SourceSummary } from '../../src/federation/source-summary.ts';
import { summaryOfQuads } from '../../src/federation/summary-of-quads.ts';
import { voidDescription } from '../../src/federation/void-description.ts';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { serialiseRdf } from '../../src/rdf/serialise.ts';
import { startApp } from '../running-app.ts';
import { type LabEndpoint, type LabOptions, labAccess, labSource, startLab } from './lab-endpoint.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function lab(turtle: string, options: LabOptions = {}): Promise<LabEndpoint> {
  const started = await startLab(turtle, options);
  closing.push(started.close);
  return started;
}

const take = ({ endpoint }: Pick<LabEndpoint, 'endpoint'>, datasets: string[] = []) =>
  summaryOfEndpoint(labAccess(labSource(endpoint)), { datasets, onProgress: () => {} });
const v = (name: string) => `http://a.example/v#${name}`;

/** What the data itself says, apart from times and validator. */
async function exact(turtle: string): Promise<SourceSummary> {
  const quads = await parseRdf(`PREFIX : <http://a.example/v#> ${turtle}`, { mediaType: 'text/turtle', baseIRI: 'http://a.example/' });
  return comparable(summaryOfQuads(labSource('http://x.example/').iri, quads));
}

function comparable(summary: SourceSummary): SourceSummary {
  const sorted = (prefixes: readonly string[] | undefined) => prefixes?.toSorted();
  const predicates = [...summary.predicates].map(
    ([iri, each]) => [iri, { ...each, subjects: sorted(each.subjects), objects: sorted(each.objects) }] as const,
  );
  return { ...summary, predicates: new Map(predicates), takenAt: '', verifiedAt: '', validator: undefined };
}

const SMALL = `:a a :C ; :p 1, "two"@en, <http://b.example/x/y> ; :q [ a :D ; :p 3 ] .
  <http://c.example/things/1> a :C, :D ; :q :a ; :r <urn:isbn:1>, <http://c.example/things/1/> .`;
/** Fifty predicates, fifty classes, 100 namespaces. */
const WIDE = Array.from({ length: 50 }, (_, n) => `<http://n${n}.example/s> a :C${n} ; :p${n} <http://o${n}.example/o> ; :all ${n} .`).join(
  '\n',
);

it('is the same when it is asked for as when it is taken from the data', async () => {
  for (const turtle of [SMALL, WIDE, ':a :p :b .']) expect(comparable(await take(await lab(turtle)))).toEqual(await exact(turtle));
});

it('asks few questions, however many predicates there are', async () => {
  const wide = await lab(WIDE);
  await take(wide);
  expect(wide.requests.length).toBeLessThan(30);
});

it('is not complete and says nothing wrong when the source cannot count', async () => {
  const source = await lab(SMALL, { refuses: /COUNT|GROUP/ });
  expect(await take(source)).toMatchObject({ isComplete: false, triples: 0, predicates: new Map(), validator: undefined });
});

it('fails when the source does not answer at all', async () => {
  const source = await lab(SMALL, { refuses: /./ });
  await expect(take(source)).rejects.toMatchObject({ code: 'source-failed' });
});

it('counts ends of each predicate alone when the source cannot for all at once', async () => {
  const source = await lab(SMALL, { refuses: /SELECT \?p .*DISTINCT \?s/ });
  expect(comparable(await take(source))).toEqual(await exact(SMALL));
});

it('takes the number of triples for the number of ends that the source cannot count', async () => {
  const { predicates, isComplete } = await take(await lab(SMALL, { refuses: /COUNT\(DISTINCT/ }));
  expect(isComplete).toBe(true);
  expect(predicates.get(v('p'))).toMatchObject({
    triples: 4,
    distinctSubjects: 4,
    distinctObjects: 4,
    objects: ['http://b.example/x/', LITERAL],
  });
  expect(predicates.get(v('p'))?.values).toEqual((await exact(SMALL)).predicates.get(v('p'))?.values);
});

it('pages on when answers are cut without a word', async () => {
  const summary = await take(await lab(WIDE, { mostRows: 7 }));
  const truth = await exact(WIDE);
  expect(summary).toMatchObject({ isComplete: true, triples: 150 });
  expect([...summary.predicates.keys()].sort()).toEqual([...truth.predicates.keys()].sort());
  expect([...summary.classes].sort()).toEqual([...truth.classes].sort());
  for (const [iri, { subjects, objects, values }] of summary.predicates) {
    const known = truth.predicates.get(iri);
    // What was cut is not known; what is known is right.
    if (iri === v('all')) expect([subjects, values]).toEqual([undefined, undefined]);
    else
      expect({ subjects: subjects ?? known?.subjects, objects: objects ?? known?.objects }).toEqual({
        subjects: known?.subjects,
        objects: known?.objects,
      });
  }
  expect(summary.predicates.get(v('p1'))?.subjects).toEqual(['http://n1.example/']);
});

it('is not complete when pages never show what was cut', async () => {
  const { isComplete, predicates, triples } = await take(await lab(WIDE, { mostRows: 20, isCutBeforeOffset: true }));
  expect({ isComplete, triples, named: predicates.size }).toEqual({ isComplete: false, triples: 150, named: 20 });
});

it('leaves ends open that have blank nodes, literals or IRIs beside what was listed', async () => {
  // Cut at one row: only one beginning of each end is ever listed.
  const { predicates } = await take(await lab(':a :p 1, :b, [] . [] :q 1 .', { mostRows: 1 }));
  for (const { objects } of predicates.values()) expect(objects === undefined || objects.join() === LITERAL).toBe(true);
  expect(predicates.get(v('p'))).toMatchObject({ objects: undefined });
  expect(predicates.get(v('q'))).toMatchObject({ subjects: [BLANK] });
});

it('keeps to hosts where there are too many namespaces', async () => {
  const turtle = Array.from({ length: 12_000 }, (_, n) => `<http://n.example/${n}/s> :p <http://o.example/${n}/> .`).join('\n');
  const { predicates } = await take(await lab(turtle));
  expect(predicates.get(v('p'))).toMatchObject({ triples: 12_000, subjects: ['http://n.example/'], objects: ['http://o.example/'] });
});

it('has no characteristic sets when the source cannot make them, or cuts them', async () => {
  expect((await take(await lab(SMALL, { refuses: /GROUP_CONCAT/ }))).characteristicSets).toBeUndefined();
  expect((await take(await lab(WIDE, { mostRows: 30 }))).characteristicSets).toBeUndefined();
});

it('begins again when the data changes meanwhile, and gives up when it does so always', async () => {
  let changes = 1;
  const beforeAnswer = (query: string, { put }: LabEndpoint): undefined => {
    if (/GROUP_CONCAT/.test(query) && changes-- > 0) put(`${WIDE} :new :p${changes + 5} ${changes} .`);
  };
  const once = await lab(WIDE, { beforeAnswer });
  expect((await take(once)).triples).toBe(151);
  changes = 1000;
  await expect(take(await lab(WIDE, { beforeAnswer }))).rejects.toMatchObject({ code: 'source-failed' });
});

it.each([
  [
    'half a body',
    (res: { type(type: string): { send(body: string): void } }) => res.type('json').send('{"head":{},"results":{"bindings":['),
  ],
  ['a wrong content type', (res: { type(type: string): { send(body: string): void } }) => res.type('html').send('<p>Welcome</p>')],
  [
    'malformed rows',
    (res: { type(type: string): { send(body: string): void } }) => res.type('json').send('{"results":{"bindings":[{"n":{"type":"x"}}]}}'),
  ],
])('takes %s for no answer', async (_, reply) => {
  const source = await lab(SMALL, {
    beforeAnswer: (_query, _lab, res) => {
      reply(res);
      return true;
    },
  });
  await expect(take(source)).rejects.toMatchObject({ code: 'source-failed' });
});

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
}, 60_000);
