import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FacilisError } from '../../src/errors.ts';
import type { CredentialReference, RegisteredSource } from '../../src/federation/registered-sources.ts';
import { type Asking, ask, clientWith, serving, sourceAt, textOf } from './source-server.ts';

const PASSWORD = 'pa:ss wörd 7f3a';
const USER_AND_PASSWORD = `agency:${PASSWORD}`;
const TOKEN = 't0ken-9f8e7d';
const ENVIRONMENT: Record<string, string> = {
  FACILIS_SOURCE_LOGIN: USER_AND_PASSWORD,
  FACILIS_SOURCE_TOKEN: TOKEN,
  FACILIS_SOURCE_EMPTY: '',
  FACILIS_SOURCE_BROKEN: 'line\r\nX-Evil: 1',
};
const secret = (name: string) => ENVIRONMENT[name];

const BASIC: CredentialReference = { scheme: 'basic', environmentName: 'FACILIS_SOURCE_LOGIN', requestHeader: undefined };
const BEARER: CredentialReference = { scheme: 'bearer', environmentName: 'FACILIS_SOURCE_TOKEN', requestHeader: undefined };
const HEADER: CredentialReference = { scheme: 'header', environmentName: 'FACILIS_SOURCE_TOKEN', requestHeader: 'X-Api-Key' };

function withCredentials(endpoint: string, credentials: CredentialReference): RegisteredSource {
  return sourceAt(endpoint, { credentials });
}

describe('credentials', () => {
  it.each([
    [BASIC, 'authorization', `Basic ${Buffer.from(USER_AND_PASSWORD).toString('base64')}`],
    [BEARER, 'authorization', `Bearer ${TOKEN}`],
    [HEADER, 'x-api-key', TOKEN],
  ])('of %j are sent in %s with each request, also after a redirect within the origin', async (credentials, field, value) => {
    const server = await serving(({ path }, res) => (path === '/' ? res.writeHead(302, { location: '/x' }).end() : res.end('in')));
    expect(textOf(await ask(clientWith({ secret }), withCredentials(`${server.origin}/`, credentials)))).toBe('in');
    expect(server.seen.map(({ headers }) => headers[field])).toEqual([value, value]);
  });

  it('are sent to no other source, and a caller cannot send its own', async () => {
    const [one, two] = [await serving((_req, res) => res.end()), await serving((_req, res) => res.end())];
    const client = clientWith({ secret });
    await ask(client, withCredentials(one.origin, BEARER));
    const headers = { Authorization: 'Bearer mine', Cookie: 'a=b', Host: 'elsewhere.example', 'X-Api-Key': 'mine', Accept: 'text/csv' };
    await ask(client, sourceAt(two.origin, { iri: 'urn:two' }), { headers });
    expect(Object.keys(two.seen[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    expect(two.seen[0]?.headers.host).toBe(`127.0.0.1:${two.port}`);
  });

  it.each([
    [{ ...BEARER, environmentName: 'FACILIS_SOURCE_NOT_SET' }, 'FACILIS_SOURCE_NOT_SET, which is not set'],
    [{ ...BEARER, environmentName: 'FACILIS_SOURCE_EMPTY' }, 'FACILIS_SOURCE_EMPTY, which is not set'],
    [{ ...BEARER, environmentName: 'FACILIS_SOURCE_BROKEN' }, 'FACILIS_SOURCE_BROKEN holds characters'],
    [{ ...BASIC, environmentName: 'FACILIS_SOURCE_TOKEN' }, 'FACILIS_SOURCE_TOKEN does not hold user:password'],
    [{ ...HEADER, requestHeader: undefined }, 'tf:requestHeader does not say which'],
  ])('that cannot be sent, as by %j, are an error that names the variable, and nothing is sent', async (credentials, why) => {
    const server = await serving((_req, res) => res.end());
    const error = await ask(clientWith({ secret }), withCredentials(server.origin, credentials)).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'source-failed', extra: { outcome: 'refused' }, detail: expect.stringContaining(why) });
    expect(inspect(error)).not.toMatch(/X-Evil|t0ken/);
    expect(server.connections()).toBe(0);
  });

  it.each(['DATABASE_PASSWORD', 'FACILIS_TOKEN', 'FACILIS_SOURCE_', 'MY_FACILIS_SOURCE_TOKEN', 'FACILIS_SOURCE_TOKEN\n'])(
    'are not read from %j, which is no variable for sources',
    async (environmentName) => {
      const server = await serving((_req, res) => res.end());
      const read: string[] = [];
      const client = clientWith({
        secret(name) {
          read.push(name);
          return TOKEN;
        },
      });
      const error = await ask(client, withCredentials(server.origin, { ...BEARER, environmentName })).catch((thrown) => thrown);
      expect(error).toMatchObject({ code: 'source-failed', detail: expect.stringContaining('begin with FACILIS_SOURCE_ are read') });
      expect([read, server.connections()]).toEqual([[], 0]);
    },
  );
});

describe('a source that repeats the credentials that it was sent', () => {
  /** Every way to answer that shows something of the source to whoever asked. */
  const ANSWERS: Record<string, [status: number, headers: Record<string, string>, body: string]> = {
    'in a text': [401, { 'content-type': 'text/plain' }, 'Wrong password: @'],
    'in a problem': [403, { 'content-type': 'application/problem+json' }, '{"detail":"Wrong token @"}'],
    'in an error of the server': [500, { 'content-type': 'text/plain' }, '@'],
    'in an answer': [200, { 'content-type': 'application/sparql-results+json' }, '{"head":{},"boolean":true,"seen":"@"}'],
    'in the type': [200, { 'content-type': 'text/@' }, ''],
    'in a header': [200, { etag: '"@"' }, ''],
    'in a redirect': [302, { location: 'http://elsewhere.example/?token=@' }, ''],
    'in the host of a redirect': [302, { location: 'http://@.example/' }, ''],
    'in an encoding': [200, { 'content-encoding': '@' }, ''],
  };

  it.each(Object.keys(ANSWERS))('%s has its answer withheld', async (how) => {
    const [status, headers, body] = ANSWERS[how] ?? [200, {}, ''];
    for (const credentials of [BASIC, BEARER, HEADER]) {
      const repeated = credentials === BASIC ? Buffer.from(USER_AND_PASSWORD).toString('base64') : TOKEN;
      const fill = (text: string) => text.replace('@', repeated);
      const server = await serving((_req, res) => {
        const fields = Object.entries(headers).map(([name, value]) => [name, fill(value)]);
        res.writeHead(status, fill('@'), Object.fromEntries(fields)).end(fill(body));
      });
      const client = clientWith({ secret });
      await expectSilence(withCredentials(`${server.origin}/`, credentials), client);
    }
  });

  it('in a compressed answer, or as the password alone, has it withheld too', async () => {
    const { gzipSync } = await import('node:zlib');
    const server = await serving((_req, res) => res.setHeader('content-encoding', 'gzip').end(gzipSync(`you said ${PASSWORD}`)));
    await expectSilence(withCredentials(`${server.origin}/`, BASIC), clientWith({ secret }));
  });

  it('in the address that it goes on at has it withheld too', async () => {
    const server = await serving(({ path }, res) =>
      path === '/' ? res.writeHead(302, { location: `/x?token=${TOKEN}` }).end() : res.end('in'),
    );
    await expectSilence(withCredentials(`${server.origin}/`, BEARER), clientWith({ secret }));
  });

  it('in what is not even HTTP has it withheld too', async () => {
    const server = await serving((_req, res) => void res.socket?.end(`HTTP/1.1 ${TOKEN}\r\n${TOKEN}\r\n\r\n`));
    await expectSilence(withCredentials(`${server.origin}/`, BEARER), clientWith({ secret }));
  });

  async function expectSilence(source: RegisteredSource, client: ReturnType<typeof clientWith>, asking?: Asking): Promise<void> {
    const error = await ask(client, source, asking).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(FacilisError);
    // What Node says of a broken answer has its bytes.
    expect(error.cause).toBeUndefined();
    const told = inspect([error, error.cause, client.counters(source.iri)], { depth: 10, showHidden: true }) + JSON.stringify(error);
    for (const value of [TOKEN, PASSWORD, USER_AND_PASSWORD, Buffer.from(USER_AND_PASSWORD).toString('base64')]) {
      expect(told).not.toContain(value);
      expect(told).not.toContain(value.toLowerCase());
    }
    expect(told).toContain(source.endpoint);
  }
});
