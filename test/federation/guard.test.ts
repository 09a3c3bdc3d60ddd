import { describe, expect, it } from 'vitest';
import { NAMES, PRIVATE_HOSTS, PUBLIC } from './private-hosts.ts';
import { ask, clientWith, serving, sourceAt, textOf } from './source-server.ts';

describe('where a request may go', () => {
  it('is any path of the origin of an enabled source', async () => {
    const server = await serving(({ path }, res) => res.setHeader('content-type', 'text/plain').end(path));
    const source = sourceAt(`${server.origin}/sparql`);
    const response = await ask(clientWith(), source, { url: `${server.origin}/.well-known/void?x=1` });
    expect(response).toMatchObject({ status: 200, contentType: 'text/plain', url: `${server.origin}/.well-known/void?x=1` });
    expect(textOf(response)).toBe('/.well-known/void?x=1');
  });

  it.each([
    ['another host', 'http://elsewhere.example/sparql', /another origin/],
    ['another port', 'http://127.0.0.1:1/sparql', /another origin/],
    ['another scheme', 'https://127.0.0.1/sparql', /another origin/],
    ['a file', 'file:///etc/passwd', /only by http or https/],
    ['inline data', 'data:text/turtle,', /only by http or https/],
    ['a relative address', '/sparql', /not an absolute address/],
    ['user info', 'http://user:hunter22@127.0.0.1/sparql', /user or password/],
  ])('is not %s', async (_what, url, why) => {
    const server = await serving((_req, res) => res.end());
    const error = await ask(clientWith(), sourceAt(`${server.origin}/sparql`), { url }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'source-not-registered', detail: expect.stringMatching(why) });
    expect(error.extra).toEqual({ source: 'http://localhost:3000/id/source/x', outcome: 'refused' });
    expect(error.detail).not.toContain('hunter22');
    expect(server.connections()).toBe(0);
  });

  it('is no source that is disabled, nor one whose registration has a password in its address', async () => {
    const server = await serving((_req, res) => res.end());
    const disabled = sourceAt(`${server.origin}/sparql`, { enabled: false });
    await expect(ask(clientWith(), disabled)).rejects.toMatchObject({
      code: 'source-not-registered',
      detail: expect.stringContaining('disabled'),
    });
    const withPassword = sourceAt(`http://u:hunter22@127.0.0.1:${server.port}/sparql`);
    const error = await ask(clientWith(), withPassword, { url: `${server.origin}/sparql` }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'source-not-registered', detail: expect.not.stringContaining('hunter22') });
    expect(server.connections()).toBe(0);
  });

  it('is asked only to read', async () => {
    const server = await serving((_req, res) => res.end());
    const error = { code: 'source-failed', extra: { outcome: 'refused' }, detail: expect.stringContaining('DELETE') };
    await expect(ask(clientWith(), sourceAt(server.origin), { method: 'DELETE' })).rejects.toMatchObject(error);
    expect(server.connections()).toBe(0);
  });
});

describe('a private address', () => {
  const refused = {
    code: 'source-failed',
    extra: { outcome: 'refused' },
    detail: expect.stringMatching(/not public.*tf:allowsPrivateNetwork/),
  };

  it.each(Object.entries(PRIVATE_HOSTS))('that a registration names as %s (%s) needs its allowance', async (_name, host) => {
    const server = await serving((_req, res) => res.end());
    const client = clientWith({ lookup: async (hostname) => NAMES[hostname] ?? [] });
    const endpoint = `http://${host}:${server.port}/sparql`;
    await expect(ask(client, sourceAt(endpoint, { allowsPrivateNetwork: false }))).rejects.toMatchObject(refused);
    expect(server.connections()).toBe(0);
  });

  it('behind a name needs it too, also when only one of the addresses is private', async () => {
    const server = await serving((_req, res) => res.end());
    const naming = clientWith({ lookup: async () => [PUBLIC, { address: '127.0.0.1', family: 4 }] });
    const endpoint = `http://source.example:${server.port}/sparql`;
    await expect(ask(naming, sourceAt(endpoint, { allowsPrivateNetwork: false }))).rejects.toMatchObject(refused);
    expect(server.connections()).toBe(0);
  });

  it('is asked where the registration allows it, and the name is looked up once for the connection', async () => {
    const server = await serving((_req, res) => res.end('yes'));
    const asked: string[] = [];
    const naming = clientWith({
      lookup: async (hostname) => {
        asked.push(hostname);
        return [{ address: asked.length === 1 ? '127.0.0.1' : '8.8.8.8', family: 4 }];
      },
    });
    const source = sourceAt(`http://source.example:${server.port}/sparql`);
    expect(textOf(await ask(naming, source))).toBe('yes');
    expect(textOf(await ask(naming, source))).toBe('yes');
    expect(asked).toEqual(['source.example']);
    expect(server.connections()).toBe(1);
    expect(server.seen.map(({ headers }) => headers.host)).toEqual([`source.example:${server.port}`, `source.example:${server.port}`]);
  });

  it('is not asked over a connection from before the allowance was taken back', async () => {
    const server = await serving((_req, res) => res.end('yes'));
    const naming = clientWith({ lookup: async () => [{ address: '127.0.0.1', family: 4 }] });
    const endpoint = `http://source.example:${server.port}/sparql`;
    await ask(naming, sourceAt(endpoint));
    await expect(ask(naming, sourceAt(endpoint, { allowsPrivateNetwork: false }))).rejects.toMatchObject(refused);
    expect(server.seen).toHaveLength(1);
  });
});
