import { afterAll, beforeAll, expect, it } from 'vitest';
import { summaryOfVoid } from '../../src/federation/void-summary.ts';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { quad } from '../../src/rdf/terms.ts';
import { rdf, void_ } from '../../src/rdf/vocabulary.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

const lookup = { source: 'http://hub.example/id/source/a', endpoint: `${baseIRI}sparql`, datasets: [] };

async function select(query: string): Promise<Record<string, string>[]> {
  const body = `query=${encodeURIComponent(query)}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/sparql-results+json' };
  const reply = await web.ask('/sparql', { method: 'POST', headers, body });
  const { results } = JSON.parse(reply.text) as { results: { bindings: Record<string, { value: string }>[] } };
  return results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, { value }]) => [name, value])));
}

async function readVoid(suffix = '.nt', mediaType = 'application/n-triples') {
  const reply = await web.ask(`/.well-known/void${suffix}`);
  expect(reply.status).toBe(200);
  return parseRdf(reply.text, { mediaType, baseIRI });
}

it('says of the inventory what COUNT queries say', async () => {
  const summary = summaryOfVoid(await readVoid(), lookup);
  expect(summary).toMatchObject({ isComplete: true, source: lookup.source });

  const [total] = await select('SELECT (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ds) (COUNT(DISTINCT ?o) AS ?do) { ?s ?p ?o }');
  expect([summary?.triples, summary?.distinctSubjects, summary?.distinctObjects].map(String)).toEqual([total?.t, total?.ds, total?.do]);
  const predicates = await select(
    'SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ds) (COUNT(DISTINCT ?o) AS ?do) { ?s ?p ?o } GROUP BY ?p',
  );
  expect(
    [...(summary?.predicates ?? [])]
      .map(([iri, each]) => [iri, each.triples, each.distinctSubjects, each.distinctObjects].join(' '))
      .sort(),
  ).toEqual(predicates.map((row) => [row.p, row.t, row.ds, row.do].join(' ')).sort());
  const classes = await select('SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c');
  expect([...(summary?.classes ?? [])].map((each) => each.join(' ')).sort()).toEqual(classes.map((row) => `${row.c} ${row.n}`).sort());
});

it('describes each dataset as a subset', async () => {
  const quads = await readVoid();
  const value = (subject: string, name: string) =>
    quads.find((each) => each.subject.value === subject && each.predicate.equals(void_(name)))?.object.value;
  const counts = await select(
    'SELECT ?g (COUNT(*) AS ?t) (COUNT(DISTINCT ?q) AS ?p) (COUNT(DISTINCT ?s) AS ?ds) { GRAPH ?g { ?s ?q ?o } } GROUP BY ?g',
  );
  const subsets = quads.filter(({ predicate }) => predicate.equals(void_('subset'))).map(({ object }) => object.value);
  expect(subsets.toSorted()).toEqual(counts.map(({ g }) => g).sort());
  expect(subsets).toContain(`${baseIRI}graph/initiatives`);
  for (const { g = '', t, p, ds } of counts) {
    expect([g, value(g, 'triples'), value(g, 'properties'), value(g, 'distinctSubjects')]).toEqual([g, t, p, ds]);
  }
});

it('comes back from VoID as it was written, prefixes, values and characteristic sets too', async () => {
  const summary = summaryOfVoid(await readVoid(), lookup);
  const kinds = summary?.predicates.get('https://w3id.org/technology-facilitation#sourceKind');
  expect(kinds).toMatchObject({ subjects: [`${baseIRI}id/source/`], objects: [`${baseIRI}id/source-kind/`] });
  expect(kinds?.values).toContain(`<${baseIRI}id/source-kind/sparql-endpoint>`);
  const subjects = summary?.characteristicSets?.reduce((sum, each) => sum + each.subjects, 0);
  expect(subjects).toBe(summary?.distinctSubjects);
});

it.each(RDF_FORMATS)('is there as $label, by suffix and by Accept', async ({ extension, mediaType }) => {
  const summary = summaryOfVoid(await readVoid(`.${extension}`, mediaType), lookup);
  expect(summary).toEqual({ ...summaryOfVoid(await readVoid(), lookup), takenAt: summary?.takenAt, verifiedAt: summary?.verifiedAt });
  const reply = await web.ask('/.well-known/void', { headers: { accept: mediaType } });
  expect(reply.headers['content-type']).toContain(mediaType);
  expect(reply.headers['content-location']).toBe(`/.well-known/void.${extension}`);
});

it('has a tag of the revision, and another after the next', async () => {
  const { etag = '' } = (await web.ask('/.well-known/void')).headers;
  expect((await web.ask('/.well-known/void', { headers: { 'if-none-match': etag } })).status).toBe(304);
  const before = summaryOfVoid(await readVoid(), lookup);
  const [thing] = web.reader.quads('initiatives');
  if (thing === undefined) throw new Error('there are initiatives');
  const added = [quad(thing.subject, rdf('type'), void_('Linkset'))];
  web.writer.commit([{ dataset: 'extra', added, removed: [], agent: 'test', note: 'one more' }]);
  expect((await web.ask('/.well-known/void', { headers: { 'if-none-match': etag } })).status).toBe(200);
  const after = summaryOfVoid(await readVoid(), lookup);
  expect(after?.triples).toBe(Number(before?.triples) + 1);
  expect(after?.classes.get(void_('Linkset').value)).toBe(1);
  expect(after?.validator).not.toBe(before?.validator);
});

it('is not there in a format that nobody knows', async () => {
  expect((await web.ask('/.well-known/void.xyz')).status).toBe(404);
  expect((await web.ask('/.well-known/void', { headers: { accept: 'image/png' } })).status).toBe(406);
});
