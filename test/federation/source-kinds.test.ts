import { gzipSync } from 'node:zlib';
import { Store } from 'oxigraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceKind } from '../../src/federation/registered-sources.ts';
import { parseNQuads } from '../../src/rdf/nquads.ts';
import { type FaultyMember, startFaultyMember } from './faulty-member.ts';
import { fragmentsOf } from './fragments-server.ts';
import { AREAS, agency, hubWith, type KindsLab, rowsOf, startKindsLab } from './kinds-lab.ts';
import { type SourceServer, startSource } from './source-server.ts';

const DATA = {
  turtle: agency('turtle', [1, 2]),
  named: agency('named', [3, 4]),
  encoded: agency('encoded', [5, 6]),
  packed: agency('packed', [7, 8]),
  jsonld: agency('jsonld', [9, 10]),
  mistyped: agency('mistyped', [11, 12]),
  fragments: agency('fragments', [13, 14, 15, 16]),
  turtlefragments: agency('turtlefragments', [17, 18]),
  endpoint: agency('endpoint', [2, 4, 6, 8, 10, 12, 14, 18]),
};
/** What each file says that it is, and what it is. */
const FILES: Record<string, { type: string; body: string | Buffer; encoding?: string }> = {
  '/turtle.ttl': { type: 'text/turtle; charset=utf-8', body: DATA.turtle },
  '/named.nq': { type: 'application/n-quads', body: DATA.named.replaceAll(' .\n', ' <http://named.example/graph> .\n') },
  '/encoded': { type: 'application/n-triples', body: gzipSync(DATA.encoded), encoding: 'gzip' },
  '/packed.ttl.gz': { type: 'application/gzip', body: gzipSync(DATA.packed) },
  '/jsonld': { type: 'application/ld+json', body: jsonld(DATA.jsonld) },
  '/mistyped.nt': { type: 'text/html', body: DATA.mistyped },
};

/** Relative to the address of the document. */
function jsonld(nquads: string): string {
  const nodes = parseNQuads(nquads).map(({ subject, predicate, object }) => ({
    '@id': subject.value,
    [predicate.value]: object.termType === 'Literal' ? { '@value': object.value, '@type': object.datatype.value } : { '@id': object.value },
  }));
  return JSON.stringify([...nodes, { '@id': '#here', 'http://v/note': 'relative' }]);
}

const QUERIES = [
  'SELECT * { ?i v:type v:Initiative ; v:label ?l ; v:area ?a . ?a v:label ?al }',
  'SELECT ?i ?l ?pl { ?i v:partner ?p ; v:label ?l . ?p v:label ?pl ; v:budget ?b FILTER(?b > 20) }',
  'SELECT ?i ?p { ?i v:label ?l OPTIONAL { ?i v:partner ?p } }',
  'SELECT ?i { ?i v:type v:Initiative FILTER NOT EXISTS { ?i v:partner ?p } }',
  'SELECT ?a (COUNT(?i) AS ?n) (SUM(?b) AS ?s) { ?i v:area ?a ; v:budget ?b } GROUP BY ?a',
  'SELECT ?i ?b { ?i v:budget ?b } ORDER BY DESC(?b) ?i LIMIT 3',
  'SELECT DISTINCT ?p ?t { ?s ?p ?t FILTER(?t = v:Initiative || STRSTARTS(STR(?p), "http://v/l")) }',
  'SELECT ?l { VALUES ?i { <http://fragments.example/i/14> <http://packed.example/i/8> } ?i v:label ?l }',
  'SELECT * { <http://turtlefragments.example/i/18> ?p ?o }',
  'SELECT ?i ?l { ?i v:partner/v:label ?l }',
  'ASK { ?i v:label "fragments 16" ; v:area ?a . ?a v:label "area 0" }',
];

describe('sources of every kind as one graph', () => {
  let lab: KindsLab;
  let endpoint: FaultyMember;
  const servers: SourceServer[] = [];
  const union = new Store();

  beforeAll(async () => {
    const files = await startSource(({ path }, res) => {
      const file = FILES[path];
      if (file === undefined) return void res.writeHead(404).end();
      res.writeHead(200, { 'content-type': file.type, ...(file.encoding && { 'content-encoding': file.encoding }) }).end(file.body);
    });
    const fragments = await startSource(fragmentsOf(parseNQuads(DATA.fragments), { format: 'trig', pageSize: 3 }));
    const turtleFragments = await startSource(
      fragmentsOf(parseNQuads(DATA.turtlefragments), { format: 'turtle', pageSize: 2, isWordy: true }),
    );
    servers.push(files, fragments, turtleFragments);
    endpoint = await startFaultyMember(DATA.endpoint, 'healthy');
    const dumps = Object.keys(FILES).map(
      (path) => [path.replace(/^\/|\..*$/g, ''), { kind: 'dump' as const, endpoint: files.origin + path }] as const,
    );
    lab = await startKindsLab({
      members: {
        ...Object.fromEntries(dumps),
        fragments: { kind: 'tpf', endpoint: `${fragments.origin}/fragments` },
        turtlefragments: { kind: 'tpf', endpoint: `${turtleFragments.origin}/fragments` },
        endpoint: { kind: 'sparql-endpoint', endpoint: endpoint.endpoint },
      },
      inventory: AREAS,
    });
    union.load(`${Object.values(DATA).join('')}${AREAS}<${files.origin}/jsonld#here> <http://v/note> "relative" .`, {
      format: 'text/turtle',
    });
  });

  afterAll(async () => {
    await Promise.all([lab.close(), endpoint.close(), ...servers.map((server) => server.close())]);
  });

  const truth = (query: string) =>
    rowsOf(union.query(`PREFIX v: <http://v/> ${query}`, { results_format: 'application/sparql-results+json' }) as string);

  describe.each(['without', 'with'])('%s summaries', (which) => {
    beforeAll(async () => {
      if (which === 'with') await lab.summarise();
    });

    it.each(QUERIES)('answer as their union does: %s', async (query) => {
      expect(truth(query)).not.toEqual([]);
      expect(await lab.rows(query)).toEqual(truth(query));
    });

    it('have every triple once, and nothing of what is about their pages', async () => {
      const query = 'SELECT * { ?s ?p ?o }';
      expect(await lab.rows(query)).toEqual(truth(query));
    });

    it('keep the named graphs of a file', async () => {
      expect(await lab.rows('SELECT DISTINCT ?g ?l { GRAPH ?g { ?i v:label ?l ; v:budget 30 } }')).toEqual([
        'g=http://named.example/graph l=named 3',
      ]);
    });
  });
});

describe('a source that is no SPARQL endpoint', () => {
  it('is not asked by the query when it is an event stream: named, it is refused with the reason', async () => {
    const { lab, server } = await hubWith('ldes', '/feed', (_req, res) => res.end());
    expect(await lab.rows('SELECT ?l { ?a v:label ?l }')).toHaveLength(4);
    const refusal = { code: 'source-not-registered', detail: expect.stringContaining('is an event stream, which is harvested, not asked') };
    await expect(lab.rows('SELECT ?l { ?a v:label ?l }', { sources: ['http://localhost:3000/id/source/lone'] })).rejects.toMatchObject(
      refusal,
    );
    expect(server.seen).toEqual([]);
  });

  it.each<SourceKind>(['dump', 'tpf', 'ldes'])('is not for SERVICE: a %s', async (kind) => {
    const { lab, server } = await hubWith(kind, '/here', (_req, res) => res.end());
    const query = `SELECT * { SERVICE <${server.origin}/here> { ?s ?p ?o } }`;
    for (const scope of ['services', 'virtual-graph'] as const) {
      const refusal = { code: 'source-not-registered', detail: expect.stringContaining('the source lone, which is no SPARQL endpoint') };
      await expect(lab.rows(query, { scope })).rejects.toMatchObject(refusal);
    }
    expect(server.seen).toEqual([]);
  });
});
