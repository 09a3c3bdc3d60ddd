import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { growthText, type QueryResult, type ScaleResult, scaleText } from './sparql/bench-report.ts';
import { type Contender, type Facilis, startComunica, startFacilis, startOxigraph } from './sparql/contenders.ts';
import { answerSize } from './sparql/http-query.ts';
import { type Measured, type MeasureOptions, measure, throughput } from './sparql/measure.ts';
import { BENCH_QUERIES, type BenchQuery } from './sparql/query-set.ts';

const SCALES: Readonly<Record<string, number>> = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };
const USAGE = `Options of this benchmark:
  --scale 10k,100k,1m  how many triples, one scale after the other (10k)
  --runs 31            at most so many runs of each query
  --budget 1500        no run of a query begins after so many milliseconds
  --warm-up 3000       so many quick queries before those that are measured
  --timeout 30000      a query that takes longer counts as not ended
  --seed 1             of the generated data
  --json FILE          writes all medians to a file
  --without-comunica   leaves out the slowest`;

/**
 * 25 queries over generated inventories: this service over HTTP, cold and warm, Oxigraph in this process, and Comunica's
 * stock endpoint over HTTP. Prints Markdown tables of medians. The engines run one after the other, never beside each other.
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
      runs: string('31'),
      budget: string('1500'),
      'warm-up': string('3000'),
      timeout: string('30000'),
      seed: string('1'),
      json: { type: 'string' },
      'without-comunica': { type: 'boolean', default: false },
    },
  });
  const scales = values.scale.split(',').map((name) => SCALES[name.toLowerCase()] ?? Number.NaN);
  const numbers = {
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
  progress(`${triples} triples: this service`);
  const facilis = await startFacilis(scale, options.timeoutMs);
  await warmUp(facilis.cold, options);
  const cold = await measureAll(facilis.cold, options);
  // Those that take longer than the budget are measured once, so a first asking of all fills the memory.
  await measureAll(facilis.warm, { ...options, runs: 0 });
  const warm = await measureAll(facilis.warm, options);
  const rates = await measureThroughput(facilis);
  await facilis.cold.stop();
  progress(`${triples} triples: Oxigraph`);
  const oxigraph = await measureAll(await startOxigraph(scale), options);
  if (!options.withoutComunica) progress(`${triples} triples: Comunica`);
  const comunica = options.withoutComunica ? undefined : await stopped(await startComunica(scale, options.timeoutMs), options);
  const queries = BENCH_QUERIES.map(
    ({ family, name }, index): QueryResult => ({
      family,
      name,
      sizes: [cold, warm, oxigraph, comunica].map((all) => all?.[index]?.size),
      coldMs: cold[index]?.medianMs,
      warmMs: warm[index]?.medianMs,
      oxigraphMs: oxigraph[index]?.medianMs,
      comunicaMs: comunica && (comunica[index]?.medianMs ?? Number.POSITIVE_INFINITY),
    }),
  );
  return { triples, queries, throughput: rates };
}

type Answered = Measured & { readonly size: number | undefined };

async function stopped(contender: Contender, options: Options): Promise<Answered[]> {
  await warmUp(contender, options);
  const all = await measureAll(contender, options);
  await contender.stop();
  return all;
}

/** A service that has run for a while: its code is compiled. The same for both that are asked over HTTP. */
async function warmUp(contender: Contender, { warmUp: times }: Options): Promise<void> {
  const quick = BENCH_QUERIES.filter(({ family }) => family === 'point' || family === 'describe');
  for (let run = 0; run < times; run += 1) await contender.ask(quick[run % quick.length] as BenchQuery, -run);
}

async function measureAll(contender: Contender, options: Options): Promise<Answered[]> {
  const all: Answered[] = [];
  for (const query of BENCH_QUERIES) {
    let answer: string | undefined;
    const measured = await measure(async (run) => {
      answer = await contender.ask(query, run);
    }, options);
    all.push({ ...measured, size: answer === undefined ? undefined : answerSize(answer) });
  }
  return all;
}

async function measureThroughput(facilis: Facilis): Promise<ScaleResult['throughput']> {
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
