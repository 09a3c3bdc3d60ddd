import { startService } from './started-service.ts';

/** Some 3 * 10^13 rows of the shipped inventory: as rows, and as one row that needs them all. */
const HEAVY = ['SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }', 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }'];
const RUNS = 200;
/** With the row limit out of reach, time is the limit that ends both. */
const SETTINGS = { QUERY_TIMEOUT_MS: '10000', QUERY_MAX_ROWS: '4294967294' };

interface Latencies {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface HeavyOutcome {
  readonly status: number;
  readonly problem: string;
  readonly ms: number;
}

/**
 * A point query over HTTP, 200 times alone and 200 times beside each of two queries that reach a limit, which are repeated
 * as long as that takes. Prints all, and says whether the heavy ones ended at the time limit and every point query was right. The first argument is the base of a running service; without it one is started.
 */
export async function run([url]: readonly string[]): Promise<boolean> {
  const service = url === undefined ? await startService(SETTINGS) : { baseIRI: url, stop: async () => {} };
  try {
    await pointQueries(service.baseIRI);
    const idle = await pointQueries(service.baseIRI);
    row(`point query, ${RUNS} runs`, 'p50 ms', 'p99 ms');
    line('  idle', idle);
    const outcomes: HeavyOutcome[] = [];
    for (const query of HEAVY) outcomes.push(...(await beside(service.baseIRI, query, idle)));
    return outcomes.every(({ problem }) => problem.endsWith('#query-timeout'));
  } finally {
    await service.stop();
  }
}

async function beside(baseIRI: string, query: string, idle: Latencies): Promise<HeavyOutcome[]> {
  const outcomes: HeavyOutcome[] = [];
  let isOver = false;
  const heavy = (async () => {
    while (!isOver) outcomes.push(await heavyQuery(baseIRI, query));
  })();
  const latencies = await pointQueries(baseIRI);
  isOver = true;
  await heavy;
  line(`  beside ${query}`, latencies);
  row('    ratio', (latencies.p50Ms / idle.p50Ms).toFixed(2), (latencies.p99Ms / idle.p99Ms).toFixed(2));
  for (const { status, problem, ms } of outcomes)
    console.log(`    which ended with ${status} ${problem} after ${(ms / 1000).toFixed(1)} s`);
  return outcomes;
}

/** The title of one initiative, a different query text each time, so that no cache answers. */
async function pointQueries(baseIRI: string): Promise<Latencies> {
  const took: number[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    const query = `SELECT ?label { <${baseIRI}id/initiative/ctcn> <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } # ${Math.random()}`;
    const startedAt = performance.now();
    const response = await fetch(`${baseIRI}sparql?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'application/sparql-results+json' },
    });
    const { results } = (await response.json()) as { results?: { bindings: unknown[] } };
    took.push(performance.now() - startedAt);
    if (!results?.bindings.length) throw new Error(`A point query answered ${response.status} without a label.`);
  }
  took.sort((a, b) => a - b);
  return { p50Ms: took[RUNS * 0.5] ?? Number.NaN, p99Ms: took[Math.ceil(RUNS * 0.99) - 1] ?? Number.NaN };
}

async function heavyQuery(baseIRI: string, query: string): Promise<HeavyOutcome> {
  const startedAt = performance.now();
  const response = await fetch(`${baseIRI}sparql`, {
    method: 'POST',
    headers: { 'content-type': 'application/sparql-query', accept: 'application/sparql-results+json' },
    body: query,
  });
  const { type = '' } = (await response.json()) as { type?: string };
  return { status: response.status, problem: type, ms: performance.now() - startedAt };
}

function line(name: string, { p50Ms, p99Ms }: Latencies): void {
  row(name, p50Ms.toFixed(2), p99Ms.toFixed(2));
}

function row(name: string, p50: string, p99: string): void {
  console.log(`${name.padEnd(76)}${p50.padStart(10)}${p99.padStart(10)}`);
}
