import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningWeb, startWeb } from './running-web.ts';

const LIST = 'SELECT ?s ?label WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } LIMIT 50';
const DIRECT = { 'content-type': 'application/sparql-query' };

const logged: string[] = [];
let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb({ logger: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }) });
});
afterAll(() => web.close());

const get = (query: string, headers: Record<string, string> = {}) => web.ask(`/sparql?${new URLSearchParams({ query })}`, { headers });
const post = (query: string, headers: Record<string, string> = {}) =>
  web.ask('/sparql', { method: 'POST', headers: { ...DIRECT, ...headers }, body: query });

describe('answers that are asked for again', () => {
  it('come from memory, whatever the method and the layout of the query, with the same bytes and tag', async () => {
    const cold = await get(LIST);
    expect(cold.headers['server-timing']).toMatch(/^cache;desc=miss, queue;dur=[\d.]+, eval;dur=[\d.]+, ser;dur=[\d.]+, enc;dur=[\d.]+$/);
    const laidOut = `# the first fifty\n${LIST.replaceAll(' ', '\n  ')} # no more\n`;
    for (const warm of [
      await get(LIST),
      await post(LIST),
      await post(laidOut),
      await web.ask('/sparql', { method: 'QUERY', headers: DIRECT, body: laidOut }),
    ]) {
      expect(warm.headers['server-timing']).toBe('cache;desc=hit');
      expect([warm.headers.etag, warm.text]).toEqual([cold.headers.etag, cold.text]);
    }
    const { status, headers } = await get(laidOut, { 'if-none-match': cold.headers.etag ?? '' });
    expect([status, headers['server-timing']]).toEqual([304, 'cache;desc=validated']);
    expect(headers['cache-control']).toBe('public, max-age=0, stale-while-revalidate=30');
  });

  it('are told apart by format, encoding and dataset', async () => {
    await get(LIST);
    const others = [
      await get(LIST, { accept: 'text/csv' }),
      await get(LIST, { 'accept-encoding': 'gzip' }),
      await web.ask(`/sparql?${new URLSearchParams({ query: LIST, 'default-graph-uri': 'http://a/none' })}`),
    ];
    for (const { headers } of others) expect(headers['server-timing']).toMatch(/^cache;desc=miss/);
    expect(new Set(others.map(({ headers }) => headers.etag)).size).toBe(3);
  });

  it.each(['NOW()', 'RAND()', 'UUID()', 'STRUUID()', 'BNODE()'])('are made anew with %s', async (call) => {
    const query = `SELECT (${call} AS ?x) {}`;
    for (const { headers } of [await get(query), await get(query)]) {
      expect([headers.etag, headers['cache-control']]).toEqual([undefined, 'no-store']);
      expect(headers['server-timing']).toMatch(/^cache;desc=miss/);
    }
  });
});

describe('a malformed query', () => {
  it('is refused whatever tag the client says it holds, also when its words are those of a query', async () => {
    for (const headers of [{}, { 'if-none-match': '*' }, {}] as Record<string, string>[]) {
      const { status, text } = await get('SELECT * { ?s ?p }', headers);
      expect([status, JSON.parse(text || '{}')]).toEqual([400, expect.objectContaining({ line: 1, column: 18 })]);
    }
  });
});

describe('the log', () => {
  it('has a line with the id of each request, and no query in it unless the level is debug', async () => {
    logged.length = 0;
    const { headers } = await get('ASK { ?secret ?p ?o }');
    await expect.poll(() => logged.some((line) => line.includes(headers['x-request-id'] ?? '-'))).toBe(true);
    expect(logged.join('')).not.toContain('secret');
    const lines: string[] = [];
    const open = await startWeb({ logger: pino({ level: 'debug' }, { write: (line: string) => lines.push(line) }) });
    const reply = await open.ask(`/sparql?${new URLSearchParams({ query: 'ASK { ?secret ?p ?o }' })}`);
    await open.close();
    const line = lines.map((text) => JSON.parse(text)).find(({ query }) => query !== undefined);
    expect(line).toMatchObject({ requestId: reply.headers['x-request-id'], query: 'ASK { ?secret ?p ?o }' });
  });

  it('tells a client that left before its answer from one that was answered', async () => {
    logged.length = 0;
    const leaving = new AbortController();
    const query = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';
    const gone = web.ask(`/sparql?${new URLSearchParams({ query })}`, { signal: leaving.signal });
    gone.catch(() => {});
    await expect.poll(() => web.pool.status().busy).toBe(1);
    leaving.abort();
    await expect.poll(() => logged.filter((line) => line.includes('"msg":"request"')).length).toBe(1);
    expect(JSON.parse(logged.find((line) => line.includes('"msg":"request"')) ?? '')).toMatchObject({ status: 499, complete: false });
  });
});
