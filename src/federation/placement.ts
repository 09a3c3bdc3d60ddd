import { isVariable, type Pattern } from './algebra.ts';
import { INVENTORY, type Member } from './member.ts';
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
  record: PlanRecord,
): Promise<Map<Pattern, PlacedPattern>> {
  const matches = new Map(patterns.map((pattern) => [pattern, new Map<number, Match>()]));
  const unknown = members.map((member, at) =>
    patterns.filter((pattern) => {
      const match = summaryTells(member, pattern) ? matchAt(member, pattern) : 'unknown';
      if (match !== 'unknown' && match !== undefined) matches.get(pattern)?.set(at, match);
      return match === 'unknown';
    }),
  );
  const held = record.isPlanOnly ? unknown : await askAll(unknown, members, record);
  for (const [at, patternsHeld] of held.entries()) for (const pattern of patternsHeld) matches.get(pattern)?.set(at, UNKNOWN_MATCH);
  return new Map([...matches].map(([pattern, found]) => [pattern, { pattern, matches: found }]));
}

/** A summary is of the default graph, which for the inventory is the union of all. */
function summaryTells({ kind }: Member, { graph }: Pattern): boolean {
  return graph === undefined || kind === INVENTORY;
}

function askAll(unknown: readonly Pattern[][], members: readonly Member[], record: PlanRecord): Promise<Pattern[][]> {
  const all = [...new Set(unknown.flat())].filter((pattern) => !matchesAnything(pattern));
  const estimates = members.flatMap(({ iri }, at) => (unknown[at]?.some((pattern) => all.includes(pattern)) ? [[iri, 1] as const] : []));
  if (estimates.length === 0) return Promise.resolve([...unknown]);
  const head = { kind: 'ask' as const, text: triplesText(all), estimatedRows: estimates.length, boundBy: [], bindings: 0 };
  const step = record.begin(head, new Map(estimates));
  return Promise.all(members.map(({ iri }, at) => askFor(unknown[at] ?? [], iri, { record, step })));
}

async function askFor(
  patterns: readonly Pattern[],
  iri: string,
  { record, step }: { record: PlanRecord; step: OpenStep },
): Promise<Pattern[]> {
  const asked = patterns.filter((pattern) => !matchesAnything(pattern));
  if (asked.length === 0) return [...patterns];
  const branches = asked.map((pattern, at) => `{ SELECT (${at} AS ?n) WHERE { ${triplesText([pattern])} } LIMIT 1 }`);
  const { rows } = await record.ask(step, iri, `SELECT ?n WHERE { ${branches.join(' UNION ')} }`);
  const held = new Set(rows.map(([n]) => Number(/^"(\d+)"/.exec(n ?? '')?.[1])));
  return patterns.filter((pattern) => matchesAnything(pattern) || held.has(asked.indexOf(pattern)));
}

function matchesAnything({ subject, predicate, object }: Pattern): boolean {
  return [subject, predicate, object].every(isVariable);
}
