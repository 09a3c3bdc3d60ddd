import type { ReadQuery } from '../sparql/analyse-query.ts';
import { type SyntaxNode, walkSyntax } from '../sparql/syntax-walk.ts';
import { type Condition, type Operation, type Pattern, variablesOf } from './algebra.ts';
import type { GroupQuestion } from './fetch-group.ts';
import type { Member } from './member.ts';
import { groupPatterns, type PlacedPattern } from './pattern-groups.ts';

/**
 * What a LIMIT lets each member leave out, when the query is one group of patterns: the first solutions of all are among the
 * first of each member. `undefined` where that would not be exact: a part that is not a pattern, duplicates to be left out, groups.
 */
export function onlyGroupLimit(
  query: ReadQuery,
  operations: readonly Operation[],
  placed: ReadonlyMap<Pattern, PlacedPattern>,
  members: readonly Member[],
): GroupQuestion['limited'] {
  const [where, ...others] = operations;
  const patterns = where === undefined || others.length > 0 ? undefined : onlyPatterns(where);
  const limit = rowsWanted(query);
  if (patterns === undefined || limit === undefined) return undefined;
  const found = patterns.flatMap((pattern) => placed.get(pattern) ?? []);
  if (found.length === 0 || groupPatterns(found, members).length !== 1) return undefined;
  const order = orderText(query, new Set(patterns.flatMap(variablesOf)));
  if (order === undefined) return undefined;
  return { modifiers: ` ${order} LIMIT ${limit}`, enough: order === '' ? limit : undefined };
}

/** Patterns and conditions that every member can decide. */
function onlyPatterns(operation: Operation): Pattern[] | undefined {
  if (operation.kind === 'filter') {
    const patterns = operation.exists.length === 0 ? onlyPatterns(operation.input) : undefined;
    const variables = new Set(patterns?.flatMap(variablesOf));
    const isDecided = ({ isPortable, variables: used }: Condition) => isPortable && [...used].every((name) => variables.has(name));
    return operation.conditions.every(isDecided) ? patterns : undefined;
  }
  const parts = operation.kind === 'join' ? operation.parts : [operation];
  const patterns = parts.flatMap((part) => (part.kind === 'pattern' ? [part.pattern] : []));
  return patterns.length === parts.length ? patterns : undefined;
}

/** Solutions up to the last that is wanted; one for an ASK. */
function rowsWanted({ form, syntax }: ReadQuery): number | undefined {
  if (form === 'ASK') return 1;
  const { solutionModifiers, distinct, reduced, variables, values } = syntax as unknown as Record<string, SyntaxNode | boolean | undefined>;
  const { limitOffset, group, having } = solutionModifiers as unknown as Record<string, { limit?: number; offset?: number } | undefined>;
  const hasAggregate = variables !== undefined && [...walkSyntax(variables as object)].some(({ node }) => node.subType === 'aggregate');
  if (distinct || reduced || group || having || values || hasAggregate || limitOffset?.limit === undefined) return undefined;
  return Number(limitOffset.limit) + Number(limitOffset.offset ?? 0);
}

/** `ORDER BY` as it is written, when it can be decided from the patterns alone; empty when there is none. */
function orderText({ syntax, text, form }: ReadQuery, variables: ReadonlySet<string>): string | undefined {
  const { order } = syntax.solutionModifiers as unknown as { order?: SyntaxNode };
  if (order === undefined || form === 'ASK') return '';
  const nodes = [...walkSyntax(order)].map(({ node }) => node);
  const isPlain = nodes.every(({ subType }) => subType !== 'aggregate' && subType !== 'functionCall' && subType !== 'patternOperation');
  const isKnown = nodes.every((node) => node.subType !== 'variable' || variables.has(`?${String(node.value)}`));
  const { start, end } = order.loc as { start?: number; end?: number };
  return isPlain && isKnown && start !== undefined && end !== undefined ? text.slice(start, end) : undefined;
}
