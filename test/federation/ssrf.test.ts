import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRdf } from '../../src/rdf/parse.ts';
import { type Canary, expectRefusal as expectRefusalOf, startCanary } from './canary.ts';
import { type Answer, type Hub, type Registration, startHub } from './hub.ts';
import { MALFORMED_ADDRESSES, NAMES, OTHER_ADDRESSES, PRIVATE_HOSTS, PUBLIC } from './private-hosts.ts';
import { type SourceServer, startSource } from './source-server.ts';

let canary: Canary;
let port: number;
/** A registered source on loopback, with the allowance, that sends its clients elsewhere. */
let trickster: SourceServer;
let hub: Hub;
const lookups: string[] = [];

/** Each has a worker thread end with it, which takes a second: the client's own test has all of them. */
const REGISTERED = [
  'loopback',
  'decimal',
  'octal',
  'hex',
  'percent-encoded',
  'IPv6',
  'IPv4 in IPv6',
  'NAT64',
  'metadata',
  'private 10',
] as const;
const REGISTERED_NAMES = ['localhost', 'a name for loopback', 'a name for metadata', 'a name for both'] as const;

/** The name stands for something else each time that it is asked for. */
async function lookup(hostname: string): Promise<readonly LookupAddress[]> {
  lookups.push(hostname);
  if (hostname !== 'rebinding.example') return NAMES[hostname] ?? [];
  const isFirst = lookups.filter((each) => each === hostname).length % 2 === 1;
  return isFirst ? [PUBLIC] : [{ address: '127.0.0.1', family: 4 }];
}

const endpointOf = (host: string) => canary.endpoint(host);

beforeAll(async () => {
  canary = await startCanary();
  port = canary.port;
  trickster = await startSource(({ path }, res) => {
    const location = redirects()[Number(path.split('/')[2]?.split('?')[0])];
    res.writeHead(307, { location }).end();
  });
  const privates = [...REGISTERED, ...REGISTERED_NAMES].map((name): [string, Registration] => [
    name.replaceAll(' ', '-').toLowerCase(),
    { endpoint: endpointOf(PRIVATE_HOSTS[name]) },
  ]);
  hub = await startHub(
    {
      ...Object.fromEntries(privates),
      rebinding: { endpoint: endpointOf('rebinding.example') },
      'user-info': { endpoint: `http://user:hunter22@127.0.0.1:${port}/sparql`, allowsPrivateNetwork: true },
      ftp: { endpoint: `ftp://127.0.0.1:${port}/sparql`, allowsPrivateNetwork: true },
      gopher: { endpoint: `gopher://127.0.0.1:${port}/_GET`, allowsPrivateNetwork: true },
      file: { endpoint: 'file:///etc/passwd', allowsPrivateNetwork: true },
      ...Object.fromEntries(redirects().map((_to, at) => [`trick-${at}`, { endpoint: trick(at), allowsPrivateNetwork: true }])),
    },
    { lookup },
  );
});

afterAll(async () => {
  await Promise.all([hub.close(), trickster.close(), canary.close()]);
});

function trick(at: number): string {
  return `${trickster.origin}/trick/${at}`;
}

/** Where the trickster sends its clients. */
function redirects(): string[] {
  return [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, 'http://169.254.169.254/latest/meta-data/', 'file:///etc/passwd'];
}

function expectRefusal(answer: Answer | Promise<Answer>, code: string, detail: RegExp): Promise<void> {
  return expectRefusalOf(canary, answer, { code, detail });
}

function service(iri: string): Promise<Answer> {
  return hub.sparql(`SELECT * { SERVICE <${iri}> { ?s ?p ?o } }`);
}

describe('SERVICE with an address that nobody registered', () => {
  it.each([...Object.values(PRIVATE_HOSTS).map((host) => `http://${host}:@/other`), ...OTHER_ADDRESSES])('%s is refused', async (iri) => {
    await expectRefusal(
      service(iri.replace(':@', `:${port}`)),
      'source-not-registered',
      /names no registered source\. Only registered, enabled sources are asked/,
    );
  });

  it.each(MALFORMED_ADDRESSES)('%j is refused', async (iri) => {
    const { status } = await service(iri.replace(':@', `:${port}`));
    expect([400, 403]).toContain(status);
    expect(canary.connections()).toBe(0);
  });

  it('is refused in SILENT, nested and sub-queries, under GRAPH and in every query form', async () => {
    const clause = `SERVICE <${endpointOf('127.0.0.1')}x> { ?s ?p ?o }`;
    for (const query of [
      `SELECT * { ${clause.replace('SERVICE', 'SERVICE SILENT')} }`,
      `SELECT * { SERVICE <${endpointOf('localhost')}> { ${clause} } }`,
      `SELECT * { { SELECT * { OPTIONAL { ${clause} } } } }`,
      `SELECT * { GRAPH ?g { ${clause} } }`,
      `ASK { FILTER EXISTS { ${clause} } }`,
      `CONSTRUCT { ?s ?p ?o } WHERE { ${clause} }`,
      `DESCRIBE ?s { ${clause} }`,
    ]) {
      await expectRefusal(hub.sparql(query), 'source-not-registered', /names no registered source/);
    }
  });
});

describe('a registered source without the allowance', () => {
  it.each([...REGISTERED, ...REGISTERED_NAMES])('is refused with %s as its host', async (name) => {
    await expectRefusal(
      service(endpointOf(PRIVATE_HOSTS[name])),
      'source-failed',
      /which is not public, and its registration does not say tf:allowsPrivateNetwork true/,
    );
  });

  it('is refused when the data says its address', async () => {
    const query = `SELECT * { VALUES ?x { <${endpointOf('127.0.0.1')}> } SERVICE ?x { ?s ?p ?o } }`;
    await expectRefusal(hub.sparql(query), 'source-failed', /which is not public/);
  });

  it('is refused with a name that stands for a public address first and a private one then: it is looked up once', async () => {
    lookups.length = 0;
    await expectRefusal(service(endpointOf('rebinding.example')), 'source-failed', /rebinding\.example/);
    expect(lookups).toEqual(['rebinding.example']);
    await expectRefusal(service(endpointOf('rebinding.example')), 'source-failed', /stands for 127\.0\.0\.1, which is not public/);
    expect(lookups).toEqual(['rebinding.example', 'rebinding.example']);
  });

  it('brings nothing to a SILENT clause either', async () => {
    const { status, text } = await hub.sparql(`SELECT ?s { SERVICE SILENT <${endpointOf('127.0.0.1')}> { ?s ?p ?o } }`);
    expect([status, text.trim()]).toEqual([200, 's']);
    expect(canary.connections()).toBe(0);
  });
});

describe('a registration that should not be there', () => {
  it('is refused with user info, and the password is not told', async () => {
    const { text, status } = await service(`http://user:hunter22@127.0.0.1:${port}/sparql`);
    expect([status, JSON.parse(text).detail]).toEqual([403, expect.stringMatching(/user or password in the address/)]);
    expect(text).not.toContain('hunter22');
    expect(canary.connections()).toBe(0);
  });

  it.each([() => `ftp://127.0.0.1:${port}/sparql`, () => `gopher://127.0.0.1:${port}/_GET`, () => 'file:///etc/passwd'])(
    'is refused with another scheme',
    async (iri) => {
      await expectRefusal(service(iri()), 'source-not-registered', /only by http or https/);
    },
  );
});

describe('a redirect of an allowed source', () => {
  it.each([0, 1, 2, 3])('to another origin is refused, number %d', async (at) => {
    const before = trickster.seen.length;
    await expectRefusal(service(trick(at)), 'source-failed', /redirects to another origin/);
    expect(trickster.seen.length).toBe(before + 1);
  });
});

describe('other ways to name an address', () => {
  it('FROM, FROM NAMED, GRAPH and the parameters of the protocol name graphs of the inventory, which are fetched from nowhere', async () => {
    const iri = endpointOf('127.0.0.1');
    const answers = [
      hub.sparql(`SELECT ?s FROM <${iri}> { ?s ?p ?o }`),
      hub.sparql(`SELECT ?s FROM NAMED <${iri}> { GRAPH ?g { ?s ?p ?o } }`),
      hub.sparql(`SELECT ?s { GRAPH <${iri}> { ?s ?p ?o } }`),
      hub.sparql('SELECT ?s { ?s ?p ?o }', { 'default-graph-uri': iri }),
      hub.sparql('SELECT ?s { GRAPH ?g { ?s ?p ?o } }', { 'named-graph-uri': iri }),
      // The second engine, Comunica, takes the queries that the first answers otherwise than the standard.
      hub.sparql(`SELECT ?s FROM <${iri}> { ?s ?p ?o FILTER(STRLEN(STR(?s)) > 0) } GROUP BY ?s HAVING(COUNT(*) > 0)`),
      hub.sparql(`DESCRIBE <${iri}>`),
    ];
    for (const { text, status } of await Promise.all(answers)) {
      expect(status).toBeLessThan(500);
      expect(text).not.toContain('canary');
    }
    expect(canary.connections()).toBe(0);
  });

  it.each(['LOAD <@>', 'LOAD SILENT <@> INTO GRAPH <urn:g>', 'INSERT { ?s ?p ?o } WHERE { SERVICE <@> { ?s ?p ?o } }'])(
    '%s is refused',
    async (update) => {
      const text = update.replace('@', endpointOf('127.0.0.1'));
      const bodies: [string, BodyInit, string][] = [
        ['sparql', new URLSearchParams({ update: text }), 'application/x-www-form-urlencoded'],
        ['sparql', text, 'application/sparql-update'],
        ['sparql', text, 'application/sparql-query'],
        ['update', text, 'application/sparql-update'],
      ];
      for (const [path, body, type] of bodies) {
        const { status } = await fetch(hub.baseIRI + path, { method: 'POST', body, headers: { 'content-type': type } });
        expect(status).toBeGreaterThanOrEqual(400);
      }
      expect(canary.connections()).toBe(0);
    },
  );

  it('a context in JSON-LD is read from the document alone, wherever that comes from', async () => {
    const iri = endpointOf('127.0.0.1');
    const documents = [
      { '@context': iri, '@id': 'urn:x', name: 'x' },
      { '@context': [iri, {}], '@id': 'urn:x', name: 'x' },
      { '@context': { '@import': iri }, '@id': 'urn:x' },
      { '@context': { name: { '@id': 'urn:name', '@context': iri } }, name: { '@id': 'urn:y', a: 1 } },
      { '@context': { C: { '@id': 'urn:C', '@context': iri } }, '@type': 'C', a: 1 },
    ];
    for (const document of documents) {
      const bytes = new TextEncoder().encode(JSON.stringify(document));
      const refused = { code: 'malformed-rdf', detail: expect.stringMatching(/never fetched|invalid scoped context/) };
      await expect(parseRdf(bytes, { mediaType: 'application/ld+json', baseIRI: hub.baseIRI })).rejects.toMatchObject(refused);
    }
    expect(canary.connections()).toBe(0);
  });
});

it('the canary counts connections', async () => {
  await fetch(`http://127.0.0.1:${port}/`).catch(() => {});
  expect(canary.connections()).toBe(1);
});
