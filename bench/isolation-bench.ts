import { type StartedService, startService } from './started-service.ts';

const HEAVY = 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';
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
 * A point query over HTTP, 200 times alone and 200 times beside a query that runs to its time limit. Prints both, and says
 * whether the heavy one ended with the contract's error and every point query was right.
 */
export async function run(options: readonly string[]): Promise<boolean> {
  const url = options[0];
  const service: StartedService =
    url === undefined ? await startService({ QUERY_TIMEOUT_MS: String(TIME_LIMIT_MS) }) : { baseIRI: url, stop: async () => {} };
  try {
    await pointQueries(service.baseIRI);
    const idle = await pointQueries(service.baseIRI);
    const heavy = heavyQuery(service.baseIRI);
    const beside = await pointQueries(service.baseIRI);
    let hasEnded = false;
    void heavy.then(() => {
      hasEnded = true;
    });
    await Promise.resolve();
    const wasBeside = !hasEnded;
    print(idle, beside, await heavy);
    if (!wasBeside) console.log('The heavy query ended before the point queries did: the second row is not what it says.');
    const { status, problem } = await heavy;
    return wasBeside && status === 504 && problem.endsWith('#query-timeout');
  } finally {
    await service.stop();
  }
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

async function heavyQuery(baseIRI: string): Promise<HeavyOutcome> {
  const startedAt = performance.now();
  const response = await fetch(`${baseIRI}sparql`, {
    method: 'POST',
    headers: { 'content-type': 'application/sparql-query', accept: 'application/sparql-results+json' },
    body: HEAVY,
  });
  const { type = '' } = (await response.json()) as { type?: string };
  return { status: response.status, problem: type, ms: performance.now() - startedAt };
}

function print(idle: Latencies, beside: Latencies, heavy: HeavyOutcome): void {
  const row = (name: string, p50: string, p99: string) => console.log(`${name.padEnd(32)}${p50.padStart(10)}${p99.padStart(10)}`);
  const line = (name: string, { p50Ms, p99Ms }: Latencies) => row(name, p50Ms.toFixed(2), p99Ms.toFixed(2));
  row(`point query, ${RUNS} runs`, 'p50 ms', 'p99 ms');
  line('  idle', idle);
  line('  beside the heavy query', beside);
  row('  ratio', (beside.p50Ms / idle.p50Ms).toFixed(2), (beside.p99Ms / idle.p99Ms).toFixed(2));
  console.log(`heavy query: ${heavy.status} ${heavy.problem} after ${(heavy.ms / 1000).toFixed(1)} s`);
}
