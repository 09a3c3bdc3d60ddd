import { request } from 'node:http';
import { startService } from './started-service.ts';

const HEAVY = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';
const IN_FLIGHT = 20;
/** Two clients, as the service tells them apart. */
const GREEDY = '127.0.0.2';
const MODEST = '127.0.0.1';
/** A point query now and then, as a person or a page asks: both measurements take their samples at this pace. */
const PAUSE_MS = 20;
/** A few heavy ones end in each second, so that replacing workers is part of what is measured. */
const SETTINGS = { QUERY_TIMEOUT_MS: '10000', QUERY_MAX_ROWS: '4294967294' };

interface Reply {
  readonly status: number;
  readonly text: string;
}

/**
 * One address keeps 20 heavy queries in flight, another asks point queries: their p99 stays within 5 times the idle one, and
 * none of them fails. A minute, or `--minutes N`.
 */
export async function run(options: readonly string[]): Promise<boolean> {
  const minutes = Number(options[options.indexOf('--minutes') + 1] ?? Number.NaN);
  const durationMs = 60_000 * (options.includes('--minutes') && minutes > 0 ? minutes : 1);
  const service = await startService(SETTINGS);
  const port = Number(new URL(service.baseIRI).port);
  try {
    await pointQueries(port, 3000);
    const idle = await pointQueries(port, Math.min(durationMs, 20_000));
    const outcomes = new Map<string, number>();
    let isOver = false;
    const heavy = Array.from({ length: IN_FLIGHT }, async () => {
      while (!isOver) {
        const { status } = await ask(port, GREEDY, HEAVY);
        outcomes.set(String(status), (outcomes.get(String(status)) ?? 0) + 1);
      }
    });
    const busy = await pointQueries(port, durationMs);
    isOver = true;
    await Promise.all(heavy);
    console.log(`idle    ${line(idle)}`);
    console.log(`beside  ${line(busy)}`);
    const ratio = quantile(busy, 0.99) / quantile(idle, 0.99);
    console.log(`p99 ratio ${ratio.toFixed(2)} (at most 5); the heavy ones ended with ${JSON.stringify(Object.fromEntries(outcomes))}`);
    return ratio <= 5;
  } finally {
    await service.stop();
  }
}

/** Times of point queries in milliseconds, sorted; a different query each time, so that no cache answers. */
async function pointQueries(port: number, durationMs: number): Promise<number[]> {
  const took: number[] = [];
  const endsAt = performance.now() + durationMs;
  while (performance.now() < endsAt) {
    const query = `SELECT ?label { <http://localhost:${port}/id/initiative/ctcn> <http://www.w3.org/2004/02/skos/core#prefLabel> ?label FILTER("${Math.random()}" != "") }`;
    const startedAt = performance.now();
    const { status, text } = await ask(port, MODEST, query);
    took.push(performance.now() - startedAt);
    if (status !== 200 || !text.includes('"label":{')) throw new Error(`A point query was answered with ${status}: ${text.slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return took.sort((a, b) => a - b);
}

function ask(port: number, localAddress: string, query: string): Promise<Reply> {
  const headers = { 'content-type': 'application/sparql-query', accept: 'application/sparql-results+json' };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, localAddress, path: '/sparql', method: 'POST', headers }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      res.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(query);
  });
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function line(sorted: readonly number[]): string {
  const at = (share: number) => quantile(sorted, share).toFixed(2);
  return `${sorted.length} point queries, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, slowest ${at(1)} ms`;
}
