import { parseArgs } from 'node:util';
import { seededRandom } from '../../bench/sparql/seeded-random.ts';
import { askService } from './answers.ts';
import type { Difference } from './differences.ts';
import { EXPLANATIONS, type Explanation } from './explained-differences.ts';
import { FUZZ_BASE } from './fuzz-data.ts';
import { fuzzQuery } from './query-grammar.ts';
import { type FuzzQuery, queryText, smallerQueries } from './query-parts.ts';
import { NO_ANSWER, secondEngine } from './second-engine.ts';
import { startThrowawayService } from './throwaway-service.ts';

/*
 * `npm run fuzz`: 500 queries from a seeded grammar, asked of the service over HTTP and of a second engine. Answers are compared
 * as multisets. A difference that no rule explains is printed with its seed and the smallest query that shows it, and fails the run.
 */
const PROLOGUE = `BASE <${FUZZ_BASE}> PREFIX : <${FUZZ_BASE}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> `;
/** Larger answers are products without a join condition, which take the second engine minutes; another query takes their place. */
const MAX_ROWS = 2000;
const { values } = parseArgs({ options: { count: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } } });

const service = await startThrowawayService();
const [ours, theirs] = [askService(service.endpoint), secondEngine()];
const explained = new Map<string, number>();
let [equal, unexplained, bothFailed, rows, tooLarge] = [0, 0, 0, 0, 0];
const beganAt = performance.now();
console.log(`${values.count} queries from seed ${values.seed}`);
for (let index = 0; index - tooLarge < Number(values.count); index += 1) {
  if (index % 100 === 99) console.error(`[${((performance.now() - beganAt) / 1000).toFixed(0)} s] ${index + 1} queries`);
  const seed = Number(values.seed) * 1_000_003 + index;
  const query = fuzzQuery(seededRandom(seed));
  const outcome = await compare(query);
  if (outcome.kind === 'equal') equal += 1;
  if (outcome.kind === 'equal') rows += outcome.rows;
  if (outcome.kind === 'too large') tooLarge += 1;
  if (outcome.kind === 'both failed') bothFailed += 1;
  if (outcome.kind === 'different') await report(seed, query);
}
console.log(
  `${equal} equal (${rows} rows), ${bothFailed} refused by both, ${tooLarge} too large to compare and replaced, ${unexplained} different without an explanation.`,
);
for (const [name, count] of explained) console.log(`${count} different: ${name}`);
await service.close();
process.exit(unexplained === 0 ? 0 : 1);

type Outcome =
  | { readonly kind: 'equal'; readonly rows: number }
  | { readonly kind: 'both failed' | 'too large' }
  | ({ readonly kind: 'different' } & Difference);

async function compare(query: FuzzQuery): Promise<Outcome> {
  const text = PROLOGUE + queryText(query);
  const mine = await ours(text);
  if ('lines' in mine && mine.lines.length > MAX_ROWS) return { kind: 'too large' };
  const other = await theirs(text);
  if ('error' in other && other.error === NO_ANSWER) return { kind: 'too large' };
  const [left, right] = ['lines' in mine ? mine.lines : mine.error, 'lines' in other ? other.lines : other.error];
  if (typeof left === 'string' && typeof right === 'string') return { kind: 'both failed' };
  if (typeof left !== 'string' && typeof right !== 'string' && left.join('\n') === right.join('\n'))
    return { kind: 'equal', rows: left.length };
  return { kind: 'different', query: queryText(query), ours: left, theirs: right };
}

async function report(seed: number, query: FuzzQuery): Promise<void> {
  const { difference, query: small } = await minimise(query);
  const explanation = await explanationOf(difference);
  if (explanation !== undefined) {
    explained.set(explanation.name, (explained.get(explanation.name) ?? 0) + 1);
    return;
  }
  unexplained += 1;
  console.log(`\nseed ${seed}: ${queryText(query)}\n  smallest: ${queryText(small)}`);
  console.log(`  ours:   ${shown(difference.ours, difference.theirs)}\n  theirs: ${shown(difference.theirs, difference.ours)}`);
}

async function explanationOf(difference: Difference): Promise<Explanation | undefined> {
  for (const each of EXPLANATIONS) {
    if (!each.applies(difference)) continue;
    if (each.otherWords === undefined) return each;
    const again = await theirs(PROLOGUE + each.otherWords(difference.query));
    const lines =
      'lines' in again ? again.lines.map((line) => line.replaceAll(/ ?\?\w+Same=(?:<[^>]*>|"(?:[^"\\]|\\.)*"\S*)/g, '')).sort() : [];
    if (typeof difference.ours !== 'string' && lines.join('\n') === difference.ours.join('\n')) return each;
  }
  return undefined;
}

/** Takes away one thing after the other as long as both engines still answer, and differently. */
async function minimise(query: FuzzQuery): Promise<{ query: FuzzQuery; difference: Difference }> {
  const outcome = await compare(query);
  if (outcome.kind !== 'different') throw new Error(`The answer to one query changed: ${queryText(query)}`);
  for (const smaller of smallerQueries(query)) {
    const next = await compare(smaller);
    if (next.kind === 'different' && kindOf(next.ours) === kindOf(outcome.ours) && kindOf(next.theirs) === kindOf(outcome.theirs))
      return minimise(smaller);
  }
  return { query, difference: outcome };
}

/** Rows, or the first characters of an error: a status, or the name of an error. */
function kindOf(answer: Difference['ours']): string {
  return typeof answer === 'string' ? answer.slice(0, 12) : 'rows';
}

function shown(lines: Difference['ours'], other: Difference['ours']): string {
  if (typeof lines === 'string') return lines.slice(0, 500);
  const own = lines.filter((line) => typeof other === 'string' || !other.includes(line));
  return `${lines.length} rows, of which alone: ${own.slice(0, 4).join(' ; ') || 'none, but another number of some'}`;
}
