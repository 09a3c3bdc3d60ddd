import { writeFileSync } from 'node:fs';
import { type BenchOptions, readOptions, USAGE } from './federation/bench-options.ts';
import { writeSection } from './federation/federation-section.ts';
import { growthText, worldText } from './federation/federation-text.ts';
import { shortcomings, type WorldResult } from './federation/findings.ts';
import { type Lab, startLab } from './federation/lab.ts';
import { counts, measureQuestion, type QuestionResult } from './federation/measure-question.ts';
import { timedAnswer } from './federation/timed-answer.ts';
import { truthOf } from './federation/truth.ts';
import type { Question } from './federation/world.ts';
import { WORLDS } from './federation/worlds.ts';

/** Without `--queries` stock Comunica is asked these alone: the taxonomy join and the first five of the shop. */
const STOCK = ['i01', 'q01', 'q02', 'q03', 'q04', 'q05'];
/** The hub gathers what it must know in the background; it is done when its members have heard nothing for so long. */
const QUIET_MS = 3000;
/**
 * 24 questions over one hub and many members, each member behind a proxy that counts requests and makes them late. Every answer is
 * compared with that of one store with everything in it, the number of requests with an ideal plan's, and, if wished, both
 * with stock Comunica's. Says no when an answer is not exact or anything falls short of what the federation promises.
 */
export async function run(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
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

async function benchWorld(world: string, members: number, options: BenchOptions): Promise<WorldResult> {
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
async function warmUp(lab: Lab, { timeoutMs }: BenchOptions): Promise<WorldResult['summary']> {
  const startedAt = performance.now();
  const query = 'SELECT ?o { <urn:nobody> <urn:nothing> ?o }';
  await timedAnswer(lab.hub, { query, accept: 'application/sparql-results+json', timeoutMs });
  const traffic = await lab.traffic(QUIET_MS);
  return { ...counts(traffic), ms: performance.now() - startedAt - QUIET_MS };
}

function progress(text: string): void {
  console.error(`[${(performance.now() / 1000).toFixed(0)} s] ${text}`);
}
