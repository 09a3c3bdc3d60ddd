import { describe, expect, it } from 'vitest';
import { ask, clientWith, serving, sourceAt, textOf } from './source-server.ts';

const SOURCE = sourceAt('').iri;

describe('a request that failed for now', () => {
  it.each([429, 502, 503, 504])('with %d is made again, also a query by POST', async (status) => {
    const server = await serving((_req, res, { seen }) => res.writeHead(seen.length === 1 ? status : 200).end('good'));
    const client = clientWith();
    expect(textOf(await ask(client, sourceAt(server.origin), { method: 'POST', body: 'ASK {}' }))).toBe('good');
    expect(server.seen.map(({ body }) => body)).toEqual(['ASK {}', 'ASK {}']);
    expect(client.counters(SOURCE)).toMatchObject({ requests: 2, retries: 1, failures: 0 });
  });

  it('because its connection broke off is made again', async () => {
    const server = await serving((_req, res, { seen }) => (seen.length === 1 ? res.destroy() : res.end('good')));
    expect(textOf(await ask(clientWith(), sourceAt(server.origin)))).toBe('good');
  });

  it('is made three times and not more, and others once', async () => {
    const server = await serving(({ path }, res) => res.writeHead(Number(path.slice(1))).end());
    const client = clientWith();
    for (const [status, requests] of [
      [503, 3],
      [500, 1],
      [404, 1],
    ]) {
      const before = server.seen.length;
      await expect(ask(client, sourceAt(`${server.origin}/${status}`))).rejects.toMatchObject({
        code: 'source-failed',
        detail: expect.stringContaining(`answered ${status}`),
      });
      expect(server.seen.length - before).toBe(requests);
    }
  });

  it('is made again when Retry-After says, in seconds or as a date', async () => {
    for (const retryAfter of [() => '1', () => new Date(Date.now() + 2500).toUTCString()]) {
      const server = await serving((_req, res, { seen }) =>
        res.writeHead(seen.length === 1 ? 429 : 200, { 'retry-after': retryAfter() }).end('good'),
      );
      expect(textOf(await ask(clientWith(), sourceAt(server.origin)))).toBe('good');
      const [first, second] = server.seen;
      // A date has no parts of a second.
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(900);
    }
  });

  it('is not made again when Retry-After is later than the time limit; until then nothing is sent', async () => {
    const server = await serving((_req, res) => res.writeHead(503, { 'retry-after': '60' }).end());
    let now = Date.now();
    const client = clientWith({ now: () => now });
    const source = sourceAt(server.origin);
    await expect(ask(client, source)).rejects.toMatchObject({
      code: 'source-failed',
      extra: { outcome: 'failed' },
      detail: expect.stringContaining('answered 503'),
    });
    const skipped = {
      code: 'source-failed',
      extra: { outcome: 'skipped' },
      detail: expect.stringContaining(new Date(now + 60_000).toISOString()),
    };
    await expect(ask(client, source)).rejects.toMatchObject(skipped);
    expect(server.seen).toHaveLength(1);
    now += 60_001;
    await expect(ask(client, source)).rejects.toMatchObject({ extra: { outcome: 'failed' } });
    expect(server.seen).toHaveLength(2);
  });
});

describe('a source that fails again and again', () => {
  async function failing() {
    const state = { status: 500, now: 1_700_000_000_000 };
    const server = await serving((_req, res) => res.writeHead(state.status).end());
    const client = clientWith({ now: () => state.now });
    const outcome = () =>
      ask(client, sourceAt(server.origin)).then(
        () => 'answered',
        (error) => error.extra.outcome as string,
      );
    const outcomes = async (count: number) => {
      const all: string[] = [];
      for (let each = 0; each < count; each += 1) all.push(await outcome());
      return all;
    };
    return { state, server, client, outcome, outcomes };
  }

  it('is left alone after five failures, and the message says until when and why', async () => {
    const { server, client, outcomes } = await failing();
    expect(await outcomes(6)).toEqual([...Array(5).fill('failed'), 'skipped']);
    expect(server.seen).toHaveLength(5);
    expect(client.counters(SOURCE)).toMatchObject({ requests: 5, failures: 5, breaker: 'open' });
    const detail = expect.stringMatching(
      /not asked before 2023-11-14T22:13:25\.000Z: the last 5 requests to it failed\. The last said: .* answered 500\.$/,
    );
    await expect(ask(client, sourceAt(server.origin))).rejects.toMatchObject({ code: 'source-failed', detail });
  });

  it('is then tried by one request, and for as long as that fails left alone for twice as long, up to five minutes', async () => {
    const { state, server, client, outcome, outcomes } = await failing();
    await outcomes(5);
    const breaks: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const began = state.now;
      while (client.counters(SOURCE).breaker === 'open') state.now += 1000;
      breaks.push((state.now - began) / 1000);
      expect(await outcome()).toBe('failed');
    }
    expect(breaks).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
    expect(server.seen).toHaveLength(13);
  });

  it('is asked as before once it answers again', async () => {
    const { state, client, outcomes } = await failing();
    await outcomes(5);
    state.now += 5000;
    expect(client.counters(SOURCE).breaker).toBe('half-open');
    state.status = 200;
    expect(await outcomes(2)).toEqual(['answered', 'answered']);
    state.status = 500;
    expect(await outcomes(5)).toEqual(Array(5).fill('failed'));
  });

  it('is tried by no more than one request at a time, and by the next one when that was given up', async () => {
    const { state, client, server, outcome, outcomes } = await failing();
    await outcomes(5);
    state.now += 5000;
    const leaver = new AbortController();
    const probe = ask(client, sourceAt(server.origin), { signal: leaver.signal });
    expect(await outcome()).toBe('skipped');
    leaver.abort();
    await expect(probe).rejects.toBe(leaver.signal.reason);
    expect(await outcome()).toBe('failed');
  });

  it('is not one that declines requests, nor one that a limit of ours or the guard stops', async () => {
    const { state, client, outcomes, server } = await failing();
    state.status = 400;
    expect(await outcomes(6)).toEqual(Array(6).fill('failed'));
    const elsewhere = await serving((_req, res) => res.writeHead(302, { location: 'http://elsewhere.example/' }).end());
    for (let each = 0; each < 6; each += 1) await ask(client, sourceAt(elsewhere.origin, { iri: 'urn:2' })).catch(() => {});
    expect([client.counters(SOURCE).breaker, client.counters('urn:2').breaker]).toEqual(['closed', 'closed']);
    expect(server.seen).toHaveLength(6);
  });

  it('leaves others as they are', async () => {
    const { client, outcomes } = await failing();
    await outcomes(6);
    const other = await serving((_req, res) => res.end('good'));
    expect(textOf(await ask(client, sourceAt(other.origin, { iri: 'urn:other' })))).toBe('good');
  });
});

describe('the counters of a source', () => {
  it('are what was sent, what came and what went wrong', async () => {
    const server = await serving(({ path }, res) => (path === '/bad' ? res.writeHead(400).end() : res.end('12345')));
    const client = clientWith();
    expect(client.counters(SOURCE)).toEqual({
      requests: 0,
      retries: 0,
      failures: 0,
      bytes: 0,
      milliseconds: 0,
      breaker: 'closed',
      lastError: undefined,
    });
    await ask(client, sourceAt(server.origin));
    await ask(client, sourceAt(server.origin));
    await ask(client, sourceAt(`${server.origin}/bad`)).catch(() => {});
    const { milliseconds, ...others } = client.counters(SOURCE);
    expect(others).toEqual({
      requests: 3,
      retries: 0,
      failures: 1,
      bytes: 10,
      breaker: 'closed',
      lastError: `The source X (${server.origin}/bad) failed: it answered 400.`,
    });
    expect(milliseconds).toBeGreaterThan(0);
    expect(server.connections()).toBe(1);
  });
});
