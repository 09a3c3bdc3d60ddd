import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRdf } from '../../src/rdf/parse.ts';
import { tf } from '../../src/rdf/vocabulary.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

let web: RunningWeb;
const tokens = { admin: '', write: '' };
beforeAll(async () => {
  web = await startWeb();
  for (const role of ['admin', 'write'] as const) tokens[role] = web.operations.tokens.create({ name: role, role });
});
afterAll(() => web.close());

const TURTLE = `@prefix tf: <https://w3id.org/technology-facilitation#> .
<id/source/switch> a tf:FederatedSource ; <http://www.w3.org/2004/02/skos/core#prefLabel> "Switch"@en ;
  <http://purl.org/dc/terms/description> "For the test."@en ; <http://www.w3.org/ns/dcat#endpointURL> <https://switch.example/sparql> ;
  tf:sourceKind <id/source-kind/sparql-endpoint> ; tf:trustLevel <id/trust/curated> ; tf:enabled true .`;

function send(method: string, path: string, { body = '', token = tokens.admin, ...headers }: Record<string, string | undefined> = {}) {
  const authorization = token === '' ? {} : { authorization: `Bearer ${token}` };
  return web.ask(path, {
    method,
    body,
    headers: { ...authorization, 'content-type': 'text/turtle', ...headers } as Record<string, string>,
  });
}

describe('whether a source is enabled', () => {
  const enabled = async (slug: string) => {
    const { bytes } = await web.ask(`/doc/source/${slug}.nt`);
    const quads = await parseRdf(bytes, { mediaType: 'application/n-triples', baseIRI });
    return quads.filter(({ predicate }) => predicate.equals(tf('enabled'))).map(({ object }) => object.value);
  };

  it('is changed alone, of a shipped source too', async () => {
    const described = async () => (await web.ask('/doc/source/wikidata.ttl')).text;
    const before = await described();
    expect(before).toContain('tf:enabled false');
    const { etag } = (await web.ask('/sources/wikidata')).headers;
    expect((await send('PUT', '/sources/wikidata/enabled', { body: 'true', 'if-match': '"other"' })).status).toBe(412);
    const changed = await send('PUT', '/sources/wikidata/enabled', { body: ' true\n', 'if-match': etag });
    expect([changed.status, changed.headers.etag]).toEqual([204, (await web.ask('/sources/wikidata')).headers.etag]);
    expect(changed.headers.etag).not.toBe(etag);
    expect(await described()).toBe(before.replace('tf:enabled false', 'tf:enabled true'));
    expect((await send('PUT', '/sources/wikidata/enabled', { body: 'false' })).status).toBe(204);
    expect(await described()).toBe(before);
  });

  it('is changed by an administrator, with true or false, of a source that there is', async () => {
    await send('PUT', '/sources/switch', { body: TURTLE });
    expect((await send('PUT', '/sources/switch/enabled', { body: 'false', token: '' })).status).toBe(401);
    expect((await send('PUT', '/sources/switch/enabled', { body: 'false', token: tokens.write })).status).toBe(403);
    for (const body of ['', 'no', '"false"']) expect((await send('PUT', '/sources/switch/enabled', { body })).status).toBe(400);
    expect(await enabled('switch')).toEqual(['true']);
    expect((await send('PUT', '/sources/none/enabled', { body: 'true' })).status).toBe(404);
    await send('DELETE', '/sources/switch');
    expect((await send('PUT', '/sources/switch/enabled', { body: 'true' })).status).toBe(410);
    expect((await web.ask('/sources/switch/enabled')).headers.allow).toBe('PUT, OPTIONS');
  });
});
