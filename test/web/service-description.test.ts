import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRdf } from '../../src/rdf/parse.ts';
import type { Quad } from '../../src/rdf/terms.ts';
import { dct, rdf, sd, void_ } from '../../src/rdf/vocabulary.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

const FORMATS = 'http://www.w3.org/ns/formats/';
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  SPARQL_Results_JSON: 'application/sparql-results+json',
  SPARQL_Results_XML: 'application/sparql-results+xml',
  SPARQL_Results_CSV: 'text/csv',
  SPARQL_Results_TSV: 'text/tab-separated-values',
  Turtle: 'text/turtle',
  'JSON-LD': 'application/ld+json',
  'N-Triples': 'application/n-triples',
  TriG: 'application/trig',
  'N-Quads': 'application/n-quads',
  RDF_XML: 'application/rdf+xml',
};

let web: RunningWeb;
let description: readonly Quad[];
beforeAll(async () => {
  web = await startWeb();
  const { text } = await web.ask('/sparql', { headers: { accept: 'text/turtle' } });
  description = await parseRdf(text, { mediaType: 'text/turtle', baseIRI });
});
afterAll(() => web.close());

const of = (predicate: { value: string }, subject?: string) =>
  description.filter((each) => each.predicate.value === predicate.value && (subject === undefined || each.subject.value === subject));
const objects = (predicate: { value: string }, subject?: string) => of(predicate, subject).map(({ object }) => object.value);
const ask = (query: string, accept = 'application/sparql-results+json', to = web) =>
  to.ask('/sparql', { method: 'POST', headers: { accept, 'content-type': 'application/sparql-query' }, body: query });
const count = async (what: string, pattern: string) => {
  const { text } = await ask(`SELECT (COUNT(${what}) AS ?n) { ${pattern} }`, 'text/csv');
  return text.split('\r\n')[1];
};

describe('the service description says what is so', () => {
  it('about the endpoint and its language', async () => {
    expect(objects(sd('endpoint'))).toEqual([`${baseIRI}sparql`]);
    expect(objects(sd('supportedLanguage'))).toEqual([sd('SPARQL11Query').value]);
    const reply = await ask(
      'SELECT ?x { VALUES ?v { 1 2 } BIND(?v + 1 AS ?x) FILTER NOT EXISTS { ?s (<urn:a>|^<urn:b>)+ ?v } MINUS { VALUES ?v { 2 } } }',
    );
    expect(JSON.parse(reply.text).results.bindings.map((row: { x: { value: string } }) => row.x.value)).toEqual(['2']);
  });

  it('about each format of results', async () => {
    const formats = objects(sd('resultFormat')).map((iri) => iri.replace(FORMATS, ''));
    expect(formats.toSorted()).toEqual(Object.keys(MEDIA_TYPES).toSorted());
    for (const format of formats) {
      const mediaType = MEDIA_TYPES[format] ?? '';
      const isOfRows = /results|csv|tab/.test(mediaType);
      const reply = await ask(isOfRows ? 'SELECT ?s { ?s ?p ?o } LIMIT 3' : 'CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3', mediaType);
      expect([reply.status, reply.headers['content-type']?.split(';')[0]]).toEqual([200, mediaType]);
      if (!isOfRows) expect(await parseRdf(reply.text, { mediaType, baseIRI })).toHaveLength(3);
    }
  });

  it('about the default graph being the union, and SERVICE being understood', async () => {
    expect(objects(sd('feature')).toSorted()).toEqual([sd('BasicFederatedQuery').value, sd('UnionDefaultGraph').value]);
    expect(await count('*', '?s ?p ?o')).toBe(await count('*', 'SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }'));
    // Sources are asked in test/federation; here none is registered.
    const reply = await ask('ASK { SERVICE <https://example.org/sparql> { ?s ?p ?o } }');
    expect(JSON.parse(reply.text).type).toContain('#source-not-registered');
  });

  it('about the named graphs and how many triples each has', async () => {
    const names = of(sd('name'));
    const { text } = await ask('SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }', 'text/csv');
    expect(names.map(({ object }) => object.value).toSorted()).toEqual(text.trim().split('\r\n').slice(1).toSorted());
    for (const { subject, object } of names) {
      const [graph = ''] = objects(sd('graph'), subject.value);
      expect(objects(void_('triples'), graph)).toEqual([await count('*', `GRAPH <${object.value}> { ?s ?p ?o }`)]);
    }
  });

  it('about the statistics of the default graph', async () => {
    const [graph = ''] = objects(sd('defaultGraph'));
    expect(objects(void_('triples'), graph)).toEqual([await count('*', '?s ?p ?o')]);
    expect(objects(void_('distinctSubjects'), graph)).toEqual([await count('DISTINCT ?s', '?s ?p ?o')]);
    expect(objects(void_('distinctObjects'), graph)).toEqual([await count('DISTINCT ?o', '?s ?p ?o')]);
    expect(objects(void_('properties'), graph)).toEqual([await count('DISTINCT ?p', '?s ?p ?o')]);
    expect(objects(void_('classes'), graph)).toEqual([await count('DISTINCT ?c', '?s a ?c')]);
    expect(objects(void_('propertyPartition'), graph)).toHaveLength(Number(objects(void_('properties'), graph)[0]));
    expect(objects(void_('classPartition'), graph)).toHaveLength(Number(objects(void_('classes'), graph)[0]));
  });

  it('about the statistics of each property and class', async () => {
    for (const { subject, object } of of(void_('property'))) {
      const pattern = `?s <${object.value}> ?o`;
      expect(objects(void_('triples'), subject.value)).toEqual([await count('*', pattern)]);
      expect(objects(void_('distinctSubjects'), subject.value)).toEqual([await count('DISTINCT ?s', pattern)]);
      expect(objects(void_('distinctObjects'), subject.value)).toEqual([await count('DISTINCT ?o', pattern)]);
    }
    for (const { subject, object } of of(void_('class')))
      expect(objects(void_('entities'), subject.value)).toEqual([
        await count('DISTINCT ?s', `?s <${rdf('type').value}> <${object.value}>`),
      ]);
  });

  it('about the limits, also where they leave no room for statistics', async () => {
    const small = await startWeb({ queryTimeoutMs: 1700, maxRows: 20 });
    try {
      const reply = await small.ask('/sparql', { headers: { accept: 'text/turtle' } });
      expect(reply.headers.etag).toBeUndefined();
      const quads = await parseRdf(reply.text, { mediaType: 'text/turtle', baseIRI });
      const text = quads.find(({ predicate }) => predicate.value === dct('description').value)?.object.value ?? '';
      const long = JSON.parse((await ask('SELECT * { ?s ?p ?o }', undefined, small)).text);
      expect(text).toContain(`${long.maxRows} rows or triples`);
      const late = JSON.parse((await ask('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }', undefined, small)).text);
      expect(text).toContain(`may take ${late.timeoutMs} ms`);
      expect(late.type).toContain('#query-timeout');
    } finally {
      await small.close();
    }
  });
});
