import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import type { SourceSummary } from '../../src/federation/source-summary.ts';
import { createSummariesNow } from '../../src/federation/summaries-now.ts';
import { isCurrent, SummaryKeeper, type SummaryStore } from '../../src/federation/summary-keeper.ts';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { serialiseRdf } from '../../src/rdf/serialise.ts';
import { labFetch, labSource } from './lab-endpoint.ts';
import { comparable, exact, lab, SMALL, v, WIDE } from './lab-summaries.ts';

const MINUTE = 60_000;

function keep({ documents = new Map<string, string>(), now = Date.now }: { documents?: Map<string, string>; now?: () => number } = {}) {
  const store: SummaryStore = {
    read: (iri) => documents.get(iri),
    write: (iri, document) => void documents.set(iri, document),
    remove: (iri) => void documents.delete(iri),
  };
  return { documents, keeper: new SummaryKeeper({ fetch: labFetch, store, now }) };
}

it('takes a summary, then sees that the source has not changed, and takes a new one when it has', async () => {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const { keeper } = keep({ now: () => time });
  const endpoint = await lab(SMALL);
  const source = labSource(endpoint.endpoint);
  expect(keeper.current(source.iri)).toBeUndefined();
  const steps: string[] = [];
  expect((await keeper.refresh(source, { onProgress: (step) => steps.push(step) })).outcome).toBe('taken');
  expect(steps).toContain('Listing values');
  expect(comparable(keeper.current(source.iri) as SourceSummary)).toEqual(await exact(SMALL));

  time += 10 * MINUTE;
  const asked = endpoint.requests.length;
  expect(await keeper.refresh(source)).toMatchObject({ outcome: 'unchanged' });
  expect(endpoint.requests.length - asked).toBe(2);
  expect(keeper.current(source.iri)).toMatchObject({ takenAt: '2026-01-01T00:00:00.000Z', verifiedAt: '2026-01-01T00:10:00.000Z' });

  endpoint.put(`${SMALL} :new :p2 1 .`);
  expect((await keeper.refresh(source)).outcome).toBe('taken');
  expect(keeper.current(source.iri)?.predicates.has(v('p2'))).toBe(true);
});

it('sees a change that leaves the number of triples as it was', async () => {
  const { keeper } = keep();
  const endpoint = await lab(':a :p 1 ; :q 1 .');
  await keeper.refresh(labSource(endpoint.endpoint));
  endpoint.put(':a :p 1 ; :r 1 .');
  expect((await keeper.refresh(labSource(endpoint.endpoint))).outcome).toBe('taken');
});

it('sees that the VoID description changed from which it was taken', async () => {
  const { keeper } = keep();
  let etag = '"1"';
  const properties = 'void:propertyPartition [ void:property :p ; void:triples 1 ] ; void:classes 0 ; void:triples 1';
  const body = `@prefix : <http://a.example/v#> . @prefix void: <http://rdfs.org/ns/void#> . <#d> a void:Dataset ; ${properties} .`;
  const endpoint = await lab(':a :p 1 .', { documents: { '/.well-known/void': () => ({ type: 'text/turtle', body, etag }) } });
  await keeper.refresh(labSource(endpoint.endpoint));
  expect((await keeper.refresh(labSource(endpoint.endpoint))).outcome).toBe('unchanged');
  etag = '"2"';
  expect((await keeper.refresh(labSource(endpoint.endpoint))).outcome).toBe('taken');
});

it('takes a new summary after a day, or sooner of what was not complete, though nothing seems to have changed', async () => {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const { keeper } = keep({ now: () => time });
  const whole = labSource((await lab(SMALL)).endpoint);
  const part = labSource((await lab(WIDE, { mostRows: 20, isCutBeforeOffset: true })).endpoint, {
    iri: 'http://hub.example/id/source/part',
  });
  await Promise.all([whole, part].map((source) => keeper.refresh(source)));
  time += 61 * MINUTE;
  expect((await keeper.refresh(whole)).outcome).toBe('unchanged');
  expect((await keeper.refresh(part)).outcome).toBe('taken');
  time += 24 * 60 * MINUTE;
  expect((await keeper.refresh(whole)).outcome).toBe('taken');
});

it('keeps the old summary, not seen to be true any more, when the source fails midway', async () => {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const { keeper } = keep({ now: () => time });
  let answers = Number.POSITIVE_INFINITY;
  const endpoint = await lab(SMALL, {
    beforeAnswer: (_query, _lab, res) => {
      answers--;
      if (answers < 0) res.sendStatus(500);
      return answers < 0;
    },
  });
  const source = labSource(endpoint.endpoint);
  await keeper.refresh(source);
  const old = keeper.current(source.iri);
  endpoint.put(`${SMALL} :new :p2 1 .`);
  answers = 8;
  time += 20 * MINUTE;
  await expect(keeper.refresh(source)).rejects.toMatchObject({ code: 'source-failed' });
  expect(answers).toBeLessThan(0);
  expect(keeper.current(source.iri)).toBe(old);
  expect(isCurrent(old as SourceSummary, time)).toBe(false);
});

it('does not give a complete summary for one that is not, of a source that has not changed', async () => {
  const { keeper } = keep();
  let isWeak = false;
  const endpoint = await lab(SMALL, {
    beforeAnswer: (query, _lab, res) => {
      const isRefused = isWeak && /\?c/.test(query);
      if (isRefused) res.sendStatus(500);
      return isRefused;
    },
  });
  const source = labSource(endpoint.endpoint);
  await keeper.refresh(source);
  isWeak = true;
  expect(await keeper.refresh(source, { isForced: true })).toMatchObject({ outcome: 'unchanged', summary: { isComplete: true } });
  endpoint.put(`${SMALL} :new :p2 1 .`);
  expect(await keeper.refresh(source)).toMatchObject({ outcome: 'taken', summary: { isComplete: false } });
});

it('is current for fifteen minutes after the source was last asked', () => {
  const summary = { verifiedAt: '2026-01-01T00:00:00.000Z' } as SourceSummary;
  const at = Date.parse(summary.verifiedAt);
  expect([0, 14.9, 15, 60].map((minutes) => isCurrent(summary, at + minutes * MINUTE))).toEqual([true, true, false, false]);
});

it('finds summaries again after a restart, and takes what is no summary for none', async () => {
  const { keeper, documents } = keep();
  const source = labSource((await lab(SMALL)).endpoint);
  const { summary } = await keeper.refresh(source);
  expect(keep({ documents }).keeper.current(source.iri)).toEqual(summary);
  for (const document of ['{', '{"version":0}', '{"version":1,"predicates":5,"classes":[]}']) {
    documents.set(source.iri, document);
    expect(keep({ documents }).keeper.current(source.iri)).toBeUndefined();
  }
  keeper.forget(source.iri);
  expect([keeper.current(source.iri), documents.size]).toEqual([undefined, 0]);
});

it('refreshes a source once when it is asked to by several', async () => {
  const { keeper } = keep();
  const endpoint = await lab(SMALL);
  const [one, other] = await Promise.all([keeper.refresh(labSource(endpoint.endpoint)), keeper.refresh(labSource(endpoint.endpoint))]);
  expect(one).toBe(other);
});

it.each([
  ...RDF_FORMATS.map(({ extension, mediaType }) => [extension, mediaType] as const),
  ['ttl.gz', 'application/gzip'],
  ['nt', 'text/plain'],
  ['rdf', 'application/octet-stream'],
] as const)('summarises a dump in the file data.%s, sent as %s', async (extension, type) => {
  const format = RDF_FORMATS.find((each) => each.extension === extension.split('.')[0]);
  if (format === undefined) throw new Error(extension);
  const quads = await parseRdf(`PREFIX : <http://a.example/v#> ${WIDE}`, { mediaType: 'text/turtle', baseIRI: 'http://a.example/' });
  const text = await serialiseRdf(quads, { format });
  const body = extension.endsWith('gz') ? gzipSync(text) : text;
  const path = `/data.${extension}`;
  const server = await lab('', { documents: { [path]: () => ({ type, body }) } });
  const { keeper } = keep();
  const { summary } = await keeper.refresh(dump(new URL(path, server.endpoint).href));
  expect(comparable(summary)).toEqual(await exact(WIDE));
});

const dump = (endpoint: string, kind: RegisteredSource['kind'] = 'dump') => labSource(endpoint, { kind });

it('does not fetch a dump again whose tag has not changed', async () => {
  let etag = '"1"';
  const server = await lab('', { documents: { '/data.ttl': () => ({ type: 'text/turtle', body: '<x:s> <x:p> <x:o> .', etag }) } });
  const source = dump(new URL('/data.ttl', server.endpoint).href);
  const { keeper } = keep();
  await keeper.refresh(source);
  await keeper.refresh(source);
  expect(server.requests).toEqual(['HEAD /data.ttl', 'GET /data.ttl', 'HEAD /data.ttl']);
  etag = '"2"';
  expect((await keeper.refresh(source)).outcome).toBe('taken');
});

it('fails on a dump that is no RDF, or larger when unpacked than an answer may be', async () => {
  const server = await lab('', {
    documents: {
      '/wrong.ttl': () => ({ type: 'text/turtle', body: '<x:s> <x:p>' }),
      '/bomb.nt.gz': () => ({ type: 'application/gzip', body: gzipSync(Buffer.alloc(5_000_000, '\n')) }),
    },
  });
  const { keeper } = keep();
  await expect(keeper.refresh(dump(new URL('/wrong.ttl', server.endpoint).href))).rejects.toMatchObject({ code: 'source-failed' });
  const bomb = { ...dump(new URL('/bomb.nt.gz', server.endpoint).href), maxAnswerBytes: 1_000_000 };
  await expect(keeper.refresh(bomb)).rejects.toMatchObject({ code: 'source-failed' });
});

it('knows the size alone of a triple pattern fragments interface, and nothing of an event stream', async () => {
  const body = `@prefix hydra: <http://www.w3.org/ns/hydra/core#> . <> hydra:totalItems 4711 . <x:s> <x:p> <x:o> .`;
  const server = await lab('', { documents: { '/data': () => ({ type: 'text/turtle', body }) } });
  const { keeper } = keep();
  const at = new URL('/data', server.endpoint).href;
  expect((await keeper.refresh(dump(at, 'tpf'))).summary).toMatchObject({ isComplete: false, triples: 4711, predicates: new Map() });
  const stream = { ...dump(at, 'ldes'), iri: 'http://hub.example/id/source/stream' };
  expect((await keeper.refresh(stream)).summary).toMatchObject({ isComplete: false, triples: 0, predicates: new Map() });
});

it('says nothing of a source that has moved, also when a refresh at the old address ends later', async () => {
  const { keeper } = keep();
  const [before, after] = [await lab(':a :p 1 .'), await lab(':a :q 1 ; :r 2 .')];
  const [old, moved] = [labSource(before.endpoint), labSource(after.endpoint)];
  const [late, now] = [keeper.refresh(old), keeper.refresh(moved)];
  expect([(await late).summary, (await now).summary]).toMatchObject([
    { endpoint: before.endpoint },
    { endpoint: after.endpoint, triples: 2 },
  ]);
  let sources = [old];
  const options = { baseIRI: 'http://hub.example/', keeper, sequence: () => 1, sources: () => sources, onFault: () => {} };
  const summaries = createSummariesNow({ ...options, inventorySummary: () => new Promise(() => {}) });
  await keeper.refresh(old);
  expect(summaries.of(old.iri)).toMatchObject({ endpoint: before.endpoint });
  sources = [moved];
  summaries.follow();
  await keeper.refresh(old);
  expect(summaries.of(old.iri)).toBeUndefined();
  expect((await keeper.refresh(moved)).outcome).toBe('taken');
  expect(summaries.of(old.iri)).toMatchObject({ endpoint: after.endpoint });
});

it('takes up what another process has found', async () => {
  const documents = new Map<string, string>();
  const [service, command] = [keep({ documents }).keeper, keep({ documents }).keeper];
  const endpoint = await lab(':a :p 1 .');
  const source = labSource(endpoint.endpoint);
  await service.refresh(source);
  endpoint.put(':a :p 1 ; :q 1 .');
  await command.refresh(source);
  expect((await service.refresh(source)).outcome).toBe('unchanged');
  expect(service.current(source.iri)?.triples).toBe(2);
});
