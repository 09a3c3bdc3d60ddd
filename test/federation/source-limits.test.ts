import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask, clientWith, serving, sourceAt, textOf } from './source-server.ts';

const LATE = { code: 'source-timeout', extra: { source: 'http://localhost:3000/id/source/x', outcome: 'late' } };

describe('the size of an answer', () => {
  it('is limited by the caller and by the registration', async () => {
    const server = await serving((_req, res) => res.end('x'.repeat(1001)));
    const larger = { code: 'source-failed', extra: { outcome: 'failed' }, detail: expect.stringContaining('larger than 1000 bytes') };
    const client = clientWith();
    await expect(ask(client, sourceAt(server.origin), { maxAnswerBytes: 1000 })).rejects.toMatchObject(larger);
    await expect(ask(client, sourceAt(server.origin, { maxAnswerBytes: 1000 }))).rejects.toMatchObject(larger);
    expect((await ask(client, sourceAt(server.origin), { maxAnswerBytes: 1001 })).bytes).toHaveLength(1001);
  });

  it('is not waited for when the body has no end', async () => {
    const server = await serving((_req, res) => {
      const more = () => {
        while (!res.destroyed && res.write('x'.repeat(10_000)));
      };
      res.on('drain', more);
      more();
    });
    await expect(ask(clientWith(), sourceAt(server.origin))).rejects.toMatchObject({
      detail: expect.stringContaining('larger than 100000 bytes'),
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('compressed by %s is that of what it unpacks to', async (encoding, compress) => {
    const bodies: Record<string, Buffer> = {
      '/good': compress('good'),
      '/bomb': compress(Buffer.alloc(50_000_000)),
      '/cut': compress('whole').subarray(0, -3),
    };
    const server = await serving(({ path }, res) => res.setHeader('content-encoding', encoding).end(bodies[path]));
    const client = clientWith();
    const at = (path: string) => ask(client, sourceAt(server.origin), { url: server.origin + path });
    expect(textOf(await at('/good'))).toBe('good');
    await expect(at('/bomb')).rejects.toMatchObject({
      code: 'source-failed',
      detail: expect.stringContaining('unpacked answer is larger than 100000 bytes'),
    });
    await expect(at('/cut')).rejects.toMatchObject({
      code: 'source-failed',
      detail: expect.stringContaining(`not whole, or not in its Content-Encoding ${encoding}`),
    });
    expect(textOf(await at('/good'))).toBe('good');
  });

  it('is limited on the wire as well, where it unpacks to nothing', async () => {
    const nothing = Buffer.concat(Array(100).fill(gzipSync('')));
    const server = await serving((_req, res) => res.setHeader('content-encoding', 'gzip').end(nothing));
    const larger = { code: 'source-failed', detail: expect.stringContaining('larger than 1000 bytes') };
    await expect(ask(clientWith(), sourceAt(server.origin), { maxAnswerBytes: 1000 })).rejects.toMatchObject(larger);
    expect((await ask(clientWith(), sourceAt(server.origin))).bytes).toHaveLength(0);
  });

  it('of an error is cut where there is enough to quote', async () => {
    const packed = gzipSync(`no ${'such query '.repeat(5_000_000)}`);
    const server = await serving((_req, res) =>
      res.writeHead(400, { 'content-encoding': 'gzip', 'content-type': 'text/plain' }).end(packed),
    );
    const { detail } = await ask(clientWith(), sourceAt(server.origin)).catch((thrown) => thrown);
    expect(detail).toContain('answered 400: no such query such');
    expect(detail.length).toBeLessThan(500);
  });

  it('in an encoding that nobody asked for is a failure', async () => {
    const server = await serving((_req, res) => res.setHeader('content-encoding', 'gzip, br').end('x'));
    await expect(ask(clientWith(), sourceAt(server.origin))).rejects.toMatchObject({
      detail: expect.stringContaining('other than gzip, br, deflate'),
    });
    expect(server.seen[0]?.headers['accept-encoding']).toBe('gzip, br, deflate');
  });
});

describe('the time of a request', () => {
  it('is limited by the caller and by the registration, also in the middle of a body', async () => {
    const server = await serving(({ path }, res) => void (path === '/body' && res.write('a')));
    const client = clientWith();
    const late = { ...LATE, detail: `The source X (${server.origin}/) did not answer within 50 ms.` };
    await expect(ask(client, sourceAt(`${server.origin}/`), { timeoutMs: 50 })).rejects.toMatchObject(late);
    await expect(ask(client, sourceAt(`${server.origin}/`, { timeoutMs: 50 }))).rejects.toMatchObject(late);
    await expect(ask(client, sourceAt(`${server.origin}/`), { url: `${server.origin}/body`, timeoutMs: 50 })).rejects.toMatchObject(late);
  });

  it('may be what is left of another: parts of a millisecond, or less than none', async () => {
    const server = await serving((_req, res) => res.end('good'));
    expect(textOf(await ask(clientWith(), sourceAt(server.origin), { timeoutMs: 5000.5 }))).toBe('good');
    // One that answers could be quicker than no time at all.
    const silent = await serving(() => {});
    await expect(ask(clientWith(), sourceAt(silent.origin), { timeoutMs: -0.5 })).rejects.toMatchObject({ code: 'source-timeout' });
  });

  it('ends when its client leaves, with the reason of that, and is no fault of the source', async () => {
    const client = new AbortController();
    const server = await serving(() => client.abort(new Error('gone')));
    const sources = clientWith();
    await expect(ask(sources, sourceAt(server.origin), { signal: client.signal })).rejects.toThrow('gone');
    expect(sources.counters(sourceAt('').iri)).toMatchObject({ requests: 1, failures: 0, breaker: 'closed', lastError: undefined });
  });

  it('ends when the service does', async () => {
    const client = clientWith();
    const server = await serving(() => client.close());
    await expect(ask(client, sourceAt(server.origin))).rejects.toMatchObject({ code: 'source-failed' });
    await expect(ask(client, sourceAt(server.origin))).rejects.toMatchObject({ code: 'source-failed' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('requests at once', () => {
  it('are as many as the registration says, and the others wait in turn', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    const server = await serving(({ path }, res) => {
      waiting.push(() => res.end(path));
      most = Math.max(most, waiting.length);
      setTimeout(() => waiting.shift()?.(), 20);
    });
    const source = sourceAt(server.origin, { maxParallelRequests: 2 });
    const client = clientWith();
    const answers = ['/1', '/2', '/3', '/4', '/5'].map((path) => ask(client, source, { url: server.origin + path }));
    expect((await Promise.all(answers)).map(textOf)).toEqual(['/1', '/2', '/3', '/4', '/5']);
    expect(most).toBe(2);
    expect(server.seen.map(({ path }) => path).slice(2)).toEqual(['/3', '/4', '/5']);
    expect(server.connections()).toBe(2);
  });

  it('that wait are late when their time is over, or leave with their client, and hold nobody up', async () => {
    const server = await serving(({ path }, res) => void (path === '/now' && res.end('now')));
    const source = sourceAt(`${server.origin}/`, { maxParallelRequests: 1 });
    const sources = clientWith();
    const [holder, leaver] = [new AbortController(), new AbortController()];
    const held = ask(sources, source, { signal: holder.signal });
    held.catch(() => {});
    const left = ask(sources, source, { signal: leaver.signal });
    const now = ask(sources, source, { url: `${server.origin}/now` });
    const late = { ...LATE, detail: expect.stringContaining('was not asked within 50 ms') };
    await expect(ask(sources, source, { timeoutMs: 50 })).rejects.toMatchObject(late);
    leaver.abort();
    await expect(left).rejects.toBe(leaver.signal.reason);
    holder.abort();
    expect(textOf(await now)).toBe('now');
  });
});

describe('requests in a minute', () => {
  it('are as many as the registration says; one more is late when its time is over before', async () => {
    const server = await serving((_req, res) => res.end('ok'));
    const source = sourceAt(server.origin, { requestsPerMinute: 2 });
    let now = 1_700_000_000_000;
    const client = clientWith({ now: () => now });
    await ask(client, source);
    now += 30_000;
    await ask(client, source);
    const late = { ...LATE, detail: expect.stringMatching(/2 times in a minute .*2023-11-14T22:14:20\.000Z/) };
    await expect(ask(client, source)).rejects.toMatchObject(late);
    now += 29_900;
    expect(textOf(await ask(client, source))).toBe('ok');
    expect(server.seen).toHaveLength(3);
  });

  it('count redirects', async () => {
    const server = await serving(({ path }, res) => res.writeHead(path === '/' ? 307 : 200, { location: '/x' }).end());
    const source = sourceAt(`${server.origin}/`, { requestsPerMinute: 1 });
    await expect(ask(clientWith(), source)).rejects.toMatchObject(LATE);
  });
});
