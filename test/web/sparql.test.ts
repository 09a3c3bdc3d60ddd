import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseRdf } from '../../src/rdf/parse.ts';
import { escapeHtml } from '../../src/web/html.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

const COUNT = 'SELECT (COUNT(?s) AS ?n) WHERE { ?s a <https://w3id.org/technology-facilitation#FacilitationInitiative> }';
const CONSTRUCT = `CONSTRUCT { <${baseIRI}id/initiative/ctcn> ?p ?o } WHERE { <${baseIRI}id/initiative/ctcn> ?p ?o }`;
const ENDLESS = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';
const WAITING = { timeout: 60_000, interval: 5 };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

const get = (query: string, headers: Record<string, string> = {}) => web.ask(`/sparql?${new URLSearchParams({ query })}`, { headers });

describe('the SPARQL protocol', () => {
  it('answers GET, POST form, POST direct and QUERY alike', async () => {
    const direct = { 'content-type': 'application/sparql-query' };
    const replies = await Promise.all([
      get(COUNT),
      web.ask('/sparql', { method: 'POST', headers: FORM, body: new URLSearchParams({ query: COUNT }).toString() }),
      web.ask('/sparql', { method: 'POST', headers: direct, body: COUNT }),
      web.ask('/sparql', { method: 'QUERY', headers: direct, body: COUNT }),
      web.ask('/sparql', { method: 'QUERY', headers: { ...FORM }, body: new URLSearchParams({ query: COUNT }).toString() }),
    ]);
    for (const reply of replies) {
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).toBe('application/sparql-results+json');
      expect(JSON.parse(reply.text).results.bindings[0].n.value).toBe('270');
    }
  });

  it.each([
    ['application/sparql-results+json', 'application/sparql-results+json'],
    ['application/sparql-results+xml', 'application/sparql-results+xml'],
    ['text/csv', 'text/csv; charset=utf-8'],
    ['text/tab-separated-values', 'text/tab-separated-values; charset=utf-8'],
    ['application/json', 'application/sparql-results+json'],
  ])('writes bindings for %s', async (accept, contentType) => {
    const reply = await get(COUNT, { accept });
    expect([reply.status, reply.headers['content-type']]).toEqual([200, contentType]);
    expect(reply.text).toContain('270');
  });

  it('writes graphs in RDF formats', async () => {
    const turtle = await get(CONSTRUCT);
    expect(turtle.headers['content-type']).toBe('text/turtle; charset=utf-8');
    expect((await parseRdf(turtle.text, { mediaType: 'text/turtle', baseIRI })).length).toBeGreaterThan(5);
    expect((await get(CONSTRUCT, { accept: 'application/rdf+xml' })).headers['content-type']).toBe('application/rdf+xml');
    expect((await get(`DESCRIBE <${baseIRI}id/agency/unep>`, { accept: 'application/n-triples' })).text).toContain(
      'United Nations Environment Programme',
    );
  });

  it('takes format= for links that cannot send Accept', async () => {
    const reply = await web.ask(`/sparql?${new URLSearchParams({ query: COUNT, format: 'csv' })}`, { headers: { accept: 'text/html' } });
    expect(parse(reply.text, { columns: true })).toEqual([{ n: '270' }]);
  });

  it('asks only the graphs that the request names', async () => {
    const parameters = new URLSearchParams({ query: COUNT, 'default-graph-uri': `${baseIRI}graph/agencies` });
    expect(JSON.parse((await web.ask(`/sparql?${parameters}`)).text).results.bindings[0].n.value).toBe('0');
  });

  it.each([
    ['SELECT as Turtle', 406, { headers: { accept: 'text/turtle' } }, COUNT],
    ['a query that is none', 400, {}, 'SELEC'],
    ['an update as a query', 400, {}, 'DELETE WHERE { ?s ?p ?o }'],
  ])('refuses %s with %i', async (_what, status, ask, query) => {
    expect((await web.ask(`/sparql?${new URLSearchParams({ query })}`, ask)).status).toBe(status);
  });

  it('names line and column of a mistake', async () => {
    const problem = JSON.parse((await get('SELECT *\nWHERE { ?s ?p }')).text);
    expect(problem).toMatchObject({ status: 400, line: 2, type: expect.stringContaining('#malformed-query') });
    expect(problem.column).toBeGreaterThan(1);
  });

  it('refuses two queries, an update, another media type, and a body that is too large', async () => {
    expect((await web.ask('/sparql?query=ASK%7B%7D&query=ASK%7B%7D')).status).toBe(400);
    expect((await web.ask('/sparql', { method: 'POST', headers: FORM, body: 'update=CLEAR+ALL' })).status).toBe(400);
    expect(
      (await web.ask('/sparql', { method: 'POST', headers: { 'content-type': 'application/sparql-update' }, body: 'CLEAR ALL' })).status,
    ).toBe(400);
    const plain = await web.ask('/sparql', { method: 'QUERY', headers: { 'content-type': 'text/plain' }, body: COUNT });
    expect([plain.status, plain.headers['accept-query']]).toEqual([415, '"application/sparql-query", "application/x-www-form-urlencoded"']);
    expect((await web.ask('/sparql', { method: 'POST', headers: FORM, body: '' })).status).toBe(400);
    const large = await web.ask('/sparql', {
      method: 'POST',
      headers: { 'content-type': 'application/sparql-query' },
      body: 'x'.repeat(100_001),
    });
    expect([large.status, JSON.parse(large.text).limitBytes]).toEqual([413, 100_000]);
    const latin = { 'content-type': 'application/sparql-query' };
    expect((await web.ask('/sparql', { method: 'POST', headers: latin, body: Buffer.from([0x41, 0xff]) })).status).toBe(400);
  });

  it('describes itself to a client that asks nothing', async () => {
    const reply = await web.ask('/sparql', { headers: { accept: 'text/turtle' } });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('sd:UnionDefaultGraph');
    expect((await web.ask('/sparql', { headers: { accept: 'application/rdf+xml' } })).headers['content-type']).toBe('application/rdf+xml');
  });

  it('refuses SERVICE when no source may be asked, and says so', async () => {
    const reply = await get('SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }');
    expect(reply.status).toBe(403);
    expect(JSON.parse(reply.text).detail).toContain('https://example.org/sparql');
  });
});

describe('answers to queries', () => {
  it('are revalidated without being computed again', async () => {
    const { etag = '' } = (await get(COUNT)).headers;
    expect(etag).not.toBe('');
    expect((await get(COUNT, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(CONSTRUCT, { 'if-none-match': etag })).status).toBe(200);
    const direct = { 'content-type': 'application/sparql-query', 'if-none-match': etag };
    expect((await web.ask('/sparql', { method: 'QUERY', headers: direct, body: COUNT })).status).toBe(304);
  });

  it('that depend on chance or the clock are not kept', async () => {
    const { headers } = await get('SELECT (RAND() AS ?r) (NOW() AS ?t) {}');
    expect([headers.etag, headers['cache-control']]).toEqual([undefined, 'no-store']);
  });
});

describe('limits', () => {
  it('end a query with 504 or 422 by name, and the next query is answered', async () => {
    const small = await startWeb({ queryTimeoutMs: 1500, maxRows: 50 });
    try {
      const late = await small.ask(
        `/sparql?${new URLSearchParams({ query: 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }' })}`,
      );
      expect([late.status, late.headers['content-type']]).toEqual([504, 'application/problem+json']);
      expect(JSON.parse(late.text).type).toContain('#query-timeout');
      const long = await small.ask(`/sparql?${new URLSearchParams({ query: 'SELECT * { ?s ?p ?o }' })}`);
      expect([long.status, JSON.parse(long.text).type]).toEqual([422, expect.stringContaining('#query-too-many-rows')]);
      expect((await small.ask('/sparql?query=ASK%7B%7D')).status).toBe(200);
      const page = await small.ask(`/sparql?${new URLSearchParams({ query: 'SELECT * { ?s ?p ?o }' })}`, {
        headers: { accept: 'text/html' },
      });
      expect(page.status).toBe(422);
      expect(page.text).toContain('The query has more results than its row limit');
    } finally {
      await small.close();
    }
  });

  it('are not waited for by a query whose client left: its worker is free at once', async () => {
    const patient = await startWeb({ queryTimeoutMs: 600_000 });
    try {
      const leaving = new AbortController();
      const gone = patient.ask(`/sparql?${new URLSearchParams({ query: ENDLESS })}`, { signal: leaving.signal });
      gone.catch(() => {});
      await vi.waitUntil(() => patient.pool.status().busy === 1, WAITING);
      leaving.abort();
      await expect(gone).rejects.toThrow();
      await vi.waitUntil(() => patient.pool.status().busy === 0, WAITING);
    } finally {
      await patient.close();
    }
  });
});

describe('the SPARQL page', () => {
  const page = (query: string, language = 'en') =>
    web.ask(`/sparql?${new URLSearchParams({ query })}`, { headers: { accept: 'text/html', 'accept-language': language } });

  it('is a plain form with prefixes and example questions', async () => {
    const text = await web.page('/sparql');
    expect(text).toContain('<form method="get" action="/sparql"');
    expect(text).toContain('PREFIX tf:');
    expect(text).toContain('<h2 id="examples">');
    expect(text).not.toMatch(/<script(?! (defer|type="module") src="\/assets\/[^"]+"><\/script>)/);
  });

  it('shows results as a table with links, and offers them for download', async () => {
    const reply = await page(
      `SELECT ?a ?l ?none { <${baseIRI}id/initiative/ctcn> <https://w3id.org/technology-facilitation#leadAgency> ?a . ?a <http://www.w3.org/2004/02/skos/core#prefLabel> ?l OPTIONAL { ?a <urn:none> ?none } }`,
    );
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('<a href="/doc/agency/unep"');
    expect(reply.text).toContain('<span lang="fr">Programme des Nations Unies');
    expect(reply.text).toContain('aria-label="unbound"');
    expect(reply.text).toMatch(/href="\/sparql\?query=[^"]+format=csv"/);
    expect((await page(CONSTRUCT)).text).toContain('<th scope="col" dir="ltr">predicate</th>');
    expect((await page('ASK {}')).text).toContain('<p class="lead">True</p>');
  });

  it('writes IRIs as a query would, whole in the title, and literals as they are', async () => {
    const { text } = await page(
      `SELECT ?a ?t ?b ?n ?f { VALUES (?a ?t ?b ?n ?f) { (<${baseIRI}id/agency/unep> <https://w3id.org/technology-facilitation#Agency> true 1234567 <http://example.org/>) } }`,
    );
    expect(text).toContain(
      `<a href="/doc/agency/unep" title="${escapeHtml(baseIRI)}id/agency/unep" dir="ltr">&#60;id/agency/unep&#62;</a>`,
    );
    expect(text).toContain('dir="ltr">tf:Agency</a>');
    expect(text).toContain('dir="ltr">&#60;http://example.org/&#62;</a>');
    expect(text).toContain('<td>true</td><td>1234567</td>');
    expect(text).toContain('<caption>Rows: 1</caption>');
  });

  it('says in its title what became of the query', async () => {
    const titleOf = (text: string) => /<title>(.*?)<\/title>/.exec(text)?.[1];
    expect(titleOf((await page('ASK {}')).text)).toBe('Results – SPARQL · Facilis');
    expect(titleOf((await page('SELECT')).text)).toBe('The SPARQL query cannot be parsed – SPARQL · Facilis');
  });

  it('puts the mistake beside the box, which keeps the query', async () => {
    const reply = await page('SELECT * WHERE { ?s ?p }', 'es');
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('Línea 1, columna');
    expect(reply.text).toContain('aria-invalid="true"');
    expect(reply.text).toContain('SELECT * WHERE { ?s ?p }</textarea>');
  });

  it('escapes the query and the results', async () => {
    const hostile = `SELECT ("</td><script>alert(1)</script>" AS ?x) ("</textarea><script>" AS ?y) (<javascript:alert(1)> AS ?z) {}`;
    const { text } = await page(hostile);
    expect(text).not.toContain('<script>');
    expect(text).not.toContain('href="javascript:');
    expect(text.match(/<\/textarea>/g)).toHaveLength(1);
  });
});
