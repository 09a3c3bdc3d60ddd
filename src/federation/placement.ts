import { isVariable, type Pattern } from './algebra.ts';
import { INVENTORY, type Member } from './member.ts';
import type { MemberMemory } from './member-memory.ts';
import { type Match, matchAt, UNKNOWN_MATCH } from './pattern-at-member.ts';
import type { PlacedPattern } from './pattern-groups.ts';
import type { OpenStep, PlanRecord } from './plan-record.ts';
import { triplesText } from './sub-query.ts';

/**
 * Which members can have a match of each pattern: their summaries tell. Those without a current one are asked, with one request
 * for all patterns, so that an old or missing summary costs a request and never a row.
 */
export async function placePatterns(
  patterns: readonly Pattern[],
  members: readonly Member[],
  { record, memory }: AskContext,
): Promise<Map<Pattern, PlacedPattern>> {
  const matches = new Map(patterns.map((pattern) => [pattern, new Map<number, Match>()]));
  const unknown = members.map((member, at) =>
    patterns.filter((pattern) => {
      const match = summaryTells(member, pattern) ? matchAt(member, pattern) : 'unknown';
      if (match !== 'unknown' && match !== undefined) matches.get(pattern)?.set(at, match);
      return match === 'unknown';
    }),
  );
  const held = record.isPlanOnly ? unknown : await askAll(unknown, members, { record, memory });
  for (const [at, patternsHeld] of held.entries()) for (const pattern of patternsHeld) matches.get(pattern)?.set(at, UNKNOWN_MATCH);
  return new Map([...matches].map(([pattern, found]) => [pattern, { pattern, matches: found }]));
}

/** A summary is of the default graph, which for the inventory is the union of all. */
function summaryTells({ kind }: Member, { graph }: Pattern): boolean {
  return graph === undefined || kind === INVENTORY;
}

interface AskContext {
  readonly record: PlanRecord;
  readonly memory: MemberMemory;
}

async function askAll(unknown: readonly Pattern[][], members: readonly Member[], { record, memory }: AskContext): Promise<Pattern[][]> {
  const toAsk = members.map(({ iri }, at) =>
    (unknown[at] ?? []).filter((each) => !matchesAnything(each) && memory.holds(iri, each) === undefined),
  );
  const estimates = members.flatMap(({ iri }, at) => ((toAsk[at]?.length ?? 0) > 0 ? [[iri, 1] as const] : []));
  if (estimates.length > 0) {
    const text = triplesText([...new Set(toAsk.flat())]);
    const step = record.begin({ kind: 'ask', text, estimatedRows: estimates.length, boundBy: [], bindings: 0 }, new Map(estimates));
    await Promise.all(members.map(({ iri }, at) => askFor(toAsk[at] ?? [], iri, { record, memory, step })));
  }
  return members.map(({ iri }, at) => (unknown[at] ?? []).filter((each) => matchesAnything(each) || memory.holds(iri, each) === true));
}

async function askFor(patterns: readonly Pattern[], iri: string, context: AskContext & { readonly step: OpenStep }): Promise<void> {
  const { record, memory, step } = context;
  if (patterns.length === 0) return;
  const branches = patterns.map((pattern, at) => `{ SELECT (${at} AS ?n) WHERE { ${triplesText([pattern])} } LIMIT 1 }`);
  const { rows } = await record.ask(step, iri, `SELECT ?n WHERE { ${branches.join(' UNION ')} }`);
  // Nothing is known of one that failed.
  if (record.hasFailed(iri)) return;
  const held = new Set(rows.map(([n]) => Number(/^"(\d+)"/.exec(n ?? '')?.[1])));
  for (const [at, pattern] of patterns.entries()) memory.learn(iri, pattern, held.has(at));
}

function matchesAnything({ subject, predicate, object }: Pattern): boolean {
  return [subject, predicate, object].every(isVariable);
}
