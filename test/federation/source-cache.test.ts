import { describe, expect, it } from 'vitest';
import { createSourceCache } from '../../src/federation/source-cache.ts';
import { ask, clientWith, serving, sourceAt, textOf } from './source-server.ts';

/** A source that numbers its answers, with these header fields. */
async function numbering(headers: Record<string, string>, status = 200) {
  const server = await serving((_req, res, { seen }) => res.writeHead(status, headers).end(`answer ${seen.length}`));
  const clock = { now: 1_700_000_000_000 };
  const cache = createSourceCache({ client: clientWith(), now: () => clock.now });
  return { server, clock, cache, source: sourceAt(server.origin) };
}

/** A source whose state has this ETag, and takes it as a condition the way RFC 9110 §13.1.2 says. */
async function versioned(state: { etag: string; text: string; cacheControl?: string }) {
  const server = await serving(({ headers, method }, res) => {
    const fields = { etag: state.etag, ...(state.cacheControl && { 'cache-control': state.cacheControl }) };
    if (headers['if-none-match'] === state.etag) res.writeHead(method === 'POST' ? 412 : 304, fields).end();
    else res.writeHead(200, { ...fields, 'content-type': 'text/plain' }).end(state.text);
  });
  const clock = { now: 1_700_000_000_000 };
  const cache = createSourceCache({ client: clientWith(), now: () => clock.now });
  return {
    server,
    clock,
    cache,
    source: sourceAt(server.origin),
    statuses: () => server.seen.map((seen) => seen.headers['if-none-match']),
  };
}

describe('an answer of a source', () => {
  it('is used again for as long as its source says', async () => {
    const { server, clock, cache, source } = await numbering({ 'cache-control': 'public, max-age="60"', age: '20' });
    const texts = [];
    for (const seconds of [0, 39, 2]) {
      clock.now += 1000 * seconds;
      texts.push(textOf(await ask(cache, source)));
    }
    expect(texts).toEqual(['answer 1', 'answer 1', 'answer 2']);
    expect(server.seen).toHaveLength(2);
  });

  it('is used again until Expires where there is no max-age', async () => {
    const headers = { date: 'Tue, 14 Nov 2023 22:00:00 GMT', expires: 'Tue, 14 Nov 2023 22:01:00 GMT' };
    const { server, clock, cache, source } = await numbering(headers);
    await ask(cache, source);
    clock.now += 59_000;
    await ask(cache, source);
    expect(server.seen).toHaveLength(1);
    clock.now += 2000;
    await ask(cache, source);
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    [{}],
    [{ 'cache-control': 'max-age=0' }],
    [{ 'cache-control': 'No-Store, max-age=60' }],
    [{ 'cache-control': 'no-cache, max-age=60' }],
    [{ 'cache-control': 'max-age=soon' }],
    [{ 'cache-control': 'no-store', etag: '"1"' }],
    [{ 'cache-control': 's-maxage=60' }],
    [{ 'cache-control': 'max-age=60', age: '60' }],
    [{ 'cache-control': 'max-age=60', vary: '*' }],
    [{ expires: '0', date: 'Tue, 14 Nov 2023 22:00:00 GMT' }],
    [{ 'last-modified': 'Tue, 14 Nov 2023 22:00:00 GMT' }],
  ])('with %j is asked for each time', async (headers: Record<string, string>) => {
    const { server, cache, source } = await numbering(headers);
    expect([textOf(await ask(cache, source)), textOf(await ask(cache, source))]).toEqual(['answer 1', 'answer 2']);
    expect(server.seen.some((seen) => 'if-none-match' in seen.headers)).toBe(false);
  });

  it('is that of its own method, address, body, fields and registration', async () => {
    const { server, cache, source } = await numbering({ 'cache-control': 'max-age=60' });
    const askings = [
      () => ask(cache, source),
      () => ask(cache, source, { url: `${server.origin}/other` }),
      () => ask(cache, source, { headers: { Accept: 'text/turtle' } }),
      () => ask(cache, source, { method: 'POST', body: 'ASK {}' }),
      () => ask(cache, source, { method: 'POST', body: 'ASK { }' }),
      () => ask(cache, { ...source, iri: 'urn:other' }),
    ];
    for (const asking of [...askings, ...askings]) await asking();
    expect(server.seen).toHaveLength(askings.length);
  });

  it('that is a failure is not kept', async () => {
    const { server, cache, source } = await numbering({ 'cache-control': 'max-age=60' }, 404);
    for (const _ of [1, 2]) await expect(ask(cache, source)).rejects.toMatchObject({ code: 'source-failed' });
    expect(server.seen).toHaveLength(2);
  });

  it('is not given out any more when its source is disabled, or when it is larger than may be', async () => {
    const { cache, source } = await numbering({ 'cache-control': 'max-age=60' });
    await ask(cache, source);
    await expect(ask(cache, { ...source, enabled: false })).rejects.toMatchObject({ code: 'source-not-registered' });
    await expect(ask(cache, source, { maxAnswerBytes: 3 })).rejects.toMatchObject({
      detail: expect.stringContaining('larger than 3 bytes'),
    });
    expect(textOf(await ask(cache, source))).toBe('answer 1');
  });

  it('makes room for others when all together are too large', async () => {
    const server = await serving((_req, res) => res.setHeader('cache-control', 'max-age=60').end('x'.repeat(10_000)));
    const cache = createSourceCache({ client: clientWith(), maxBytes: 60_000 });
    const at = (path: string) => ask(cache, sourceAt(server.origin), { url: server.origin + path });
    for (const path of ['/1', '/2', '/3', '/4', '/5', '/6', '/6', '/1']) await at(path);
    expect(server.seen.map(({ path }) => path)).toEqual(['/1', '/2', '/3', '/4', '/5', '/6', '/1']);
  });
});

describe('an answer with an ETag', () => {
  it.each(['GET', 'POST'])('is asked for by it, and used again while it is still so, by %s', async (method) => {
    const state = { etag: '"1"', text: 'one' };
    const { cache, source, statuses } = await versioned(state);
    const asking = { method, body: method === 'POST' ? 'ASK {}' : undefined };
    expect(textOf(await ask(cache, source, asking))).toBe('one');
    const again = await ask(cache, source, asking);
    expect([again.status, again.contentType, textOf(again)]).toEqual([200, 'text/plain', 'one']);
    Object.assign(state, { etag: 'W/"2"', text: 'two' });
    expect(textOf(await ask(cache, source, asking))).toBe('two');
    expect(textOf(await ask(cache, source, asking))).toBe('two');
    expect(statuses()).toEqual([undefined, '"1"', '"1"', 'W/"2"']);
  });

  it('is not asked for while it is fresh, and fresh again by what the 304 says', async () => {
    const { cache, clock, source, statuses } = await versioned({ etag: '"1"', text: 'one', cacheControl: 'max-age=60' });
    for (const seconds of [0, 30, 31, 59, 2]) {
      clock.now += 1000 * seconds;
      expect(textOf(await ask(cache, source))).toBe('one');
    }
    expect(statuses()).toEqual([undefined, '"1"', '"1"']);
  });

  it('is told to be the same to whoever has it, without asking while it is fresh', async () => {
    const state = { etag: '"1"', text: 'one', cacheControl: 'max-age=60' };
    const { cache, clock, source, statuses } = await versioned(state);
    const held = (etag: string) => ask(cache, source, { headers: { 'If-None-Match': etag } });
    await ask(cache, source);
    for (const seconds of [0, 30, 31, 59]) {
      clock.now += 1000 * seconds;
      expect(await held('"1"')).toMatchObject({ status: 304, bytes: new Uint8Array() });
    }
    expect(textOf(await ask(cache, source))).toBe('one');
    expect(statuses()).toEqual([undefined, '"1"']);
    Object.assign(state, { etag: '"2"', text: 'two' });
    clock.now += 2000;
    expect(textOf(await held('"1"'))).toBe('two');
    expect([textOf(await ask(cache, source)), (await held('"2"')).status]).toEqual(['two', 304]);
    expect(statuses()).toEqual([undefined, '"1"', '"1"']);
  });

  it('is asked for by a caller that has another', async () => {
    const { cache, source, statuses } = await versioned({ etag: '"1"', text: 'one', cacheControl: 'max-age=60' });
    await ask(cache, source);
    expect(textOf(await ask(cache, source, { headers: { 'If-None-Match': '"0"' } }))).toBe('one');
    const since = { 'if-none-match': '"1"', 'if-modified-since': 'Tue, 14 Nov 2023 22:00:00 GMT' };
    expect(await ask(cache, source, { headers: since })).toMatchObject({ status: 304 });
    expect(statuses()).toEqual([undefined, '"0"', '"1"']);
  });
});

describe('requests at the same time', () => {
  it('that are alike are sent once, and those that are not alike each', async () => {
    const { server, cache, source } = await numbering({});
    const askings = [undefined, undefined, undefined, { headers: { accept: 'text/turtle' } }];
    const texts = (await Promise.all(askings.map((asking) => ask(cache, source, asking)))).map(textOf);
    expect(new Set(texts.slice(0, 3)).size).toBe(1);
    expect(server.seen).toHaveLength(2);
  });

  it('go on when one of their clients leaves, and end when all have left', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const answers: (() => void)[] = [];
    const server = await serving((_req, res) => {
      answers.push(() => res.end('good'));
      res.on('close', () => void (res.writableFinished || resolve()));
    });
    const cache = createSourceCache({ client: clientWith() });
    const [first, second, third, fourth] = Array.from({ length: 4 }, () => new AbortController());
    const askWith = (client = new AbortController()) => ask(cache, sourceAt(server.origin), { signal: client.signal });
    const [left, stayed] = [askWith(first), askWith(second)];
    while (answers.length === 0) await new Promise(setImmediate);
    first?.abort();
    await expect(left).rejects.toBe(first?.signal.reason);
    answers[0]?.();
    expect(textOf(await stayed)).toBe('good');
    const both = [askWith(third), askWith(fourth)];
    while (answers.length === 1) await new Promise(setImmediate);
    third?.abort();
    fourth?.abort();
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await closed;
    expect(server.seen).toHaveLength(2);
  });

  it('that fail tell all who wait', async () => {
    const { server, cache, source } = await numbering({}, 400);
    const outcomes = await Promise.allSettled([ask(cache, source), ask(cache, source)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(server.seen).toHaveLength(1);
  });
});
