import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FederationReport } from '../../src/federation/federation-report.ts';
import { createReportArchive } from '../../src/federation/report-archive.ts';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { marked } from '../../src/web/incomplete-mark.ts';
import { readXmlResult } from '../conformance/read-xml-result.ts';
import { type ReportPool, reportPool } from './report-pool.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

const COUNT = 'SELECT (COUNT(?s) AS ?n) WHERE { ?s a <https://w3id.org/technology-facilitation#FacilitationInitiative> }';
const CONSTRUCT = `CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { <${baseIRI}id/agency/unep> } ?s ?p ?o }`;
const JSON_RESULTS = 'application/sparql-results+json';
const XML_RESULTS = 'application/sparql-results+xml';
const MISSING = [{ source: `${baseIRI}id/source/agrovoc`, outcome: 'late' }];
const MARKABLE = RDF_FORMATS.filter(({ name }) => name !== 'jsonld');

const reports = createReportArchive();
let federation: ReportPool;
let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb({
    reports,
    federation: (pool) => {
      federation = reportPool(pool, reports);
      return federation;
    },
  });
});
afterAll(() => web.close());
beforeEach(() => {
  federation.outcome = 'late';
});

const ask = (query: string, accept: string, partial = 'true') =>
  web.ask(`/federation/sparql?${new URLSearchParams({ query, partial })}`, { headers: { accept } });

describe('an answer with partial=true that lacks a source', () => {
  it('says so in the head of JSON results: with the report, and what is missing', async () => {
    const reply = await ask(COUNT, JSON_RESULTS);
    expect([reply.status, reply.headers['cache-control'], reply.headers.etag]).toEqual([200, 'no-store', undefined]);
    const { head, results } = JSON.parse(reply.text);
    expect(head).toEqual({ link: [expect.any(String)], incomplete: true, missing: MISSING, vars: ['n'] });
    expect(results.bindings).toHaveLength(1);
    expect(reply.headers.link).toContain(`<${head.link[0]}>; rel="describedby"`);
    expect(JSON.parse((await web.ask(new URL(head.link[0]).pathname)).text).isComplete).toBe(false);
  });

  it('says so for ASK, whose head is empty otherwise', async () => {
    const { head, boolean } = JSON.parse((await ask('ASK { ?s ?p ?o }', JSON_RESULTS)).text);
    expect([head.incomplete, head.missing, boolean]).toEqual([true, MISSING, true]);
    const xml = (await ask('ASK { ?s ?p ?o }', XML_RESULTS)).text;
    expect([xml, readXmlResult(xml)]).toEqual([expect.stringContaining('<link href='), { kind: 'boolean', value: true }]);
  });

  it('says so in the head of XML results, after the variables', async () => {
    const { text } = await ask(COUNT, XML_RESULTS);
    expect(text).toMatch(
      /<head><variable name="n"\/><!-- This answer is incomplete[^>]* late: [^>]*agrovoc [^>]*--><link href="[^"]*reports\/[\w-]{36}"\/><\/head>/,
    );
    expect(readXmlResult(text)).toMatchObject({ variables: ['n'], rows: [expect.any(Map)] });
  });

  it.each(MARKABLE.map(({ mediaType }) => mediaType))(
    'says so in a comment at the start of %s, which reads as before',
    async (mediaType) => {
      const reply = await ask(CONSTRUCT, mediaType);
      expect(reply.headers['content-type']).toContain(mediaType);
      expect(reply.text.slice(0, 200)).toContain('This answer is incomplete');
      expect(reply.text).toContain(`late: ${baseIRI}id/source/agrovoc`);
      federation.outcome = 'answered';
      const whole = await ask(CONSTRUCT, mediaType);
      expect(whole.text).not.toContain('incomplete');
      const [lines, wholeLines] = await Promise.all([reply, whole].map(({ text }) => parseRdf(text, { mediaType, baseIRI })));
      expect(lines?.length).toBeGreaterThan(5);
      expect(lines).toEqual(wholeLines);
    },
  );

  it('says so on the page, which links to the report and offers only downloads that can say it', async () => {
    const page = await web.page(`/federation/sparql?${new URLSearchParams({ query: COUNT, partial: 'true' })}`);
    expect(page).toContain('The answer is incomplete');
    expect(page).toMatch(/href="[^"]*federation\/reports\/[\w-]{36}"/);
    expect(page).toContain('format=srj&#38;partial=true');
    expect(page).not.toContain('format=csv');
  });
});

it('the comment of a mark stays within XML, whatever a source is called', async () => {
  const report: FederationReport = {
    id: 'r',
    startedAt: '2026-01-01T00:00:00.000Z',
    milliseconds: 1,
    isComplete: false,
    isPlanOnly: false,
    sources: [{ iri: 'http://a/---b', title: 'b', outcome: 'failed', requests: 1, rows: 0, bytes: 0, milliseconds: 1 }],
    steps: [],
  };
  const rdfxml = RDF_FORMATS.find(({ name }) => name === 'rdfxml') as (typeof RDF_FORMATS)[number];
  const body = '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>';
  const text = new TextDecoder().decode(marked(Buffer.from(body), rdfxml, { report, baseIRI }));
  expect(text).toContain('failed: http://a/-%2D-b');
  expect(await parseRdf(text, { mediaType: rdfxml.mediaType, baseIRI })).toEqual([]);
});

describe('partial=true', () => {
  it('is refused before anything is asked in a format that cannot be marked, and names those that can', async () => {
    federation.asked.length = 0;
    for (const [query, accept, right] of [
      [COUNT, 'text/csv', XML_RESULTS],
      [COUNT, 'text/tab-separated-values', XML_RESULTS],
      [CONSTRUCT, 'application/ld+json', 'application/trig'],
    ] as const) {
      const reply = await ask(query, accept);
      expect(reply.status).toBe(406);
      expect(JSON.parse(reply.text).acceptable).toContain(right);
      expect(JSON.parse(reply.text).acceptable).not.toContain(accept);
    }
    expect(federation.asked).toEqual([]);
  });

  it('takes the next best format of a client that accepts several', async () => {
    const reply = await ask(COUNT, `text/csv, ${XML_RESULTS};q=0.5`);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, XML_RESULTS]);
  });

  it('leaves an answer that lacks nothing as it is', async () => {
    federation.outcome = 'unused';
    expect(JSON.parse((await ask(COUNT, JSON_RESULTS)).text).head).toEqual({ vars: ['n'] });
  });

  it('is what makes the difference: without it the answer is an error', async () => {
    expect((await ask(COUNT, JSON_RESULTS, 'false')).status).toBe(504);
    expect((await ask(COUNT, 'text/csv', 'false')).status).toBe(504);
  });
});
