import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SourceCheck } from '../../src/federation/check-source.ts';
import type { RegisteredSource, SourceKind } from '../../src/federation/registered-sources.ts';
import { createSourceClient } from '../../src/federation/source-client.ts';
import { createSourceHealth, pauseAfter } from '../../src/federation/source-health.ts';
import { openOperations } from '../../src/store/open-operations.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
}

/** A real server on loopback; `seen` are the requests that it got. */
async function server(answer: RequestListener): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const listening = createServer((req, res) => {
    seen.push({ method: req.method, url: req.url });
    answer(req, res);
  });
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  return { origin: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, seen };
}

const answersAsk: RequestListener = (_req, res) => {
  res.setHeader('content-type', 'application/sparql-results+json').end('{"head":{},"boolean":true}');
};

function source(endpoint: string, { kind = 'sparql-endpoint' as SourceKind, enabled = true, slug = 'a' } = {}): RegisteredSource {
  return {
    iri: `http://localhost:3000/id/source/${slug}`,
    endpoint,
    kind,
    enabled,
    title: slug,
    timeoutMs: undefined,
    maxAnswerBytes: undefined,
    maxParallelRequests: undefined,
    requestsPerMinute: undefined,
    credentials: undefined,
    allowsPrivateNetwork: true,
  };
}

/** Health of some sources with a real history; `recorded(n)` is done when so many checks are kept. */
function health(sources: RegisteredSource[], intervalMs = 0, { isDescribing = false } = {}) {
  const operations = openOperations({ directory: ':memory:' });
  const faults: unknown[] = [];
  let count = 0;
  let tell = () => {};
  const made = createSourceHealth({
    client: createSourceClient({ secret: () => undefined }),
    sources: () => sources,
    checks: operations.sourceChecks,
    ...(isDescribing && { descriptions: operations.sourceDescriptions }),
    intervalMs,
    onCheck: () => {
      count += 1;
      tell();
    },
    onFault: (cause) => faults.push(cause),
  });
  onTestFinished(async () => {
    await made.close();
    operations.close();
    expect(faults).toEqual([]);
  });
  const recorded = (wanted: number) =>
    new Promise<void>((done) => {
      tell = () => count >= wanted && done();
      tell();
    });
  return { ...operations.sourceChecks, descriptions: operations.sourceDescriptions, health: made, recorded };
}

describe('a look at a source', () => {
  it('asks an endpoint whether it evaluates, and keeps what came of it', async () => {
    const { origin, seen } = await server(answersAsk);
    const { health: made, history } = health([source(`${origin}/sparql`)]);
    const check = await made.check('http://localhost:3000/id/source/a');
    expect(check).toMatchObject({ outcome: 'up', detail: 'ASK {}: 200' });
    expect(seen).toEqual([{ method: 'GET', url: '/sparql?query=ASK+%7B%7D' }]);
    expect(history(check.source, 10)).toEqual([check]);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['an error', (_req, res) => void res.writeHead(500).end(), /answered 500/],
    [
      'a page of a captive portal',
      (_req, res) => void res.setHeader('content-type', 'text/html').end('<p>Sign in'),
      /text\/html, which is no SPARQL/,
    ],
    [
      'half an answer',
      (_req, res) => void res.setHeader('content-type', 'application/sparql-results+json').end('{"head"'),
      /not a whole SPARQL/,
    ],
    [
      'an endless answer',
      (_req, res) => void res.setHeader('content-type', 'application/sparql-results+json').end('x'.repeat(1 << 17)),
      /larger than/,
    ],
  ])('calls an endpoint down that gives %s', async (_, answer, why) => {
    const { origin } = await server(answer);
    const { health: made } = health([source(`${origin}/sparql`)]);
    const check = await made.check('http://localhost:3000/id/source/a');
    expect(check.outcome).toBe('down');
    expect(check.detail).toMatch(why);
  });

  it('calls a source down that cannot be reached', async () => {
    const { health: made } = health([source('http://127.0.0.1:1/sparql')]);
    expect(await made.check('http://localhost:3000/id/source/a')).toMatchObject({ outcome: 'down', detail: /ECONNREFUSED/ });
  });

  it.each<SourceKind>(['dump', 'tpf', 'ldes'])('asks a %s for its header fields alone', async (kind) => {
    const { origin, seen } = await server((_req, res) => void res.end('data'));
    const { health: made } = health([source(`${origin}/data.nt`, { kind })]);
    expect(await made.check('http://localhost:3000/id/source/a')).toMatchObject({ outcome: 'up', detail: 'HEAD: 200' });
    expect(seen).toEqual([{ method: 'HEAD', url: '/data.nt' }]);
  });

  it('asks for the first bytes of a file where HEAD is not known', async () => {
    const { origin, seen } = await server((req, res) => void res.writeHead(req.method === 'HEAD' ? 405 : 206).end('data'));
    const { health: made } = health([source(`${origin}/data.nt`, { kind: 'dump' })]);
    expect(await made.check('http://localhost:3000/id/source/a')).toMatchObject({ outcome: 'up', detail: 'GET: 206' });
    expect(seen.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  it('is not taken at a source that is disabled or unknown', async () => {
    const { origin, seen } = await server(answersAsk);
    const { health: made } = health([source(`${origin}/sparql`, { enabled: false })]);
    await expect(made.check('http://localhost:3000/id/source/a')).rejects.toMatchObject({ code: 'conflict' });
    await expect(made.check('http://localhost:3000/id/source/b')).rejects.toMatchObject({ code: 'not-found' });
    expect(seen).toEqual([]);
  });
});

describe('what an endpoint says of itself', () => {
  const iri = 'http://localhost:3000/id/source/a';
  const description: RequestListener = (req, res) => {
    if (req.url?.includes('?')) return answersAsk(req, res);
    res.setHeader('content-type', 'text/turtle').end(`@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
      <> a sd:Service ; sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ; sd:endpoint <> ; sd:defaultDataset [ a sd:Dataset ] .
      <http://other/> sd:feature sd:DereferencesURIs .`);
  };

  it('is asked for when it answers, once a day, and its abilities are kept as facts about the source', async () => {
    const { origin, seen } = await server(description);
    const { health: made, descriptions } = health([source(`${origin}/sparql`)], 0, { isDescribing: true });
    await made.check(iri);
    await made.check(iri);
    const sd = 'http://www.w3.org/ns/sparql-service-description#';
    expect(descriptions.read(iri)).toBe(
      `<${iri}> <${sd}feature> <${sd}UnionDefaultGraph> .\n<${iri}> <${sd}supportedLanguage> <${sd}SPARQL11Query> .\n`,
    );
    expect(seen.map(({ url }) => url)).toEqual(['/sparql?query=ASK+%7B%7D', '/sparql', '/sparql?query=ASK+%7B%7D']);
  });

  it('may be nothing, which makes it no less up', async () => {
    const { origin } = await server((req, res) => void (req.url?.includes('?') ? answersAsk(req, res) : res.writeHead(400).end()));
    const { health: made, descriptions } = health([source(`${origin}/sparql`)], 0, { isDescribing: true });
    expect((await made.check(iri)).outcome).toBe('up');
    expect(descriptions.read(iri)).toBe('');
  });
});

describe('the schedule', () => {
  it('asks each enabled source again and again', async () => {
    const { origin, seen } = await server(answersAsk);
    const sources = ['a', 'b', 'c', 'd', 'e', 'f'].map((slug) => source(`${origin}/${slug}`, { slug }));
    const { health: made, recorded, latest } = health([...sources, source(`${origin}/off`, { slug: 'off', enabled: false })], 10);
    made.start();
    await recorded(18);
    expect(latest().size).toBe(6);
    expect(seen.some(({ url }) => url?.startsWith('/off'))).toBe(false);
  });

  it('never has more than four requests under way', async () => {
    let [now, most] = [0, 0];
    const { origin } = await server((req, res) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        answersAsk(req, res);
      }, 20);
    });
    const sources = Array.from({ length: 12 }, (_, i) => source(`${origin}/${i}`, { slug: `s${i}` }));
    const { health: made, recorded } = health(sources, 1);
    made.start();
    await recorded(12);
    expect(most).toBe(4);
  });

  it('takes up a source that is registered while it runs', async () => {
    const { origin } = await server(answersAsk);
    const sources: RegisteredSource[] = [];
    const { health: made, recorded, latest } = health(sources, 3_600_000);
    made.start();
    sources.push(source(`${origin}/sparql`));
    made.wake();
    await recorded(1);
    expect(latest().get('http://localhost:3000/id/source/a')?.outcome).toBe('up');
  });

  it('waits after a restart for as long as it would have waited', async () => {
    const { origin, seen } = await server(answersAsk);
    const sources = [source(`${origin}/a`)];
    const { health: made, recorded, record } = health(sources, 3_600_000);
    const past: SourceCheck = { source: sources[0]?.iri ?? '', time: new Date().toISOString(), outcome: 'up', milliseconds: 1, detail: '' };
    record(past);
    made.start();
    sources.push(source(`${origin}/b`, { slug: 'b' }));
    made.wake();
    await recorded(1);
    expect(seen.map(({ url }) => url?.slice(0, 2))).toEqual(['/b']);
  });

  it('does nothing with an interval of 0', async () => {
    const { origin, seen } = await server(answersAsk);
    const { health: made } = health([source(`${origin}/sparql`)], 0);
    made.start();
    made.wake();
    await made.check('http://localhost:3000/id/source/a');
    expect(seen).toHaveLength(1);
  });

  it('waits twice as long after each failure, at most six hours, and never less than the interval', () => {
    expect([0, 1, 2, 3].map((failures) => pauseAfter(failures, 300_000))).toEqual([300_000, 600_000, 1_200_000, 2_400_000]);
    expect(pauseAfter(20, 300_000)).toBe(6 * 60 * 60 * 1000);
    expect(pauseAfter(20, 30_000_000)).toBe(30_000_000);
  });
});
