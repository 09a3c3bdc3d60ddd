import { describe, expect, it } from 'vitest';
import { ask, clientWith, serving, sourceAt, textOf } from './source-server.ts';

describe('a redirect', () => {
  it('is followed within the origin, with method and body but for 303', async () => {
    const server = await serving(({ path, method, body }, res) => {
      const status = Number(path.slice(1));
      if (status > 0) res.writeHead(status, { location: '/end' }).end();
      else res.end(`${method} ${body}`);
    });
    const answers = [301, 302, 307, 308, 303].map((status) =>
      ask(clientWith(), sourceAt(`${server.origin}/${status}`), {
        method: 'POST',
        body: 'ASK {}',
        headers: { 'Content-Type': 'application/sparql-query' },
      }),
    );
    const texts = (await Promise.all(answers)).map((answer) => [textOf(answer), answer.url]);
    expect(texts).toEqual([...Array(4).fill(['POST ASK {}', `${server.origin}/end`]), ['GET ', `${server.origin}/end`]]);
  });

  it('to another origin is refused, and nothing is sent there', async () => {
    const elsewhere = await serving((_req, res) => res.end('in'));
    for (const location of [
      `http://localhost:${elsewhere.port}/`,
      elsewhere.origin,
      `//127.0.0.1:${elsewhere.port}/x`,
      'file:///etc/passwd',
      'http://169.254.169.254/',
    ]) {
      const server = await serving((_req, res) => res.writeHead(302, { location }).end());
      const refused = { code: 'source-failed', extra: { outcome: 'refused' }, detail: expect.stringContaining('another origin') };
      await expect(ask(clientWith(), sourceAt(server.origin), {})).rejects.toMatchObject(refused);
    }
    expect(elsewhere.connections()).toBe(0);
  });

  it('is followed five times and not more', async () => {
    const server = await serving(({ path }, res) => {
      const left = Number(path.slice(1));
      if (left === 0) res.end('there');
      else res.writeHead(307, { location: `/${left - 1}` }).end();
    });
    expect(textOf(await ask(clientWith(), sourceAt(`${server.origin}/5`)))).toBe('there');
    await expect(ask(clientWith(), sourceAt(`${server.origin}/6`))).rejects.toMatchObject({
      code: 'source-failed',
      detail: expect.stringContaining('more than 5'),
    });
  });
});

describe('an answer', () => {
  it('has its header fields in lower case, and no cookies', async () => {
    const server = await serving((_req, res) => {
      res
        .writeHead(200, {
          ETag: '"1"',
          'Last-Modified': 'Thu, 01 Jan 1970 00:00:00 GMT',
          'Cache-Control': 'max-age=5',
          'Set-Cookie': 'a=b',
        })
        .end();
    });
    const { headers, contentType } = await ask(clientWith(), sourceAt(server.origin));
    expect(headers).toMatchObject({ etag: '"1"', 'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT', 'cache-control': 'max-age=5' });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(contentType).toBe('');
  });

  it('may be 304 when there was a condition', async () => {
    const server = await serving(({ headers }, res) =>
      res.writeHead(headers['if-none-match'] === '"1"' ? 304 : 200, { etag: '"1"' }).end(),
    );
    expect(await ask(clientWith(), sourceAt(server.origin), { headers: { 'If-None-Match': '"1"' } })).toMatchObject({
      status: 304,
      headers: { etag: '"1"' },
    });
  });

  it.each([400, 404, 500, 304, 300])('of status %d names the source and says what it says', async (status) => {
    const server = await serving((_req, res) => res.writeHead(status, { 'content-type': 'text/plain' }).end('Bad\nluck\u0007today.'));
    const said = status === 304 ? '304' : `${status}: Bad luck today`;
    const failed = {
      code: 'source-failed',
      extra: { outcome: 'failed' },
      detail: `The source X (${server.origin}/) failed: it answered ${said}.`,
    };
    await expect(ask(clientWith(), sourceAt(`${server.origin}/`))).rejects.toMatchObject(failed);
  });

  it('without a body may have an encoding', async () => {
    const server = await serving(({ path }, res) =>
      res.writeHead(Number(path.slice(1)), { 'content-encoding': 'gzip', etag: '"1"' }).end(),
    );
    const asking = { headers: { 'if-none-match': '"1"' } };
    expect(await ask(clientWith(), sourceAt(`${server.origin}/304`), asking)).toMatchObject({ status: 304 });
    expect(await ask(clientWith(), sourceAt(`${server.origin}/204`))).toMatchObject({ status: 204 });
    expect(await ask(clientWith(), sourceAt(`${server.origin}/200`), { method: 'HEAD' })).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
    });
  });

  it('of 503 is one also when its body cannot be read', async () => {
    const server = await serving((_req, res) =>
      res.writeHead(503, { 'content-encoding': 'gzip', 'content-type': 'text/plain' }).end('no gzip'),
    );
    await expect(ask(clientWith(), sourceAt(server.origin))).rejects.toMatchObject({ detail: expect.stringMatching(/answered 503\.$/) });
    expect(server.seen).toHaveLength(3);
  });

  it('keeps what a problem document says, and no page', async () => {
    const server = await serving(({ path }, res) => {
      const [type, body] = path === '/page' ? ['text/html', '<h1>Oops</h1>'] : ['application/problem+json', '{"detail":"Unknown prefix"}'];
      res.writeHead(400, { 'content-type': type }).end(body);
    });
    await expect(ask(clientWith(), sourceAt(`${server.origin}/x`))).rejects.toMatchObject({
      detail: expect.stringContaining('400: Unknown prefix.'),
    });
    await expect(ask(clientWith(), sourceAt(`${server.origin}/page`))).rejects.toMatchObject({
      detail: expect.stringMatching(/answered 400\.$/),
    });
  });

  it('that breaks off is none, also when it does so each time', async () => {
    const server = await serving((_req, res) => {
      res.writeHead(200, { 'content-length': '10' }).write('12345');
      setImmediate(() => res.destroy());
    });
    await expect(ask(clientWith(), sourceAt(server.origin))).rejects.toMatchObject({
      code: 'source-failed',
      detail: expect.stringContaining('broke the connection off'),
    });
    expect(server.seen).toHaveLength(3);
  });

  it('of a source that cannot be reached names it', async () => {
    const unreachable = sourceAt('http://127.0.0.1:1/sparql');
    await expect(ask(clientWith(), unreachable)).rejects.toMatchObject({
      code: 'source-failed',
      detail: expect.stringMatching(/X \(http:\/\/127\.0\.0\.1:1\/sparql\) failed: .*ECONNREFUSED/),
    });
  });

  it('that is not HTTP is a failure like others', async () => {
    const server = await serving((_req, res) => {
      res.socket?.end('HELO\r\n\r\n');
    });
    await expect(ask(clientWith(), sourceAt(server.origin))).rejects.toMatchObject({ code: 'source-failed' });
  });
});
