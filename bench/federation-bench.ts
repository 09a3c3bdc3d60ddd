import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { growthText, worldText } from './federation/federation-text.ts';
import { shortcomings, type WorldResult } from './federation/findings.ts';
import { type Lab, startLab } from './federation/lab.ts';
import { counts, type MeasureOptions, measureQuestion, type QuestionResult } from './federation/measure-question.ts';
import { timedAnswer } from './federation/timed-answer.ts';
import { truthOf } from './federation/truth.ts';
import type { Question } from './federation/world.ts';
import { WORLDS } from './federation/worlds.ts';

const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'benchmarks.md');
const SECTION = '## Federation';
/** Without `--queries` stock Comunica is asked these alone: the taxonomy join and the first five of the shop. */
const STOCK = ['i01', 'q01', 'q02', 'q03', 'q04', 'q05'];
/** The hub gathers what it must know in the background; it is done when its members have heard nothing for so long. */
const QUIET_MS = 3000;
const USAGE = `Options of this benchmark:
  --members 10,20,40          how many members, one size after the other (10)
  --world inventory,shop      which worlds
  --queries i01,q05           these alone; "few" stands for those that few members answer
  --latency 20                milliseconds that each request to a member waits
  --runs 3                    of each query; requests are counted in the first
  --block 200                 bindings in one request of a bound join of the ideal plan
  --timeout 60000             of one query
  --stock                     asks stock Comunica too
  --stock-timeout 90000       milliseconds after which it is ended
  --stock-requests 250000     requests after which it is ended
  --seed 1                    of the worlds
  --json FILE                 writes all numbers to a file
  --write                     makes the tables the section “Federation” of docs/benchmarks.md`;

/**
 * 24 questions over one hub and many members, each member behind a proxy that counts requests and makes them late. Every answer is
 * compared with that of one store with everything in it, the number of requests with an ideal plan's, and, if wished, both
 * with stock Comunica's. Says no when an answer is not exact or anything falls short of what the federation promises.
 */
export async function run(args: readonly string[]): Promise<boolean> {
  const options = parse(args);
  if (options === undefined) {
    console.log(USAGE);
    return false;
  }
  const results: WorldResult[] = [];
  for (const world of options.worlds)
    for (const members of options.sizes) {
      const result = await benchWorld(world, members, options);
      results.push(result);
      console.log(`${worldText(result)}\n`);
    }
  const growth = growthText(results);
  if (growth !== '') console.log(`${growth}\n`);
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ date: new Date().toISOString(), options, results }, undefined, 2)}\n`);
  if (options.write) writeSection(results, args);
  const lacking = shortcomings(results);
  for (const line of lacking) console.error(line);
  return lacking.length === 0;
}

interface Options extends Omit<MeasureOptions, 'header'> {
  readonly worlds: readonly string[];
  readonly sizes: readonly number[];
  readonly queries: readonly string[] | undefined;
  readonly latencyMs: number;
  readonly seed: number;
  readonly json: string | undefined;
  readonly write: boolean;
}

function parse(args: readonly string[]): Options | undefined {
  const string = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      members: string('10'),
      world: string('inventory,shop'),
      queries: { type: 'string' },
      latency: string('20'),
      runs: string('3'),
      block: string('200'),
      timeout: string('60000'),
      stock: flag,
      'stock-timeout': string('90000'),
      'stock-requests': string('250000'),
      seed: string('1'),
      json: { type: 'string' },
      write: flag,
    },
  });
  const worlds = values.world.split(',');
  const sizes = values.members.split(',').map(Number);
  const stock = { timeoutMs: Number(values['stock-timeout']), maxRequests: Number(values['stock-requests']) };
  const numbers = {
    latencyMs: Number(values.latency),
    runs: Number(values.runs),
    blockSize: Number(values.block),
    timeoutMs: Number(values.timeout),
    seed: Number(values.seed),
  };
  const isUsable =
    worlds.every((world) => world in WORLDS) &&
    sizes.every((size) => size >= 5 && size <= 200) &&
    ![...Object.values(numbers), ...Object.values(stock)].some(Number.isNaN);
  if (!isUsable) return undefined;
  const queries = values.queries?.split(',');
  return { worlds, sizes, queries, ...numbers, ...(values.stock && { stock }), json: values.json, write: values.write };
}

async function benchWorld(world: string, members: number, options: Options): Promise<WorldResult> {
  const { header, make } = WORLDS[world] as (typeof WORLDS)[string];
  const { seed, latencyMs, queries, stock } = options;
  const made = await make({ members, seed });
  const truth = truthOf(made);
  progress(`${world}, ${members} members`);
  const lab = await startLab({ world, members, seed, latencyMs });
  try {
    const summary = await warmUp(lab, options);
    const questions: QuestionResult[] = [];
    for (const question of made.questions.filter((each) => isWanted(each, queries))) {
      progress(`  ${question.name} ${question.title}`);
      const isCompared = queries !== undefined || STOCK.includes(question.name);
      const measure = { ...options, header, stock: isCompared ? stock : undefined };
      questions.push(await measureQuestion(question, { lab, truth, options: measure }));
    }
    return { world, members, summary, questions };
  } finally {
    await lab.stop();
  }
}

function isWanted({ name, isOfFew }: Question, queries: readonly string[] | undefined): boolean {
  return queries === undefined || queries.includes(name) || (queries.includes('few') && isOfFew === true);
}

/** A question that nothing answers: by then the hub has begun to learn who has what, and its code is compiled. */
async function warmUp(lab: Lab, { timeoutMs }: Options): Promise<WorldResult['summary']> {
  const startedAt = performance.now();
  const query = 'SELECT ?o { <urn:nobody> <urn:nothing> ?o }';
  await timedAnswer(lab.hub, { query, accept: 'application/sparql-results+json', timeoutMs });
  const traffic = await lab.traffic(QUIET_MS);
  return { ...counts(traffic), ms: performance.now() - startedAt - QUIET_MS };
}

function writeSection(results: readonly WorldResult[], args: readonly string[]): void {
  const document = readFileSync(DOCUMENT, 'utf8');
  const at = document.indexOf(`\n${SECTION}\n`);
  const before = at === -1 ? document : document.slice(0, at);
  const next = at === -1 ? -1 : document.indexOf('\n## ', at + 1);
  const after = next === -1 ? '' : document.slice(next);
  const command = `npm run bench -- federation ${args.filter((arg) => arg !== '--write').join(' ')}`.trim();
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const intro = `\`${command}\` on ${day}.`;
  const text = [SECTION, intro, ...results.map(worldText), growthText(results)].filter((part) => part !== '').join('\n\n');
  writeFileSync(DOCUMENT, `${before.trimEnd()}\n\n${text}\n${after}`);
}

function progress(text: string): void {
  console.error(`[${(performance.now() / 1000).toFixed(0)} s] ${text}`);
}
