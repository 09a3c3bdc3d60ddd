import { get } from 'node:http';
import { type ChildService, startChild } from './sparql/child-service.ts';

const MAX_GROWTH_BYTES = 200e6;
/** What a slow client reads at a time, and how long it waits before the next. */
const PAUSE_MS = 100;
const BYTES_PER_PAUSE = 1 << 20;
const ANSWERS = [
  { name: 'SELECT of every triple, JSON', query: 'SELECT * { ?s ?p ?o }', accept: 'application/sparql-results+json' },
  { name: 'SELECT of every triple, CSV in gzip', query: 'SELECT * { ?s ?p ?o }', accept: 'text/csv', encoding: 'gzip' },
  { name: 'CONSTRUCT of every triple, N-Triples', query: 'CONSTRUCT WHERE { ?s ?p ?o }', accept: 'application/n-triples' },
] as const;

/**
 * Answers of a million rows or triples to a client that reads ten megabytes a second: while it reads, the process has grown by less than
 * 200 MB since before the query. `--triples N` for another size.
 */
export async function run(options: readonly string[]): Promise<boolean> {
  const triples = options.includes('--triples') ? Number(options[options.indexOf('--triples') + 1]) : 1_000_000;
  const service = await startChild('serve-facilis.ts', [String(triples), '1']);
  try {
    let isSteady = true;
    for (const answer of ANSWERS) {
      const before = await settled(service);
      const { bytes, firstByteMs, most } = await readSlowly(service, answer);
      const growth = most - before;
      isSteady &&= growth < MAX_GROWTH_BYTES;
      const numbers = `${megabytes(bytes)} in all, first byte after ${(firstByteMs / 1000).toFixed(1)} s`;
      console.log(`${answer.name}: ${numbers}; memory ${megabytes(before)} before, at most ${megabytes(most)} while it is read.`);
    }
    return isSteady;
  } finally {
    await service.stop();
  }
}

interface Read {
  readonly bytes: number;
  readonly firstByteMs: number;
  /** The median of the largest tenth of the samples between the first byte and the last: a collection that is due is no growth. */
  readonly most: number;
}

function readSlowly(service: ChildService, { query, accept, ...more }: (typeof ANSWERS)[number]): Promise<Read> {
  const beganAt = performance.now();
  const headers = { accept, 'accept-encoding': 'encoding' in more ? more.encoding : 'identity' };
  const path = `/sparql?query=${encodeURIComponent(query)}`;
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: service.port, path, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`The answer is ${response.statusCode}.`));
      const firstByteMs = performance.now() - beganAt;
      const samples: number[] = [];
      let [bytes, sinceSample] = [0, 0];
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        sinceSample += part.length;
        if (sinceSample < BYTES_PER_PAUSE) return;
        sinceSample = 0;
        samples.push(service.memoryBytes());
        response.pause();
        setTimeout(() => response.resume(), PAUSE_MS);
      });
      response.once('error', reject);
      response.once('end', () => {
        const highest = samples.toSorted((a, b) => b - a).slice(0, Math.max(1, Math.ceil(samples.length / 10)));
        resolve({ bytes, firstByteMs, most: highest[highest.length >> 1] ?? service.memoryBytes() });
      });
    }).once('error', reject);
  });
}

/** After a minute of rest at most: a worker that grew has been replaced by then. */
async function settled(service: ChildService): Promise<number> {
  let last = service.memoryBytes();
  for (let waited = 0; waited < 60; waited += 5) {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const now = service.memoryBytes();
    if (Math.abs(now - last) < 1e6) return now;
    last = now;
  }
  return last;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
