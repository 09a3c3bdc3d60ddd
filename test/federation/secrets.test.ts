import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Hub, startHub } from './hub.ts';
import { type SourceServer, startSource } from './source-server.ts';

const TOKEN = 's3cret-t0ken-4711';
const LOGIN = 'agency:s3cret-passw0rd';
const ENCODED = Buffer.from(LOGIN).toString('base64');
const SECRETS = [TOKEN, LOGIN, 's3cret-passw0rd', ENCODED];

/** Asks for credentials, and sends what it was sent back as its path says. */
let source: SourceServer;
/** Another origin, to which the source would have its clients go. */
let elsewhere: SourceServer;
let hub: Hub;
let log = '';

const RESULT = '{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:in"}}]}}';

beforeAll(async () => {
  elsewhere = await startSource((_req, res) => res.setHeader('content-type', 'application/sparql-results+json').end(RESULT));
  source = await startSource(({ path, headers }, res) => {
    const sent = String(headers.authorization ?? headers['x-api-key'] ?? 'nothing').replace(/^\w+ /, '');
    const type = (contentType: string) => res.setHeader('content-type', contentType);
    if (path.startsWith('/good')) type('application/sparql-results+json').end(RESULT);
    else if (path.startsWith('/echo')) type('text/plain').writeHead(403).end(`Not with ${sent}`);
    else if (path.startsWith('/broken')) type('text/plain').writeHead(500).end(`Not with ${sent}`);
    else if (path.startsWith('/rows')) type('application/sparql-results+json').end(RESULT.replace('urn:in', `urn:${sent}`));
    else if (path.startsWith('/half')) type('application/sparql-results+json').end(`${sent} {`);
    else if (path.startsWith('/type')) type(`text/${sent}`).end();
    else res.writeHead(307, { location: `${elsewhere.origin}/?token=${sent}` }).end();
  });
  const logger = pino(
    { level: 'trace' },
    {
      write(line) {
        log += line;
      },
    },
  );
  const environment: Record<string, string> = { FACILIS_SOURCE_TOKEN: TOKEN, FACILIS_SOURCE_LOGIN: LOGIN };
  const registrations = PATHS.flatMap((path) =>
    SCHEMES.map(([scheme, variable, more]) => [
      `${path}-${scheme}`,
      {
        endpoint: `${source.origin}/${path}/${scheme}`,
        allowsPrivateNetwork: true,
        more: `tf:credentials [ a tf:CredentialReference ; tf:credentialScheme "${scheme}" ; tf:environmentName "${variable}" ${more} ] ;`,
      },
    ]),
  );
  hub = await startHub(Object.fromEntries(registrations), { logger, secret: (name) => environment[name] });
});

afterAll(async () => {
  await Promise.all([hub.close(), source.close(), elsewhere.close()]);
});

const PATHS = ['good', 'echo', 'broken', 'rows', 'half', 'type', 'redirect'];
const SCHEMES = [
  ['basic', 'FACILIS_SOURCE_LOGIN', ''],
  ['bearer', 'FACILIS_SOURCE_TOKEN', ''],
  ['header', 'FACILIS_SOURCE_TOKEN', '; tf:requestHeader "X-Api-Key"'],
] as const;

function ask(path: string, scheme: string): Promise<Answer> {
  return hub.sparql(`SELECT ?s { SERVICE <${source.origin}/${path}/${scheme}> { ?s ?p ?o } }`);
}

function expectNoSecret(text: string): void {
  for (const value of SECRETS) expect(text).not.toContain(value);
}

describe.each(SCHEMES)('a secret of the scheme %s', (scheme) => {
  it('opens the source', async () => {
    const before = source.seen.length;
    const { status, text } = await ask('good', scheme);
    expect([status, text.trim()]).toEqual([200, 's\r\nurn:in']);
    const headers = source.seen[before]?.headers;
    expect([headers?.authorization, headers?.['x-api-key']].join()).toContain(scheme === 'basic' ? ENCODED : TOKEN);
  });

  it.each(['echo', 'broken', 'rows', 'half', 'type', 'redirect'])('is in no answer when the source sends it back in /%s', async (path) => {
    const before = source.seen.length;
    const { status, text, headers } = await ask(path, scheme);
    expect(status).toBe(502);
    expect(JSON.parse(text).detail).toContain(`${source.origin}/${path}/${scheme}`);
    expect(source.seen.length).toBeGreaterThan(before);
    expectNoSecret(text + JSON.stringify([...headers]));
  });
});

describe('no secret', () => {
  it.each(['html', 'ttl', 'jsonld', 'rdf', 'nt', 'trig', 'nq'])(
    'is in the description of its source as .%s, which names the variable',
    async (suffix) => {
      const { status, text } = await hub.get(`doc/source/good-bearer.${suffix}`);
      expect(status).toBe(200);
      expectNoSecret(text);
    },
  );

  it('is among what can be asked of the inventory', async () => {
    const { status, text } = await hub.sparql('SELECT * { ?s ?p ?o }');
    expect(status).toBe(200);
    expect(text).toContain('FACILIS_SOURCE_TOKEN');
    expectNoSecret(text);
  });

  it('went to another origin, nor into the log at its finest', () => {
    expect(elsewhere.connections()).toBe(0);
    expect(log).toContain('"path":"/sparql"');
    expectNoSecret(log);
  });
});
