import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReportArchive } from '../../src/federation/report-archive.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { federationEn } from '../../src/web/messages/federation-en.ts';
import { enableSource } from './enable-source.ts';
import { type ReportPool, reportPool } from './report-pool.ts';
import { baseIRI, type Reply, type RunningWeb, startWeb } from './running-web.ts';

const COUNT = 'SELECT (COUNT(?s) AS ?n) WHERE { ?s a <https://w3id.org/technology-facilitation#FacilitationInitiative> }';
const CONSTRUCT = `CONSTRUCT { ?s ?p ?o } WHERE { <${baseIRI}id/agency/unep> ?p ?o BIND(<${baseIRI}id/agency/unep> AS ?s) }`;
const SERVICE = 'SELECT * WHERE { SERVICE <https://agrovoc.fao.org/sparql> { ?s ?p ?o } }';
const AGROVOC = `${baseIRI}id/source/agrovoc`;
const DIRECT = { 'content-type': 'application/sparql-query' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const DESCRIBED = /<(http:[^>]*\/federation\/reports\/([\w-]{36}))>; rel="describedby"/;

const reports = createReportArchive({ maxReports: 3 });
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
  await enableSource(web, 'agrovoc');
});
afterAll(() => web.close());
beforeEach(() => {
  federation.outcome = 'answered';
});

type Parameters = Readonly<Record<string, string>>;
const ask = (parameters: Parameters, headers: Parameters = {}) =>
  web.ask(`/federation/sparql?${new URLSearchParams(parameters)}`, { headers });
const detail = (reply: Reply) => JSON.parse(reply.text).detail as string;
const reportOf = (reply: Reply) => DESCRIBED.exec(reply.headers.link ?? '')?.[1] ?? '';

describe('/federation/sparql', () => {
  it('answers GET, POST form, POST direct and QUERY alike, over the virtual graph of every source', async () => {
    const path = '/federation/sparql';
    const replies = [
      await ask({ query: COUNT }),
      await web.ask(path, { method: 'POST', headers: FORM, body: new URLSearchParams({ query: COUNT }).toString() }),
      await web.ask(path, { method: 'POST', headers: DIRECT, body: COUNT }),
      await web.ask(path, { method: 'QUERY', headers: DIRECT, body: COUNT }),
    ];
    for (const reply of replies) {
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/sparql-results+json']);
      expect(JSON.parse(reply.text).results.bindings[0].n.value).toBe('270');
    }
    expect(federation.asked.slice(0, 4).map(({ scope, sources }) => [scope, sources])).toEqual(Array(4).fill(['virtual-graph', undefined]));
  });

  it('hands on which sources take part, by IRI or slug, and what is wished of the answer', async () => {
    const parameters = new URLSearchParams({ query: COUNT, partial: 'true', provenance: 'true', timeout: '1234' });
    for (const source of [AGROVOC, 'agrovoc', 'inventory']) parameters.append('source', source);
    expect((await web.ask(`/federation/sparql?${parameters}`)).status).toBe(200);
    expect(federation.asked[0]).toMatchObject({
      sources: [AGROVOC, `${baseIRI}sparql#service`],
      isPartialWelcome: true,
      withProvenance: true,
      timeoutMs: 1234,
    });
  });

  it('refuses a source that is not registered, or is disabled, by its name', async () => {
    const unknown = await ask({ query: COUNT, source: 'atlantis' });
    expect([unknown.status, JSON.parse(unknown.text).type]).toEqual([403, expect.stringContaining('#source-not-registered')]);
    expect(detail(unknown)).toMatch(/source=atlantis names no registered source.*inventory, agrovoc/);
    const disabled = await ask({ query: COUNT, source: 'reeep-thesaurus' });
    expect([disabled.status, detail(disabled)]).toEqual([403, expect.stringContaining('which is disabled')]);
  });

  it.each(['partial', 'provenance', 'explain'])('takes true and false for %s, and says so of anything else', async (name) => {
    const reply = await ask({ query: COUNT, [name]: 'yes' });
    expect([reply.status, detail(reply)]).toEqual([400, `${name} is "yes"; it is true or false.`]);
    expect((await ask({ query: COUNT, [name]: 'false' })).status).toBe(200);
    const both = await web.ask(
      `/federation/sparql?${new URLSearchParams([...Object.entries({ query: COUNT, [name]: 'true' }), [name, 'false']])}`,
    );
    expect(both.status).toBe(400);
  });

  it('refuses provenance of rows for a query that has none', async () => {
    const reply = await ask({ query: CONSTRUCT, provenance: 'true' });
    expect([reply.status, detail(reply)]).toEqual([400, expect.stringContaining('CONSTRUCT has no rows')]);
  });

  it('describes itself to a client that asks nothing: the endpoint, and the enabled sources as services', async () => {
    const reply = await web.ask('/federation/sparql', { headers: { accept: 'text/turtle' } });
    const quads = await parseRdf(reply.text, { mediaType: 'text/turtle', baseIRI });
    const objects = (name: string) => quads.filter(({ predicate }) => predicate.value.endsWith(name)).map(({ object }) => object.value);
    expect(objects('description#endpoint')).toContain(`${baseIRI}federation/sparql`);
    expect(objects('description#endpoint')).toContain('https://agrovoc.fao.org/sparql');
    expect(objects('description#feature')).toEqual(['http://www.w3.org/ns/sparql-service-description#BasicFederatedQuery']);
    expect(objects('dc/terms/source')).toContain(AGROVOC);
    expect(reply.text).not.toContain('reeep');
  });

  it('is never cached, since others change when they want', async () => {
    const { headers } = await ask({ query: COUNT });
    expect([headers['cache-control'], headers.etag]).toEqual(['no-store', undefined]);
  });
});

describe('/sparql', () => {
  it.each(['source', 'partial', 'provenance'])('sends who asks for %s to the federated endpoint', async (name) => {
    const reply = await web.ask(`/sparql?${new URLSearchParams({ query: SERVICE, [name]: name === 'source' ? 'agrovoc' : 'true' })}`);
    expect([reply.status, detail(reply)]).toEqual([400, expect.stringContaining(`${baseIRI}federation/sparql`)]);
  });

  it('has a report and a plan for a query with SERVICE, and none for another', async () => {
    const answered = await web.ask(`/sparql?${new URLSearchParams({ query: COUNT })}`);
    expect(answered.headers.link).toBeUndefined();
    const reply = await web.ask(`/sparql?${new URLSearchParams({ query: SERVICE, explain: 'true' })}`);
    expect([reply.status, JSON.parse(reply.text).isPlanOnly, federation.asked[0]?.scope]).toEqual([200, true, 'services']);
    const none = await web.ask(`/sparql?${new URLSearchParams({ query: COUNT, explain: 'true' })}`);
    expect([none.status, detail(none)]).toEqual([400, expect.stringContaining('has no SERVICE')]);
  });
});

describe('explain=true', () => {
  it('answers the plan instead of rows, as JSON unless asked otherwise, and asks no source', async () => {
    const reply = await ask({ query: COUNT, explain: 'true' });
    expect(reply.headers['content-type']).toBe('application/json');
    expect(JSON.parse(reply.text)).toMatchObject({ isPlanOnly: true, steps: [{ number: 1, kind: 'group', estimatedRows: 30 }] });
    expect((await ask({ query: COUNT, explain: 'true', format: 'ttl' })).text).toContain('tf:stepKind "group"');
    expect((await ask({ query: COUNT, explain: 'true' }, { accept: 'text/csv' })).status).toBe(406);
  });
});

describe('the report of a federated query', () => {
  it('is linked from the answer, and tells per source and step what was done', async () => {
    const reply = await ask({ query: COUNT });
    expect(reply.headers.link).toContain('rel="http://www.w3.org/ns/prov#has_provenance"');
    const report = await web.ask(new URL(reportOf(reply)).pathname);
    expect([report.status, report.headers['content-type']]).toEqual([200, 'application/json']);
    expect(JSON.parse(report.text)).toMatchObject({
      iri: reportOf(reply),
      isComplete: true,
      sources: [{ iri: AGROVOC, outcome: 'answered', requests: 2, rows: 31, bytes: 4096 }],
      steps: [{ number: 1, requests: 2, rows: 31 }],
    });
  });

  it('comes in every RDF format, with the same statements', async () => {
    const path = new URL(reportOf(await ask({ query: COUNT }))).pathname;
    const sizes = new Set<number>();
    for (const [suffix, mediaType] of Object.entries({
      ttl: 'text/turtle',
      nt: 'application/n-triples',
      jsonld: 'application/ld+json',
      rdf: 'application/rdf+xml',
    })) {
      const quads = await parseRdf((await web.ask(`${path}.${suffix}`)).text, { mediaType, baseIRI });
      const outcome = quads.find(({ predicate }) => predicate.value.endsWith('#outcome'));
      expect(outcome?.object.value).toBe(`${baseIRI}id/source-outcome/answered`);
      sizes.add(quads.length);
    }
    expect(sizes.size).toBe(1);
  });

  it('uses no term of our ontology that is not declared, and a concept for each outcome', async () => {
    const { text } = await web.ask(`${new URL(reportOf(await ask({ query: COUNT }))).pathname}.nt`);
    const used = new Set([...text.matchAll(/<(https:\/\/w3id\.org\/technology-facilitation#\w+)>/g)].map(([, iri]) => iri));
    const declared = new Set(web.reader.quads('ontology').map(({ subject }) => subject.value));
    expect(used.size).toBeGreaterThan(8);
    expect([...used].filter((iri) => !declared.has(iri ?? ''))).toEqual([]);
    const concepts = web.reader.quads('schemes').map(({ subject }) => subject.value);
    const nameless = Object.keys(federationEn.outcomes).filter((outcome) => !concepts.includes(`${baseIRI}id/source-outcome/${outcome}`));
    expect(nameless).toEqual([]);
  });

  it('is a page for a browser, in its language, in which what sources say stays text', async () => {
    federation.outcome = 'failed';
    const path = new URL(JSON.parse((await ask({ query: COUNT })).text).report).pathname;
    const page = await web.page(path, 'fr');
    expect(page).toContain('Ce qu’a fait chaque source');
    expect(page).toContain('a échoué');
    expect(page).toContain('4096'.replace(/(?=\d{3}$)/, '\u202f'));
    expect(page).toContain('It sent &#60;half&#62;');
    expect(page).toContain('<meta name="robots" content="noindex">');
  });

  it('is named by an error too, in its body and by Link', async () => {
    for (const [outcome, status] of [
      ['failed', 502],
      ['late', 504],
    ] as const) {
      federation.outcome = outcome;
      const reply = await ask({ query: COUNT });
      expect(reply.status).toBe(status);
      expect(JSON.parse(reply.text).report).toBe(reportOf(reply));
      const report = JSON.parse((await web.ask(new URL(reportOf(reply)).pathname)).text);
      expect([report.isComplete, report.sources[0].outcome]).toEqual([false, outcome]);
    }
  });

  it('is 410 when it had to make room for later ones', async () => {
    const path = new URL(reportOf(await ask({ query: COUNT }))).pathname;
    expect((await web.ask(path)).status).toBe(200);
    for (let later = 0; later < 3; later += 1) await ask({ query: COUNT });
    const reply = await web.ask(path);
    expect([reply.status, detail(reply)]).toEqual([410, expect.stringContaining('make room for later ones')]);
  });

  it('is 404 where there never was one', async () => {
    const reply = await web.ask('/federation/reports/1b4e28ba-2fa1-11d2-883f-0016d3cca427');
    expect([reply.status, detail(reply)]).toEqual([404, expect.stringContaining('kept in memory')]);
  });
});
