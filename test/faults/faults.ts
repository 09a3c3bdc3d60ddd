import { readFileSync } from 'node:fs';
import { type StartedService, startService } from '../../bench/started-service.ts';
import { exchange, type RawRequest } from './raw-http.ts';

const HEAVY = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';
const POINT = 'SELECT ?s { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } LIMIT 1';
const QUERY = 'application/sparql-query';
const ABORTED = 100;
/** Of a process of some 800 MB: what a garbage collector has not yet looked at. */
const MEMORY_MARGIN_BYTES = 60e6;
/** The first round grows the heaps to the size that such requests need; what grows on in the second is lost. */
const ROUNDS = 2;
/** A flood that is refused early may cut the connection while it is still written, and the answer with it (RFC 9112 §9.6). */
const CUT = 0;
const SETTLING_MS = 10_000;

interface Fault extends RawRequest {
  readonly name: string;
  /** Right statuses: more than one where the standard leaves it to the service. */
  readonly expected: readonly number[];
}

const post = (
  name: string,
  expected: number | readonly number[],
  body: string | Buffer,
  contentType: string | undefined = QUERY,
): Fault => ({
  name,
  expected: [expected].flat(),
  method: 'POST',
  path: '/sparql',
  headers: contentType === '' ? [] : [`content-type: ${contentType}`],
  body,
});

const get = (name: string, expected: number | readonly number[], path: string, headers: readonly string[] = []): Fault => ({
  name,
  expected: [expected].flat(),
  method: 'GET',
  path,
  headers,
});

const asked = (text: string) => `/sparql?query=${text}`;

const FAULTS: readonly Fault[] = [
  post('a query as text/plain', 415, POINT, 'text/plain'),
  post('a query as JSON', 415, JSON.stringify({ query: POINT }), 'application/json'),
  post('a query of no type', 415, POINT, ''),
  post('a type that is none', 415, POINT, ';;;='),
  post('an update', 400, 'DROP ALL', 'application/sparql-update'),
  post('a body that says gzip and is not', 400, POINT, `${QUERY}\r\ncontent-encoding: gzip`),
  post('an encoding that nobody knows', 415, POINT, `${QUERY}\r\ncontent-encoding: rot13`),
  post('10 MB of comment', 200, `${POINT} #${'x'.repeat(10e6)}`),
  post('10 MB of patterns', [400, 504], `SELECT * { ${'?s ?p ?o . '.repeat(10e6 / 11)} }`),
  post('10 MB of one string', [200, 400], `ASK { ?s ?p "${'x'.repeat(10e6)}" }`),
  post('40 MB', 413, 'x'.repeat(40e6)),
  post(
    '5,000 terms in VALUES',
    200,
    `SELECT (COUNT(*) AS ?n) { VALUES ?x { ${Array.from({ length: 5000 }, (_, n) => `<http://a/${n}>`).join(' ')} } }`,
  ),
  post('a thousand open braces', 400, '{'.repeat(1000)),
  post('SELECT with a thousand open braces', 400, `SELECT * ${'{'.repeat(1000)}`),
  post('a thousand groups in each other', 400, `SELECT * ${'{'.repeat(1000)}${'}'.repeat(1000)}`),
  post('a hundred thousand brackets', 400, `ASK { FILTER(${'('.repeat(1e5)}1${')'.repeat(1e5)}) }`),
  post('a hundred thousand operators', [200, 400], `ASK { FILTER(1${' + 1'.repeat(1e5)} > 0) }`),
  post('a path of a thousand steps', [200, 400, 504], `ASK { ?s <a:b>${'/<a:b>'.repeat(1000)} ?o }`),
  post('a thousand negations', [200, 400], `ASK { FILTER(${'!'.repeat(1000)}true) }`),
  post('bytes that are not UTF-8', 400, Buffer.from([0x41, 0xff, 0xfe, 0xc3, 0x28])),
  post('a lone surrogate in UTF-8', 400, Buffer.from([0x41, 0xed, 0xa0, 0x80])),
  post('NUL bytes', 400, '\0'.repeat(1000)),
  post('a NUL byte in a query', 400, 'ASK { \0 }'),
  get('percent-encoded bytes that are not UTF-8', 400, asked('%ff%fe')),
  get('a percent-encoded NUL', 400, asked('ASK%00')),
  get('half an escape', 400, asked('ASK%2')),
  get('two queries', 400, '/sparql?query=ASK%7B%7D&query=ASK%7B%7D'),
  get('a graph name that is no IRI', 400, '/sparql?query=ASK%7B%7D&default-graph-uri=%3Cx'),
  get('a NUL in the address', 400, '/sparql?query=\0'),
  get(
    '10,000 header fields',
    [431, CUT],
    asked('ASK%7B%7D'),
    Array.from({ length: 10_000 }, (_, n) => `x-${n}: y`),
  ),
  get('a header field of 1 MB', [431, CUT], asked('ASK%7B%7D'), [`x: ${'y'.repeat(1e6)}`]),
  get('an address of 1 MB', [431, CUT], asked('x'.repeat(1e6))),
  get('a hundred kinds of Accept that we have not', 406, asked('ASK%7B%7D'), [`accept: ${'text/x, '.repeat(99)}image/png`]),
  { name: 'a method that nobody knows', expected: [400, 405], method: 'BREW', path: '/sparql', headers: [] },
];

/** Sends every fault, and says of each whether it got the right status; then that the service answers, and its memory is back. */
async function run(): Promise<boolean> {
  const service = await startService({ QUERY_TIMEOUT_MS: '5000' });
  try {
    const port = Number(new URL(service.baseIRI).port);
    const wrong: string[] = [];
    let before = Number.NaN;
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const fault of FAULTS) if (!(await isAnsweredRight(port, fault))) wrong.push(fault.name);
      if (!(await survivesAborts(port))) wrong.push('aborted clients');
      if (round === 1) before = await settledMemory(service, 0);
    }
    const after = await settledMemory(service, before + MEMORY_MARGIN_BYTES);
    const isBack = after <= before + MEMORY_MARGIN_BYTES;
    report(isBack, 'memory', `${Math.round(before / 1e6)} MB after the first round, ${Math.round(after / 1e6)} MB after the second`);
    console.log(wrong.length === 0 ? 'Every fault was answered right.' : `Wrong: ${wrong.join(', ')}`);
    return wrong.length === 0 && isBack;
  } finally {
    await service.stop();
  }
}

async function isAnsweredRight(port: number, fault: Fault): Promise<boolean> {
  const startedAt = performance.now();
  const status = await exchange(port, fault);
  const isRight = fault.expected.includes(status ?? CUT);
  report(isRight, fault.name, `${status ?? 'cut'}, ${Math.round(performance.now() - startedAt)} ms`);
  if ((await exchange(port, post('alive', 200, POINT))) !== 200) throw new Error(`After ${fault.name} a point query failed.`);
  return isRight;
}

async function survivesAborts(port: number): Promise<boolean> {
  const leaving = { ...post('left', 200, HEAVY), leavesAfterMs: 50 };
  const halfway = { ...post('half', 200, HEAVY), claimedLength: 1_000_000, leavesAfterMs: 50 };
  for (let n = 0; n < ABORTED; n += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, i) => exchange(port, i % 2 === 0 ? leaving : halfway)));
  }
  const startedAt = performance.now();
  const status = await exchange(port, post('after', 200, POINT));
  const ms = performance.now() - startedAt;
  report(status === 200 && ms < 1000, `${ABORTED} clients that left`, `then ${status}, ${Math.round(ms)} ms`);
  return status === 200 && ms < 1000;
}

/** The resident memory when it is at most `wanted`, or its least within the time that garbage collectors get. */
async function settledMemory(service: StartedService, wanted: number): Promise<number> {
  const port = Number(new URL(service.baseIRI).port);
  const endsAt = performance.now() + SETTLING_MS;
  let least = memoryOf(service);
  while (least > wanted && performance.now() < endsAt) {
    // A heap is swept when it is used.
    for (let n = 0; n < 100; n += 1) await exchange(port, post('use', 200, `${POINT} OFFSET ${n}`));
    await new Promise((resolve) => setTimeout(resolve, 500));
    least = Math.min(least, memoryOf(service));
  }
  return least;
}

function memoryOf({ pid }: StartedService): number {
  return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function report(isRight: boolean, name: string, what: string): void {
  console.log(`${isRight ? 'right' : 'WRONG'}  ${name.padEnd(48)} ${what}`);
}

process.exitCode = (await run()) ? 0 : 1;
