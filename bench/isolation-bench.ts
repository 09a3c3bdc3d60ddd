import { startService } from './started-service.ts';

/** The first has more rows than the limit allows; the second has one, and needs all of them for it. */
const HEAVY = {
  rows: 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }',
  time: 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }',
};
/** What may end a heavy query: the two limits of the contract. */
const LIMITS = ['#query-too-many-rows', '#query-timeout'];
const RUNS = 200;
const TIME_LIMIT_MS = 10_000;

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
 * as long as that takes. Prints all, and says whether the heavy ones ended with a limit of the contract and every point
 * query was right. The first argument is the base of a running service; without it one is started.
 */
export async function run([url]: readonly string[]): Promise<boolean> {
  const service =
    url === undefined ? await startService({ QUERY_TIMEOUT_MS: String(TIME_LIMIT_MS) }) : { baseIRI: url, stop: async () => {} };
  try {
    await pointQueries(service.baseIRI);
    const idle = await pointQueries(service.baseIRI);
    row(`point query, ${RUNS} runs`, 'p50 ms', 'p99 ms');
    line('  idle', idle);
    const outcomes = [await beside(service.baseIRI, 'rows', idle), await beside(service.baseIRI, 'time', idle)].flat();
    return outcomes.every(({ problem }) => LIMITS.some((limit) => problem.endsWith(limit)));
  } finally {
    await service.stop();
  }
}

async function beside(baseIRI: string, kind: keyof typeof HEAVY, idle: Latencies): Promise<HeavyOutcome[]> {
  const outcomes: HeavyOutcome[] = [];
  let isOver = false;
  const heavy = (async () => {
    while (!isOver) outcomes.push(await heavyQuery(baseIRI, HEAVY[kind]));
  })();
  const latencies = await pointQueries(baseIRI);
  isOver = true;
  await heavy;
  line(`  beside ${HEAVY[kind]}`, latencies);
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
