import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { serialiseRdf } from '../../src/rdf/serialise.ts';
import type { Quad } from '../../src/rdf/terms.ts';
import { dqv, sd, tf } from '../../src/rdf/vocabulary.ts';
import { type Ask, baseIRI, type Reply, type RunningWeb, startWeb } from './running-web.ts';
import { sourceDescription } from './source-description.ts';

let web: RunningWeb;
const tokens = { admin: '', write: '' };

/** A real endpoint on loopback that says yes to everything. */
const endpoint = createServer((req, res) => {
  if (!req.url?.includes('?')) {
    res
      .setHeader('content-type', 'text/turtle')
      .end('@prefix sd: <http://www.w3.org/ns/sparql-service-description#> . <> a sd:Service ; sd:feature sd:BasicFederatedQuery .');
    return;
  }
  res.setHeader('content-type', 'application/sparql-results+json').end('{"head":{},"boolean":true}');
});

beforeAll(async () => {
  web = await startWeb();
  for (const role of ['admin', 'write'] as const) tokens[role] = web.operations.tokens.create({ name: role, role });
  await new Promise<void>((done) => endpoint.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await web.close();
  endpoint.close();
});

/** The description of a source at the endpoint, unless said otherwise. */
function turtle(
  slug: string,
  { address = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/sparql`, enabled = true } = {},
): string {
  return sourceDescription(slug, { address, enabled });
}

function send(
  method: string,
  path: string,
  { body = '', token = tokens.admin, type = 'text/turtle', ...headers }: Record<string, string | undefined> = {},
) {
  const authorization = token === '' ? {} : { authorization: `Bearer ${token}` };
  const ask: Ask = { method, body, headers: { ...authorization, 'content-type': type, ...headers } as Record<string, string> };
  return web.ask(path, ask);
}

const problem = ({ text }: Reply) => JSON.parse(text) as { type: string; detail: string; results?: { path: string }[] };

async function quadsOf(path: string): Promise<Quad[]> {
  return parseRdf((await web.ask(path)).text, { mediaType: 'text/turtle', baseIRI });
}

describe('who may change the registry', () => {
  it('has to send a token, and is told how (RFC 6750)', async () => {
    const reply = await send('POST', '/sources', { token: '', body: turtle('a') });
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'Bearer realm="Facilis"']);
    expect(problem(reply).type).toContain('#unauthorised');
  });

  it.each([['facilis_wrong'], ['not even a token!']])('is not known by the token %s', async (token) => {
    const reply = await send('DELETE', '/sources/agrovoc', { token });
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toContain('error="invalid_token"');
  });

  it('needs an administrator’s token', async () => {
    const reply = await send('PUT', '/sources/a', { token: tokens.write, body: turtle('a') });
    expect([reply.status, problem(reply).detail]).toEqual([403, 'The token write has the role write; this needs the role admin.']);
    expect(reply.headers['www-authenticate']).toContain('error="insufficient_scope", scope="admin"');
  });

  it('may not use a token that was revoked, from that moment', async () => {
    const token = web.operations.tokens.create({ name: 'short', role: 'admin' });
    expect((await send('DELETE', '/sources/none', { token })).status).toBe(404);
    web.operations.tokens.revoke('short');
    expect((await send('DELETE', '/sources/none', { token })).status).toBe(401);
  });
});

describe('a registration', () => {
  it.each(RDF_FORMATS.map(({ name, mediaType, extension }) => [name, mediaType, extension]))(
    'comes in %s',
    async (name, type, extension) => {
      const quads = await parseRdf(turtle(`in-${name}`), { mediaType: 'text/turtle', baseIRI });
      const format = RDF_FORMATS.find((each) => each.extension === extension);
      if (format === undefined) throw new Error('no such format');
      const reply = await send('POST', '/sources', { type, body: await serialiseRdf(quads, { format, baseIRI }) });
      expect([reply.status, reply.headers.location]).toEqual([201, `/doc/source/in-${name}`]);
      expect((await web.ask(`/doc/source/in-${name}`)).status).toBe(200);
      expect((await send('DELETE', `/sources/in-${name}`)).status).toBe(204);
      expect((await web.ask(`/doc/source/in-${name}`)).status).toBe(410);
    },
  );

  it('is effective without a restart, and is made once', async () => {
    expect((await send('POST', '/sources', { body: turtle('once') })).status).toBe(201);
    expect((await quadsOf('/sources?size=500')).some(({ subject }) => subject.value === `${baseIRI}id/source/once`)).toBe(true);
    const again = await send('POST', '/sources', { body: turtle('once') });
    expect([again.status, problem(again).detail]).toEqual([409, expect.stringContaining(`PUT ${baseIRI}sources/once replaces it`)]);
  });

  it('that does not conform is refused with the report, and nothing is stored', async () => {
    const before = web.reader.sequence();
    const reply = await send('POST', '/sources', { body: turtle('bad').replace('tf:enabled true', 'tf:enabled "perhaps"') });
    expect(reply.status).toBe(422);
    expect(problem(reply).detail).toContain('tf:enabled "perhaps"');
    expect(problem(reply).results?.map(({ path }) => path)).toEqual([`<${tf('enabled').value}>`]);
    expect(web.reader.sequence()).toBe(before);
  });

  it.each([
    ['no RDF', 'this is no Turtle', 'text/turtle', 400],
    ['in no RDF format', '{}', 'application/pdf', 415],
    ['of nothing', '', 'text/turtle', 400],
    ['of another resource', '<id/agency/unep> <http://purl.org/dc/terms/title> "mine" .', 'text/turtle', 400],
    ['that is larger than a body may be', `# ${'x'.repeat(200_000)}`, 'text/turtle', 413],
  ])('%s is refused', async (_, body, type, status) => {
    expect((await send('POST', '/sources', { body, type })).status).toBe(status);
  });

  it('is replaced by PUT, which also makes it, when its conditions hold', async () => {
    expect((await send('PUT', '/sources/put', { body: turtle('put'), 'if-match': '*' })).status).toBe(412);
    const made = await send('PUT', '/sources/put', { body: turtle('put'), 'if-none-match': '*' });
    expect([made.status, made.headers.location]).toEqual([201, '/doc/source/put']);
    const { headers } = await web.ask('/sources/put');
    expect(headers.etag).toBe(made.headers.etag);
    expect((await send('PUT', '/sources/put', { body: turtle('put'), 'if-none-match': '*' })).status).toBe(412);
    const changed = await send('PUT', '/sources/put', { body: turtle('put', { enabled: false }), 'if-match': headers.etag });
    expect([changed.status, changed.headers.etag === headers.etag]).toEqual([204, false]);
    expect((await send('DELETE', '/sources/put', { 'if-match': headers.etag })).status).toBe(412);
    expect((await send('DELETE', '/sources/put', { 'if-match': `W/${changed.headers.etag}` })).status).toBe(412);
    expect((await send('DELETE', '/sources/put', { 'if-match': `"other", ${changed.headers.etag}` })).status).toBe(204);
    expect((await send('DELETE', '/sources/put')).status).toBe(410);
  });

  it('is under its own address', async () => {
    expect((await send('PUT', '/sources/other', { body: turtle('put') })).status).toBe(400);
    const see = await web.ask('/sources/agrovoc');
    expect([see.status, see.headers.location]).toEqual([303, '/doc/source/agrovoc']);
    expect((await web.ask('/sources/none')).status).toBe(404);
    const options = await web.ask('/sources/agrovoc', { method: 'OPTIONS' });
    expect(options.headers.allow).toBe('GET, HEAD, PUT, DELETE, OPTIONS');
  });

  it('takes the place of a shipped one', async () => {
    expect((await send('PUT', '/sources/data-europa-eu', { body: turtle('data-europa-eu') })).status).toBe(204);
    const endpoints = (await quadsOf('/doc/source/data-europa-eu')).filter(({ predicate }) => predicate.value.endsWith('endpointURL'));
    expect(endpoints.map(({ object }) => object.value)).toEqual([expect.stringContaining('127.0.0.1')]);
  });
});

describe('the state of sources', () => {
  const row = async (slug: string) => {
    const rows = parse((await web.ask('/sources.csv')).text, { columns: true }) as Record<string, string>[];
    return rows.find(({ id }) => id === slug);
  };

  it('is unknown until a source is asked, then what was found, in every format', async () => {
    await send('PUT', '/sources/seen', { body: turtle('seen') });
    expect(await row('seen')).toMatchObject({
      status: 'unknown',
      last_check: '',
      enabled: 'true',
      kind: 'sparql-endpoint',
      trust: 'curated',
    });
    const { etag = '' } = (await web.ask('/sources')).headers;
    expect((await web.ask('/sources', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await send('POST', '/sources/seen/checks', { token: tokens.write })).status).toBe(403);
    expect((await send('POST', '/sources/seen/checks')).status).toBe(204);
    expect((await web.ask('/sources', { headers: { 'if-none-match': etag } })).status).toBe(200);
    expect(await row('seen')).toMatchObject({
      status: 'up',
      last_check: expect.stringMatching(/^20.*Z$/),
      latency_ms: expect.stringMatching(/^\d+$/),
    });
    const measured = (await quadsOf('/doc/source/seen')).filter(({ predicate }) => predicate.equals(dqv('value')));
    expect(measured.map(({ object }) => object.value)).toContain('true');
    expect((await quadsOf('/doc/source/seen')).filter(({ predicate }) => predicate.equals(sd('feature')))).toHaveLength(1);
    const page = await web.page('/doc/source/seen');
    expect(page).toContain('<li>BasicFederatedQuery</li>');
    expect(page).toContain('<h2 id="health">State of the source</h2>');
    expect(page).toContain('1 of the last 1 looks were answered');
    expect(await web.page('/sources?size=500')).toMatch(/Source seen[\s\S]*?class="state up"/);
  });

  it('says on its page what it takes part in', async () => {
    const pageOf = async (kind: string) => {
      const body = turtle('role').replace('source-kind/sparql-endpoint', `source-kind/${kind}`);
      expect((await send('PUT', '/sources/role', { body })).status).toBeLessThan(300);
      return web.page('/doc/source/role');
    };
    expect(await pageOf('sparql-endpoint')).toContain('<dd>part of the virtual graph, and can be named in SERVICE</dd>');
    expect(await pageOf('dump')).toContain('<dd>part of the virtual graph: the file is fetched and asked here</dd>');
    expect(await pageOf('tpf')).toContain('<dd>part of the virtual graph: asked pattern by pattern, page by page</dd>');
    expect(await pageOf('ldes')).toContain('<dd>no part of the virtual graph: a stream is harvested, not asked</dd>');
  });

  it('is down with the reason when it cannot be reached', async () => {
    await send('PUT', '/sources/gone', { body: turtle('gone', { address: 'http://127.0.0.1:1/sparql' }) });
    await send('POST', '/sources/gone/checks');
    expect(await row('gone')).toMatchObject({ status: 'down', latency_ms: '' });
    expect(await web.page('/doc/source/gone')).toContain('ECONNREFUSED');
  });

  it('is not asked of a source that is disabled', async () => {
    await send('PUT', '/sources/off', { body: turtle('off', { enabled: false }) });
    expect((await send('POST', '/sources/off/checks')).status).toBe(409);
    expect(await row('off')).toMatchObject({ status: 'disabled', enabled: 'false' });
  });

  it('has metrics that the page of all sources defines', async () => {
    const quads = await quadsOf('/sources?size=500');
    const metrics = new Set(quads.filter(({ predicate }) => predicate.equals(dqv('isMeasurementOf'))).map(({ object }) => object.value));
    expect([...metrics].sort()).toEqual([`${baseIRI}sources#availability`, `${baseIRI}sources#response-time`]);
    const defined = quads.filter(({ object }) => object.equals(dqv('Metric'))).map(({ subject }) => subject.value);
    expect(defined.sort()).toEqual([...metrics].sort());
  });

  it.each(['en', 'fr', 'es', 'ar', 'zh', 'ru'])('is told in %s', async (language) => {
    const page = await web.page('/sources', language);
    expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(page).toContain('class="state disabled"');
  });
});
