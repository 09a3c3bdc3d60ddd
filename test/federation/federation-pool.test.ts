import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Store } from 'oxigraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFederationPool, type FederationPool } from '../../src/federation/federation-pool.ts';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import { createQueryPool, type QueryPool } from '../../src/sparql/query-pool.ts';
import type { QueryRequest } from '../../src/sparql/query-types.ts';

const BASE = 'http://localhost:3000/';
const INVENTORY = `
<http://a/1> <http://v/name> "one" <http://g/1> .
<http://a/2> <http://v/name> "two" <http://g/2> .
<http://a/1> <http://v/type> <http://v/T> <http://g/2> .
<http://a/2> <http://v/type> <http://v/T> <http://g/2> .
<http://a/2> <http://v/broader> <http://a/1> <http://g/2> .
`.trimStart();
const REMOTE = `
<http://a/1> <http://v/mass> 1 .
<http://a/1> <http://v/label> "eins"@de .
<http://a/3> <http://v/mass> 3 .
<http://a/3> <http://v/part> _:b .
`;

let server: Server;
let pool: QueryPool;
let federation: FederationPool;
let origin: string;
/** Queries that the second endpoint was asked. */
const asked: string[] = [];

beforeAll(async () => {
  server = createServer(remoteEndpoint());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pool = createQueryPool({
    snapshot: () => ({ nquads: [INVENTORY], sequence: 1 }),
    workers: 2,
    timeoutMs: 10_000,
    maxRows: 1000,
    baseIRI: BASE,
  });
  federation = createFederationPool({ pool, baseIRI: BASE, sources, workers: 2, timeoutMs: 10_000, maxRows: 1000 });
  await pool.ready();
});

afterAll(async () => {
  await Promise.all([federation.close(), pool.close()]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function remoteEndpoint(): express.Express {
  const store = new Store();
  store.load(REMOTE, { format: 'text/turtle' });
  const app = express().use(express.urlencoded({ limit: '10mb' }));
  app.all('/query', (req, res) => {
    const query = String(req.query.query ?? req.body?.query);
    asked.push(query);
    res.type('application/sparql-results+json').send(store.query(query, { results_format: 'application/sparql-results+json' }));
  });
  app.all('/broken', (_req, res) => res.status(500).send('no'));
  app.all('/nonsense', (_req, res) => res.type('application/sparql-results+json').send('{"head":'));
  app.all('/page', (_req, res) => res.type('text/html').send('<h1>Welcome</h1>'));
  app.all('/elsewhere', (_req, res) => res.redirect(`${origin}/query`));
  app.all('/late', () => {});
  app.all('/big', (_req, res) =>
    res.type('application/sparql-results+json').send(`{"head":{"vars":[]},"padding":"${'x'.repeat(100_000)}"}`),
  );
  return app;
}

function sources(): RegisteredSource[] {
  const source = (name: string, more: Partial<RegisteredSource> = {}): RegisteredSource => ({
    iri: `${BASE}id/source/${name}`,
    endpoint: `${origin}/${name}`,
    enabled: true,
    title: name,
    timeoutMs: undefined,
    kind: 'sparql-endpoint',
    maxAnswerBytes: undefined,
    maxParallelRequests: undefined,
    requestsPerMinute: undefined,
    credentials: undefined,
    allowsPrivateNetwork: true,
    ...more,
  });
  return [
    source('query'),
    source('broken'),
    source('nonsense'),
    source('page'),
    source('elsewhere'),
    source('late', { timeoutMs: 300 }),
    source('big', { maxAnswerBytes: 50_000 }),
    source('off', { enabled: false }),
  ];
}

async function rows(query: string, more: Partial<QueryRequest> = {}): Promise<string[]> {
  const { bytes } = await federation.run({ scope: 'services', query: withOrigin(query), resultsFormat: 'text/csv', ...more });
  return new TextDecoder().decode(bytes).trimEnd().split('\r\n').slice(1).sort();
}

/** `SERVICE @query` is the clause of the source of that name. */
function withOrigin(query: string): string {
  return `PREFIX v: <http://v/> ${query.replaceAll(/@(\w+)/g, `<${origin}/$1>`)}`;
}

describe('a query with SERVICE', () => {
  it('joins the inventory with what the source answers', async () => {
    expect(await rows('SELECT ?s ?n ?m { ?s v:name ?n SERVICE @query { ?s v:mass ?m } }')).toEqual(['http://a/1,one,1']);
  });

  it('asks the source only for what can join', async () => {
    asked.length = 0;
    await rows('SELECT ?s ?m { ?s v:broader ?b . SERVICE @query { ?b v:mass ?m } }');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('VALUES (?b) { (<http://a/1>) }');
  });

  it('keeps OPTIONAL, MINUS, UNION, EXISTS and subqueries as they are', async () => {
    expect(await rows('SELECT ?s ?m { ?s v:name ?n OPTIONAL { SERVICE @query { ?s v:mass ?m } } }')).toEqual([
      'http://a/1,1',
      'http://a/2,',
    ]);
    expect(await rows('SELECT ?s { ?s v:name ?n MINUS { SERVICE @query { ?s v:mass ?m } } }')).toEqual(['http://a/2']);
    expect(await rows('SELECT ?s { { ?s v:name ?n } UNION { SERVICE @query { ?s v:mass ?m } } }')).toEqual([
      'http://a/1',
      'http://a/1',
      'http://a/2',
      'http://a/3',
    ]);
    expect(await rows('SELECT ?s { ?s v:name ?n FILTER EXISTS { SERVICE @query { ?s v:mass ?m } } }')).toEqual(['http://a/1']);
    expect(await rows('SELECT ?s ?n { ?s v:name ?n { SELECT ?s { SERVICE @query { ?s v:mass ?m } } LIMIT 5 } }')).toEqual([
      'http://a/1,one',
    ]);
  });

  it('joins a part of OPTIONAL only with what stands before it', async () => {
    // The part for a/1 is found and then does not join with a/2; without it there would be a row for a/2.
    const query = 'SELECT ?x ?s { ?x v:broader ?s . BIND(v:none AS ?z) { ?y v:name "one" OPTIONAL { SERVICE @query { ?s v:mass 3 } } } }';
    expect(await rows(query)).toEqual([]);
  });

  it('keeps paths, named graphs and the union of the inventory', async () => {
    expect(await rows('SELECT ?s ?l { ?s v:broader*/v:name "one" . SERVICE @query { ?o v:label ?l } }')).toEqual([
      'http://a/1,eins',
      'http://a/2,eins',
    ]);
    expect(await rows('SELECT ?g { GRAPH ?g { ?s v:name ?n } SERVICE @query { ?s v:mass ?m } }')).toEqual(['http://g/1']);
    expect(await rows('SELECT ?s FROM <http://g/2> { ?s v:name ?n SERVICE @query { ?x v:mass ?m } }')).toEqual([
      'http://a/2',
      'http://a/2',
    ]);
    expect(await rows('SELECT ?s { ?s v:name ?n SERVICE @query { ?x v:label ?m } }', { defaultGraphs: ['http://g/1'] })).toEqual([
      'http://a/1',
    ]);
  });

  it('is answered in every form and format that a local query is', async () => {
    const ask = (query: string, resultsFormat: string) => federation.run({ scope: 'services', query: withOrigin(query), resultsFormat });
    const text = async (query: string, resultsFormat: string) => new TextDecoder().decode((await ask(query, resultsFormat)).bytes);
    expect(JSON.parse(await text('ASK { SERVICE @query { ?s v:mass 3 } }', 'application/sparql-results+json')).boolean).toBe(true);
    expect(await text('CONSTRUCT { ?s v:m ?m } { SERVICE @query { ?s v:mass ?m } }', 'application/n-triples')).toContain(
      '<http://a/3> <http://v/m> "3"^^',
    );
    expect(await text('SELECT ?s { SERVICE @query { ?s v:mass ?m } }', 'application/sparql-results+xml')).toContain(
      '<uri>http://a/3</uri>',
    );
  });

  it('lets a blank node of a source be a name', async () => {
    expect((await rows('SELECT ?p { SERVICE @query { ?s v:part ?p } }'))[0]).toMatch(/^urn:facilis:blank:/);
  });
});

describe('who may be asked', () => {
  it('refuses an address that is not registered, by name, also when SILENT or nested', async () => {
    for (const query of [
      'SELECT * { SERVICE <http://evil.example/sparql> { ?s ?p ?o } }',
      'SELECT * { SERVICE SILENT <http://evil.example/sparql> { ?s ?p ?o } }',
      'SELECT * { SERVICE @query { SERVICE <http://evil.example/sparql> { ?s ?p ?o } } }',
    ]) {
      const detail = expect.stringContaining('<http://evil.example/sparql>');
      await expect(rows(query)).rejects.toMatchObject({ code: 'source-not-registered', detail });
    }
  });

  it('refuses a source that is disabled', async () => {
    await expect(rows('SELECT * { SERVICE @off { ?s ?p ?o } }')).rejects.toMatchObject({ code: 'source-not-registered' });
  });

  it('refuses a service that the data would choose', async () => {
    await expect(rows('SELECT * { ?s v:name ?n SERVICE ?s { ?s ?p ?o } }')).rejects.toMatchObject({ code: 'unsupported-query' });
  });
});

describe('a source that fails', () => {
  it.each(['broken', 'nonsense', 'page', 'elsewhere', 'big'])('is named when it answers like /%s', async (name) => {
    const failure = { code: 'source-failed', detail: expect.stringContaining(`${origin}/${name}`) };
    await expect(rows(`SELECT * { ?s v:name ?n SERVICE @${name} { ?s ?p ?o } }`)).rejects.toMatchObject(failure);
  });

  it('is named when it is late', async () => {
    const failure = { code: 'source-timeout', detail: expect.stringContaining(`${origin}/late`) };
    await expect(rows('SELECT * { SERVICE @late { ?s ?p ?o } }')).rejects.toMatchObject(failure);
  });

  it('adds one solution without bindings when the clause is SILENT', async () => {
    expect(await rows('SELECT ?n ?o { ?s v:name ?n SERVICE SILENT @broken { ?s ?p ?o } }')).toEqual(['one,', 'two,']);
    expect(await rows('SELECT ?n ?o { ?s v:name ?n SERVICE SILENT @late { ?s ?p ?o } }')).toEqual(['one,', 'two,']);
  });

  it('does not outlast the time limit of the query, and spoils no other query', async () => {
    const late = rows('SELECT * { SERVICE @late { ?s ?p ?o } }', { timeoutMs: 100 });
    const good = rows('SELECT ?s { SERVICE @query { ?s v:mass 3 } }');
    await expect(late).rejects.toMatchObject({ code: 'query-timeout', extra: { limit: 'timeout', timeoutMs: 100 } });
    expect(await good).toEqual(['http://a/3']);
  });

  it('is left alone when the client leaves', async () => {
    const client = new AbortController();
    setTimeout(() => client.abort(), 50);
    const left = rows('SELECT * { SERVICE @late { ?s ?p ?o } }', { signal: client.signal });
    await expect(left).rejects.toMatchObject({ code: 'client-gone' });
  });
});
