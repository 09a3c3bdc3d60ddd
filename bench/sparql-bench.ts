import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { growthText, type QueryResult, type ScaleResult, scaleText } from './sparql/bench-report.ts';
import { type Contender, type Facilis, startComunica, startFacilis, startOxigraph } from './sparql/contenders.ts';
import { answerSize } from './sparql/http-query.ts';
import { type MeasureOptions, measure, median, type Throughput, throughput } from './sparql/measure.ts';
import { BENCH_QUERIES, type BenchQuery } from './sparql/query-set.ts';

const SCALES: Readonly<Record<string, number>> = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };
const USAGE = `Options of this benchmark:
  --scale 10k,100k,1m  how many triples, one scale after the other (10k)
  --rounds 3           how often all is measured; a figure is the median of all runs
  --runs 11            at most so many runs of each query in a round
  --budget 500         no run of a query in a round begins after so many milliseconds
  --warm-up 3000       so many quick queries before those that are measured
  --timeout 30000      a query that takes longer counts as not ended
  --seed 1             of the generated data
  --json FILE          writes all medians to a file
  --without-comunica   leaves out the slowest`;

/**
 * 25 queries over generated inventories: this service over HTTP, cold and warm, Oxigraph in this process, and Comunica's
 * stock endpoint over HTTP. Prints Markdown tables of medians. Each query is asked of one engine after the other, never beside
 * each other, and again in each round: what else goes on on the machine then meets all of them.
 */
export async function run(args: readonly string[]): Promise<boolean> {
  const options = parse(args);
  if (options === undefined) {
    console.log(USAGE);
    return false;
  }
  const results: ScaleResult[] = [];
  for (const triples of options.scales) {
    const earlier = results.at(-1);
    const result = await benchScale(triples, options);
    results.push(result);
    console.log(`${scaleText(result, options.timeoutMs)}\n`);
    if (earlier !== undefined) console.log(`${growthText(earlier, result)}\n`);
  }
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ date: new Date().toISOString(), results }, undefined, 2)}\n`);
  return reportDisagreements(results);
}

interface Options extends MeasureOptions {
  readonly scales: readonly number[];
  readonly rounds: number;
  readonly timeoutMs: number;
  readonly warmUp: number;
  readonly seed: number;
  readonly json: string | undefined;
  readonly withoutComunica: boolean;
}

function parse(args: readonly string[]): Options | undefined {
  const string = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: string('10k'),
      rounds: string('3'),
      runs: string('11'),
      budget: string('500'),
      'warm-up': string('3000'),
      timeout: string('30000'),
      seed: string('1'),
      json: { type: 'string' },
      'without-comunica': { type: 'boolean', default: false },
    },
  });
  const scales = values.scale.split(',').map((name) => SCALES[name.toLowerCase()] ?? Number.NaN);
  const numbers = {
    rounds: Number(values.rounds),
    runs: Number(values.runs),
    budgetMs: Number(values.budget),
    timeoutMs: Number(values.timeout),
    warmUp: Number(values['warm-up']),
    seed: Number(values.seed),
  };
  if ([...scales, ...Object.values(numbers)].some(Number.isNaN)) return undefined;
  return { scales, ...numbers, json: values.json, withoutComunica: values['without-comunica'] };
}

async function benchScale(triples: number, options: Options): Promise<ScaleResult> {
  const scale = { triples, seed: options.seed };
  progress(`${triples} triples: the engines start`);
  const facilis = await startFacilis(scale, options.timeoutMs);
  const oxigraph = await startOxigraph(scale);
  const comunica = options.withoutComunica ? undefined : await startComunica(scale, options.timeoutMs);
  const { cold, warm } = facilis;
  const all = [cold, warm, oxigraph, ...(comunica ? [comunica] : [])].map((contender) => new Runs(contender));
  for (const contender of [cold, comunica]) if (contender !== undefined) await warmUp(contender, options);
  const rates: Rates[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    progress(`${triples} triples: round ${round}`);
    for (const query of BENCH_QUERIES) for (const runs of all) await runs.measure(query, options);
    rates.push(await measureThroughput(facilis));
  }
  await Promise.all([cold.stop(), comunica?.stop()]);
  const [ofCold, ofWarm, ofOxigraph, ofComunica] = all;
  const queries = BENCH_QUERIES.map(
    (query): QueryResult => ({
      family: query.family,
      name: query.name,
      sizes: all.map((runs) => runs.sizes.get(query)),
      coldMs: ofCold?.medianMs(query),
      warmMs: ofWarm?.medianMs(query),
      oxigraphMs: ofOxigraph?.medianMs(query),
      comunicaMs: ofComunica && (ofComunica.medianMs(query) ?? Number.POSITIVE_INFINITY),
    }),
  );
  return { triples, queries, throughput: medianRates(rates) };
}

/** All runs of one contender. */
class Runs {
  readonly sizes = new Map<BenchQuery, number>();
  readonly #contender: Contender;
  /** A query that did not end in time has no runs, and is not asked again. */
  readonly #took = new Map<BenchQuery, readonly number[] | undefined>();

  constructor(contender: Contender) {
    this.#contender = contender;
  }

  async measure(query: BenchQuery, options: MeasureOptions): Promise<void> {
    const before = this.#took.get(query);
    if (before === undefined && this.#took.has(query)) return;
    let answer: string | undefined;
    const took = await measure(async (run) => {
      answer = await this.#contender.ask(query, run);
    }, options);
    this.#took.set(query, took && [...(before ?? []), ...took]);
    if (answer !== undefined) this.sizes.set(query, answerSize(answer));
  }

  medianMs(query: BenchQuery): number | undefined {
    return median(this.#took.get(query) ?? []);
  }
}

/** A service that has run for a while: its code is compiled. The same for both that are asked over HTTP. */
async function warmUp(contender: Contender, { warmUp: times }: Options): Promise<void> {
  const quick = BENCH_QUERIES.filter(({ family }) => family === 'point' || family === 'describe');
  for (let run = 0; run < times; run += 1) await contender.ask(quick[run % quick.length] as BenchQuery, -run);
}

type Rates = ScaleResult['throughput'];

async function measureThroughput(facilis: Facilis): Promise<Rates> {
  const points = BENCH_QUERIES.filter(({ family }) => family === 'point');
  const point = (run: number) => points[run % points.length] as BenchQuery;
  const cold = await throughput(async (run) => facilis.cold.ask(point(run), run), facilis.cpuMs, 2000);
  const warm = await throughput(async (run) => facilis.warm.ask(point(run), run), facilis.cpuMs, 2000);
  const conditional = await Promise.all(points.map((query) => facilis.ifChanged(query)));
  const isConditional = conditional.every((again) => again !== undefined);
  const notModified = isConditional
    ? await throughput(async (run) => conditional[run % conditional.length]?.(), facilis.cpuMs, 2000)
    : undefined;
  return { cold, warm, notModified };
}

function medianRates(rates: readonly Rates[]): Rates {
  const middle = (all: readonly Throughput[]) => all.toSorted((a, b) => a.perSecond - b.perSecond)[all.length >> 1] as Throughput;
  const notModified = rates.flatMap((each) => each.notModified ?? []);
  return {
    cold: middle(rates.map(({ cold }) => cold)),
    warm: middle(rates.map(({ warm }) => warm)),
    notModified: notModified.length === 0 ? undefined : middle(notModified),
  };
}

/** DESCRIBE is each engine's own (SPARQL 1.1 §16.4); all else must agree. */
function reportDisagreements(results: readonly ScaleResult[]): boolean {
  const different = results.flatMap(({ triples, queries }) =>
    queries
      .filter(({ family, sizes }) => family !== 'describe' && new Set(sizes.filter((size) => size !== undefined)).size > 1)
      .map(({ name, sizes }) => `At ${triples} triples “${name}” has ${sizes.join(', ')} rows (cold, warm, Oxigraph, Comunica).`),
  );
  for (const line of different) console.error(line);
  return different.length === 0;
}

function progress(text: string): void {
  console.error(`[${(performance.now() / 1000).toFixed(0)} s] ${text}`);
}
