import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalHash } from '../../src/rdf/canonical.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

const sparql = (parameters: [string, string][], headers: Record<string, string> = {}) =>
  web.ask(`/sparql?${new URLSearchParams(parameters)}`, { headers });
const problem = (text: string): { type: string; detail: string } => JSON.parse(text);

describe('SPARQLWrapper, which names the format in a parameter beside Accept', () => {
  // Its constants, as its version 2.0 sends them: SPARQLWrapper/Wrapper.py
  it.each([
    ['DESCRIBE', 'rdf+xml', 'application/rdf+xml'],
    ['DESCRIBE', 'rdf', 'application/rdf+xml'],
    ['DESCRIBE', 'xml', 'application/rdf+xml'],
    ['DESCRIBE', 'json-ld', 'application/ld+json'],
    ['DESCRIBE', 'json', 'application/ld+json'],
    ['DESCRIBE', 'turtle', 'text/turtle; charset=utf-8'],
    ['DESCRIBE', 'n3', 'text/turtle; charset=utf-8'],
    ['ASK', 'json', 'application/sparql-results+json'],
    ['ASK', 'xml', 'application/sparql-results+xml'],
    ['ASK', 'application/sparql-results+xml', 'application/sparql-results+xml'],
  ])('reads %s with format=%s', async (form, format, contentType) => {
    const query = `${form} ${form === 'ASK' ? '{}' : `<${baseIRI}id/agency/unep>`}`;
    const reply = await sparql([
      ['query', query],
      ['format', format],
      ['output', format],
      ['results', format],
    ]);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, contentType]);
  });

  it('is told when a format does not exist', async () => {
    const asked: [string, string][] = [
      ['query', 'ASK {}'],
      ['format', 'parquet'],
    ];
    expect((await sparql(asked)).status).toBe(406);
  });
});

describe('the graphs of a query by parameter', () => {
  const COUNT = 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }';
  const count = async (parameters: [string, string][]) =>
    (await sparql([['query', COUNT], ...parameters], { accept: 'text/csv' })).text.split('\r\n')[1];

  it('are no restriction when a form leaves them blank', async () => {
    const all = await count([]);
    expect(
      await count([
        ['default-graph-uri', ''],
        ['named-graph-uri', ''],
      ]),
    ).toBe(all);
  });

  it.each(['default-graph-uri', 'named-graph-uri'])('%s has to be an absolute IRI, and the error names it', async (name) => {
    for (const value of ['graph/agencies', 'http://example.org/a b', '<http://example.org/>']) {
      const reply = await sparql([
        ['query', COUNT],
        [name, value],
      ]);
      expect(reply.status).toBe(400);
      expect(problem(reply.text).type).toContain('#malformed-request');
      expect(problem(reply.text).detail).toContain(name);
    }
  });
});

describe('the parameter timeout', () => {
  const LONG = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';

  it('lowers the limit of one query, in milliseconds', async () => {
    const reply = await sparql([
      ['query', LONG],
      ['timeout', '200'],
    ]);
    expect([reply.status, problem(reply.text).type]).toEqual([504, expect.stringContaining('#query-timeout')]);
    expect(JSON.parse(reply.text)).toMatchObject({ limit: 'timeout', timeoutMs: 200 });
  });

  it.each(['0', '-1', '1.5', 'soon', '1e3'])('refuses %s', async (timeout) => {
    const reply = await sparql([
      ['query', 'ASK {}'],
      ['timeout', timeout],
    ]);
    expect(reply.status).toBe(400);
    expect(problem(reply.text).detail).toContain('timeout');
  });

  it('makes no other answer: it is not in the ETag', async () => {
    const plain = await sparql([['query', 'ASK {}']]);
    const limited = await sparql([
      ['query', 'ASK {}'],
      ['timeout', '9000'],
    ]);
    expect(limited.headers.etag).toBe(plain.headers.etag);
  });
});

describe('a body whose encoding cannot be undone', () => {
  const post = (encoding: string, body: Buffer) =>
    web.ask('/sparql', {
      method: 'POST',
      headers: { 'content-type': 'application/sparql-query', 'content-encoding': encoding },
      body,
    });

  it('is 415 when the encoding is not known, 400 when the bytes are not in it', async () => {
    expect((await post('gzip', gzipSync('ASK {}'))).status).toBe(200);
    expect((await post('compress', Buffer.from('ASK {}'))).status).toBe(415);
    const broken = await post('gzip', Buffer.from('ASK {}'));
    expect(broken.status).toBe(400);
    expect(problem(broken.text).detail).toContain('gzip');
  });
});

describe('an OWL or SHACL tool', () => {
  it.each(['ontology', 'shapes'])('reads the same graph of /%s from every format that has one graph', async (document) => {
    const hashes = await Promise.all(
      ['ttl', 'nt', 'rdf', 'jsonld'].map(async (extension) => {
        const { text, headers } = await web.ask(`/${document}.${extension}`);
        const mediaType = headers['content-type']?.split(';')[0] ?? '';
        return canonicalHash(await parseRdf(text, { mediaType, baseIRI }));
      }),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it('finds the head of the ontology first', async () => {
    const { text } = await web.ask('/ontology.ttl');
    expect(text.split('\n').find((line) => line !== '' && !line.startsWith('@prefix'))).toContain(
      '<https://w3id.org/technology-facilitation> a owl:Ontology',
    );
  });
});

describe('a proxy', () => {
  it('may ask whether the server as a whole is there', async () => {
    const { status, headers } = await web.ask('*', { method: 'OPTIONS' });
    expect([status, headers.allow]).toEqual([204, 'GET, HEAD, POST, PUT, DELETE, QUERY, OPTIONS']);
  });

  it('with small header buffers gets whole relations of links, and fewer of them when addresses are long', async () => {
    const q = 'تكنولوجيا'.repeat(20);
    const { headers } = await web.ask(`/initiatives?${new URLSearchParams({ q })}`, { headers: { accept: 'text/html' } });
    expect(headers.link?.length).toBeLessThan(6_000);
    expect(headers.link).toContain('rel="first"');
    const plain = await web.ask('/initiatives', { headers: { accept: 'text/html' } });
    for (const relation of ['first', 'next', 'last', 'license', 'describedby', 'item']) {
      expect(plain.headers.link).toContain(`rel="${relation}"`);
    }
  });
});

describe('a harvester that follows header fields', () => {
  it('is sent back to the same representation by Content-Location, in the language that the address asked for', async () => {
    for (const path of ['/doc/agency/unep?lang=fr', '/initiatives?agency=unep&lang=fr', '/ontology?lang=fr']) {
      const reply = await web.ask(path, { headers: { accept: 'text/html', 'accept-language': 'ar' } });
      const again = await web.ask(reply.headers['content-location'] ?? '', { headers: { 'accept-language': 'ar' } });
      expect([reply.headers['content-language'], again.headers['content-language']]).toEqual(['fr', 'fr']);
      expect(again.headers.etag).toBe(reply.headers.etag);
    }
    expect((await web.ask('/doc/agency/unep?lang=fr')).headers['content-location']).toBe('/doc/agency/unep.ttl');
  });

  it('finds all items of a document among its links, or none', async () => {
    const items = async (path: string) => (await web.ask(path)).headers.link?.match(/rel="item"/g)?.length ?? 0;
    expect(await items('/initiatives.csv')).toBe(0);
    expect(await items('/options.csv')).toBe(3);
    expect(await items('/initiatives.ttl?size=20')).toBe(20);
  });
});

describe('parameters that come twice', () => {
  it('are words to find together for q, and an error where only one can hold', async () => {
    const total = async (search: string) => /totalItems> "(\d+)"/.exec((await web.ask(`/initiatives.nt?${search}`)).text)?.[1];
    expect(await total('q=climate&q=network')).toBe(await total('q=climate+network'));
    expect(await total('q=climate&q=network')).not.toBe(await total('q=climate'));
    expect((await web.ask('/initiatives?page=1&page=2')).status).toBe(400);
    expect((await web.ask('/initiatives?size=1&size=2')).status).toBe(400);
  });
});
