import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DumpReplicas } from '../../src/federation/dump-replicas.ts';
import { AREA_LABELS, AREAS, agency, BASE, hubWith, startKindsLab } from './kinds-lab.ts';
import { serving } from './source-server.ts';

describe('a file as a source', () => {
  const FAULTS: Record<string, { type: string; body: string | Buffer; detail: RegExp }> = {
    'is broken': { type: 'text/turtle', body: '<http://a/1> <http://v/type> ', detail: /line/ },
    'is a page for people': { type: 'text/html', body: '<h1>Moved</h1>', detail: /Neither text\/html nor its name tells the format/ },
    'is half a gzip file': {
      type: 'application/n-triples',
      body: gzipSync(agency('x', [1, 2])).subarray(0, 60),
      detail: /gzip file is broken/,
    },
    'is small and unpacks to too much': {
      type: 'text/turtle',
      body: gzipSync(' '.repeat(200_000)),
      detail: /unpacks to more than 100000 bytes/,
    },
    'is too large': { type: 'text/turtle', body: ' '.repeat(200_000), detail: /larger than 100000 bytes/ },
  };

  it('is named when it fails, with the reason, and missed where that is welcome', async () => {
    const faults = Object.entries(FAULTS);
    const server = await serving(({ path }, res) => {
      const fault = faults[Number(path.slice(1))]?.[1];
      res.writeHead(200, { 'content-type': fault?.type }).end(fault?.body);
    });
    const members = faults.map(([name], at) => [
      name,
      { kind: 'dump' as const, endpoint: `${server.origin}/${at}`, maxAnswerBytes: 100_000 },
    ]);
    const lab = await startKindsLab({ members: Object.fromEntries(members), inventory: AREAS });
    onTestFinished(() => lab.close());
    for (const [name, { detail }] of faults) {
      const source = `${BASE}id/source/${name}`;
      const failure = lab.rows(AREA_LABELS, { sources: [source] });
      await expect(failure).rejects.toMatchObject({ code: 'source-failed', detail: expect.stringMatching(detail), extra: { source } });
      await expect(failure).rejects.toThrow(`The source ${name} (`);
    }
    expect(await lab.rows('SELECT ?l { ?a v:label ?l }', { isPartialWelcome: true })).toHaveLength(4);
    const outcomes = lab.reports.at(-1)?.sources.map(({ title, outcome }) => `${title}: ${outcome}`);
    expect(outcomes).toEqual(['the inventory: answered', ...Object.keys(FAULTS).map((name) => `${name}: failed`)]);
  });

  it('is fetched once for a query, and not sent again while its ETag is the same', async () => {
    const state = { etag: '"1"', body: agency('file', [1]) };
    const { lab, server } = await hubWith('dump', '/file.nt', ({ headers }, res) => {
      const status = headers['if-none-match'] === state.etag ? 304 : 200;
      res.writeHead(status, { etag: state.etag }).end(status === 304 ? undefined : state.body);
    });
    const label = ['l=area 1'];
    expect([await lab.rows(AREA_LABELS), await lab.rows(AREA_LABELS)]).toEqual([label, label]);
    expect(lab.reports.map(({ sources }) => sources[1])).toMatchObject([
      { outcome: 'answered', requests: 1, bytes: state.body.length },
      { outcome: 'answered', requests: 1, bytes: 0 },
    ]);
    Object.assign(state, { etag: '"2"', body: agency('file', [2]) });
    expect(await lab.rows(AREA_LABELS)).toEqual(['l=area 2']);
    expect(server.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
  });

  it('is not asked about while its source says that it is fresh', async () => {
    const fields = { etag: '"1"', 'cache-control': 'max-age=60' };
    const { lab, server } = await hubWith('dump', '/file.nt', (_req, res) => res.writeHead(200, fields).end(agency('file', [1])));
    for (const _ of [1, 2, 3]) expect(await lab.rows(AREA_LABELS)).toEqual(['l=area 1']);
    expect(server.seen).toHaveLength(1);
  });

  it('is fetched by each query where its source says nothing of versions, and one query sees one version', async () => {
    let versions = 0;
    const { lab, server } = await hubWith('dump', '/file.nt', (_req, res) => {
      versions += 1;
      res.end(agency('file', [versions]));
    });
    expect([await lab.rows(AREA_LABELS), await lab.rows(AREA_LABELS)]).toEqual([['l=area 1'], ['l=area 2']]);
    expect(server.seen).toHaveLength(2);
  });

  it.each(['without', 'with'])('has blank nodes that a query can join by, also when it is large, %s a summary', async (which) => {
    // The engine is filled piece by piece, each of a megabyte.
    const cells = Array.from({ length: 400 }, (_, n) => `_:c${n} <http://v/size> ${n} ; <http://v/note> "${'x'.repeat(4000)}" .\n`).join(
      '',
    );
    const notes = Array.from({ length: 400 }, (_, n) => `<http://a/${n}> <http://v/part> _:c${n} .\n`).join('');
    const server = await serving(({ path }, res) => {
      if (path.endsWith('.ttl')) res.end(cells + notes);
      else res.end('[{ "@id": "_:b0", "http://v/weight": 1 }]');
    });
    const names = ['one.ttl', 'two.ttl', 'three.jsonld', 'four.jsonld'];
    const members = Object.fromEntries(names.map((name) => [name, { kind: 'dump' as const, endpoint: `${server.origin}/${name}` }]));
    const lab = await startKindsLab({ members, inventory: '<http://a/7> <http://v/label> "seven" .\n' });
    onTestFinished(() => lab.close());
    if (which === 'with') await lab.summarise();
    const query = 'SELECT ?size { ?a v:label "seven" ; v:part ?c . ?c v:size ?size }';
    const integer = '^^http://www.w3.org/2001/XMLSchema#integer';
    // Blank nodes of two files are two, whatever they are called.
    expect(await lab.rows(query)).toEqual([`size=7${integer}`, `size=7${integer}`]);
    expect(await lab.rows('SELECT DISTINCT ?size { <http://a/8> v:part/v:size+ ?size }')).toEqual([`size=8${integer}`]);
    expect(await lab.rows('SELECT (COUNT(DISTINCT ?c) AS ?sum) { ?c v:size|v:weight ?s }')).toEqual([`sum=802${integer}`]);
  });

  it('makes room for others when all together are too large, least lately used first', async () => {
    const dumps = new DumpReplicas({ baseIRI: BASE, maxRows: 100, maxBytes: 2500 });
    const conditions: (string | undefined)[] = [];
    const open = async (name: string) => {
      const member = { iri: `urn:${name}`, endpoint: `http://file.example/${name}.nt`, maxAnswerBytes: 10_000 };
      await dumps.open(member, async ({ url, headers }) => {
        conditions.push(headers['if-none-match']);
        const isSame = headers['if-none-match'] !== undefined;
        const bytes = new TextEncoder().encode(isSame ? '' : `<urn:s> <urn:p> "${'x'.repeat(1000)}" .`);
        const response = { status: isSame ? 304 : 200, contentType: '', headers: { etag: `"${name}"` }, bytes, url };
        return { kind: 'response', response, requests: 1, milliseconds: 1 };
      });
    };
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await open(name);
    const loaded = [undefined, undefined, '"a"', undefined, '"a"', undefined];
    expect(conditions).toEqual(loaded);
  });
});
