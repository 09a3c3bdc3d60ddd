import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Canary, expectRefusal, startCanary } from './canary.ts';
import { fragment } from './fragment.ts';
import { type Hub, startHub } from './hub.ts';
import { type LabEndpoint, startLab } from './lab-endpoint.ts';
import { MALFORMED_ADDRESSES, NAMES, OTHER_ADDRESSES, PRIVATE_HOSTS } from './private-hosts.ts';
import { type SourceServer, startSource } from './source-server.ts';

/** Registered without the allowance. */
const REGISTERED = ['loopback', 'octal', 'IPv6', 'IPv4 in IPv6', 'metadata', 'a name for loopback', 'a name for both'] as const;
const slugOf = (name: string) => name.replaceAll(' ', '-').toLowerCase();
const KIND = (kind: string) => `tf:sourceKind <id/source-kind/${kind}> ;`;
const ALL = 'SELECT ?s { ?s ?p ?o }';
const UNREGISTERED = [...Object.values(PRIVATE_HOSTS).map((host) => `http://${host}:@/other`), ...OTHER_ADDRESSES];

let canary: Canary;
/** An endpoint that keeps to the rules. */
let lab: LabEndpoint;
/** Sources with the allowance, whose documents lead elsewhere. */
let trickster: SourceServer;
let hub: Hub;

beforeAll(async () => {
  canary = await startCanary();
  lab = await startLab(':a :p :b .');
  trickster = await startSource(({ path }, res) => {
    const document = documents()[path.split('?')[0] ?? ''];
    if (document === undefined) res.writeHead(307, { location: canary.endpoint('127.0.0.1') }).end();
    else res.writeHead(200, { 'content-type': document.type }).end(document.body);
  });
  const allowed = (path: string, kind: string) => ({ endpoint: trickster.origin + path, allowsPrivateNetwork: true, more: KIND(kind) });
  hub = await startHub(
    {
      ...Object.fromEntries(REGISTERED.map((name) => [slugOf(name), { endpoint: canary.endpoint(PRIVATE_HOSTS[name]) }])),
      'private-dump': { endpoint: canary.endpoint('127.0.0.2'), more: KIND('dump') },
      'private-tpf': { endpoint: canary.endpoint('127.0.0.3'), more: KIND('tpf') },
      // What the shapes would not let through.
      'user-info': { endpoint: `http://user:hunter22@127.0.0.1:${canary.port}/sparql`, allowsPrivateNetwork: true },
      gopher: { endpoint: `gopher://127.0.0.1:${canary.port}/_GET`, allowsPrivateNetwork: true },
      lab: { endpoint: lab.endpoint, allowsPrivateNetwork: true },
      'redirected-dump': allowed('/elsewhere', 'dump'),
      'context-dump': allowed('/context.jsonld', 'dump'),
      'redirected-tpf': allowed('/elsewhere-too', 'tpf'),
      'form-tpf': allowed('/form', 'tpf'),
      'pages-tpf': allowed('/pages', 'tpf'),
    },
    { lookup: async (hostname) => NAMES[hostname] ?? [] },
  );
});

afterAll(async () => {
  await hub.close();
  await Promise.all([lab.close(), trickster.close(), canary.close()]);
});

function documents(): Record<string, { type: string; body: string }> {
  const elsewhere = canary.endpoint('127.0.0.1');
  return {
    '/context.jsonld': { type: 'application/ld+json', body: JSON.stringify({ '@context': elsewhere, '@id': 'urn:x', name: 'x' }) },
    '/form': { type: 'text/turtle', body: fragment(`${trickster.origin}/form`, { template: elsewhere }) },
    '/pages': { type: 'text/turtle', body: fragment(`${trickster.origin}/pages`, { next: elsewhere }) },
  };
}

const atCanary = (iri: string) => iri.replace(':@', `:${canary.port}`);
const NOT_REGISTERED = { code: 'source-not-registered', detail: /names no registered/ };
const NOT_PUBLIC = { code: 'source-failed', detail: /which is not public/ };
const ownData = { source: 'inventory' };

describe('an address that nobody registered', () => {
  it.each(UNREGISTERED)('%s is refused in SERVICE, as a value of SERVICE ?var, and as source=', async (iri) => {
    const address = atCanary(iri);
    await expectRefusal(canary, hub.federated(`SELECT * { SERVICE <${address}> { ?s ?p ?o } }`, ownData), NOT_REGISTERED);
    for (const silent of ['', 'SILENT']) {
      const bound = `SELECT * { VALUES ?at { <${address}> } SERVICE ${silent} ?at { ?s ?p ?o } }`;
      await expectRefusal(canary, hub.federated(bound, ownData), NOT_REGISTERED);
    }
    await expectRefusal(canary, hub.federated(ALL, { source: address }), NOT_REGISTERED);
  });

  it.each(MALFORMED_ADDRESSES.filter((iri) => iri !== ''))('%j is refused in SERVICE and as source=', async (iri) => {
    const service = await hub.federated(`SELECT * { SERVICE <${atCanary(iri)}> { ?s ?p ?o } }`, ownData);
    const source = await hub.federated(ALL, { source: atCanary(iri) });
    for (const { status } of [service, source]) expect([400, 403]).toContain(status);
    expect(canary.connections()).toBe(0);
  });

  it('is refused when BIND or the data of a source says it', async () => {
    const address = canary.endpoint('127.0.0.1');
    for (const query of [
      `SELECT * { BIND(<${address}x> AS ?at) SERVICE ?at { ?s ?p ?o } }`,
      `SELECT * { BIND(IRI("${address}x") AS ?at) SERVICE ?at { ?s ?p ?o } }`,
      `SELECT * { { SELECT ?at { VALUES ?at { <${address}x> } } } SERVICE ?at { ?s ?p ?o } }`,
      `SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <${address}x> { ?s ?p ?o } } }`,
      `SELECT * { SERVICE <${lab.endpoint}> { SERVICE <${address}x> { ?s ?p ?o } } }`,
    ]) {
      const { status } = await hub.federated(query, ownData);
      expect(status, query).toBeGreaterThanOrEqual(400);
      expect(canary.connections()).toBe(0);
    }
    lab.put(`:a :at <${address}x> .`);
    const inData = `SELECT * { ?a <http://a.example/v#at> ?at SERVICE ?at { ?s ?p ?o } }`;
    await expectRefusal(canary, hub.federated(inData, { source: 'lab' }), NOT_REGISTERED);
  });
});

describe('a registered source without the allowance', () => {
  it.each([...REGISTERED.map(slugOf), 'private-dump', 'private-tpf'])('is refused as the whole virtual graph: %s', async (source) => {
    await expectRefusal(canary, hub.federated(ALL, { source }), NOT_PUBLIC);
  });

  it.each(REGISTERED)('is refused as a value of SERVICE ?var: %s', async (name) => {
    const bound = `SELECT * { VALUES ?at { <${canary.endpoint(PRIVATE_HOSTS[name])}> } SERVICE ?at { ?s ?p ?o } }`;
    await expectRefusal(canary, hub.federated(bound, ownData), NOT_PUBLIC);
  });

  it('ends what asks everybody in an error, and is reported as refused where a part is welcome', async () => {
    expect([403, 502]).toContain((await hub.federated(ALL)).status);
    const answer = await fetch(`${hub.baseIRI}federation/sparql?${new URLSearchParams({ query: ALL, partial: 'true' })}`);
    expect(answer.status).toBe(200);
    const { head } = (await answer.json()) as { head: { incomplete: boolean; missing: { source: string; outcome: string }[] } };
    expect(head.incomplete).toBe(true);
    for (const slug of [...REGISTERED.map(slugOf), 'user-info', 'gopher']) {
      const missing = head.missing.find(({ source }) => source.endsWith(`/id/source/${slug}`));
      expect(missing, slug).toMatchObject({ outcome: 'refused' });
    }
    expect(canary.connections()).toBe(0);
  });
});

describe('a registration that should not be there', () => {
  it.each(['user-info', 'gopher'])('is refused as the whole virtual graph, and tells no password: %s', async (source) => {
    const answer = await hub.federated(ALL, { source });
    await expectRefusal(canary, answer, { code: 'source-not-registered', detail: /is not asked/ });
    expect(answer.text).not.toContain('hunter22');
  });
});

describe('a source with the allowance', () => {
  // A form is asked for what is bound.
  it.each([
    ['redirected-dump', ALL],
    ['redirected-tpf', ALL],
    ['pages-tpf', ALL],
    ['form-tpf', 'SELECT ?s { ?s <urn:p> ?o }'],
  ])('leads nobody to another origin: %s', async (source, query) => {
    await expectRefusal(canary, hub.federated(query, { source }), { code: 'source-failed', detail: /another origin/ });
  });

  it('has no context fetched that its JSON-LD names', async () => {
    await expectRefusal(canary, hub.federated(ALL, { source: 'context-dump' }), { code: 'source-failed', detail: /never fetched/ });
  });
});

describe('the dataset of a query', () => {
  const graphs = UNREGISTERED.filter((iri) => iri.startsWith('http')).map((iri) => iri.replace('user@', ''));

  it.each(graphs)('names graphs, which are fetched from nowhere, and by no source: %s', async (iri) => {
    const address = atCanary(iri);
    lab.queries.length = 0;
    for (const source of ['inventory', 'lab']) {
      const answers = [
        hub.federated(`SELECT ?s FROM <${address}> { ?s ?p ?o }`, { source }),
        hub.federated(`SELECT ?s FROM NAMED <${address}> { GRAPH ?g { ?s ?p ?o } }`, { source }),
        hub.federated(ALL, { source, 'default-graph-uri': address }),
        hub.federated('SELECT ?s { GRAPH ?g { ?s ?p ?o } }', { source, 'named-graph-uri': address }),
        hub.federated(`SELECT ?s { GRAPH <${address}> { ?s ?p ?o } }`, { source }),
      ];
      for (const { status, text } of await Promise.all(answers)) expect([status, text.trim()]).toEqual([200, 's']);
    }
    expect(canary.connections()).toBe(0);
    expect(lab.queries.filter((query) => /\bFROM\b/i.test(query))).toEqual([]);
  });
});

it('the canary counts connections', async () => {
  await fetch(`http://127.0.0.1:${canary.port}/`).catch(() => {});
  expect(canary.connections()).toBe(1);
});
