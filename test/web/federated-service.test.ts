import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFederationPool, type FederationPool } from '../../src/federation/federation-pool.ts';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import { createReportArchive } from '../../src/federation/report-archive.ts';
import { createSourceClient } from '../../src/federation/source-client.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

const ANSWER = '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"from afar"}}]}}';

const reports = createReportArchive();
let member: Server;
let origin: string;
let federation: FederationPool;
let web: RunningWeb;
beforeAll(async () => {
  member = createServer((req, res) => {
    if (req.url?.startsWith('/broken')) res.writeHead(500).end('no');
    else res.setHeader('Content-Type', 'application/sparql-results+json').end(ANSWER);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => member.once('listening', resolve));
  origin = `http://127.0.0.1:${(member.address() as AddressInfo).port}`;
  web = await startWeb({
    reports,
    federation: (pool) => {
      federation = createFederationPool({
        pool,
        baseIRI,
        client: createSourceClient({ secret: () => undefined }),
        summary: () => undefined,
        sources: () => [source('healthy'), source('broken')],
        workers: 1,
        timeoutMs: 20_000,
        maxRows: 1000,
        onReport: reports.keep,
      });
      return federation;
    },
  });
});
afterAll(async () => {
  await web.close();
  await federation.close();
  member.closeAllConnections();
  await new Promise((resolve) => member.close(resolve));
});

function source(name: string): RegisteredSource {
  return {
    iri: `${baseIRI}id/source/${name}`,
    endpoint: `${origin}/${name}`,
    kind: 'sparql-endpoint',
    enabled: true,
    title: name,
    timeoutMs: undefined,
    maxAnswerBytes: undefined,
    maxParallelRequests: undefined,
    requestsPerMinute: undefined,
    credentials: undefined,
    allowsPrivateNetwork: true,
  };
}

const ask = (name: string, parameters: Record<string, string> = {}) =>
  web.ask(`/sparql?${new URLSearchParams({ query: `SELECT ?x { SERVICE <${origin}/${name}> { ?s ?p ?x } }`, ...parameters })}`);
const linked = async (link = '') =>
  JSON.parse((await web.ask(new URL(/<([^>]*)>; rel="describedby"/.exec(link)?.[1] ?? '').pathname)).text);

it('a query with SERVICE has a report by Link, and is not cached', async () => {
  const reply = await ask('healthy');
  expect([reply.status, reply.headers['cache-control'], reply.text]).toEqual([200, 'no-store', expect.stringContaining('from afar')]);
  const { isComplete, sources } = await linked(reply.headers.link);
  expect([isComplete, sources.length]).toEqual([true, 2]);
  expect(sources[1]).toMatchObject({ iri: `${baseIRI}id/source/healthy`, outcome: 'answered', requests: 1, rows: 1 });
});

it('the error of one names its report too, in which the source has failed', async () => {
  const reply = await ask('broken');
  const problem = JSON.parse(reply.text);
  expect([reply.status, problem.type]).toEqual([502, expect.stringContaining('#source-failed')]);
  const report = await linked(reply.headers.link);
  expect(problem.report).toBe(report.iri);
  expect([report.isComplete, report.sources[1].outcome]).toEqual([false, 'failed']);
  expect(report.sources[1].detail).toContain('500');
});

it('its plan asks nobody', async () => {
  const { isPlanOnly, sources, steps } = JSON.parse((await ask('broken', { explain: 'true' })).text);
  expect([isPlanOnly, sources[1].requests, steps[0].kind]).toEqual([true, 0, 'service']);
});
