import { type Condition, type Pattern, variablesOf } from './algebra.ts';
import type { Relation } from './relation.ts';

/** What one member is asked in one request. */
export interface SubQuery {
  readonly patterns: readonly Pattern[];
  /** Bindings that the solutions must agree with. */
  readonly block: Relation | undefined;
  readonly conditions: readonly Condition[];
  /** Groups of patterns that need not match. */
  readonly optional: readonly (readonly Pattern[])[];
  /** `BASE` and prefixes, which conditions are written with. */
  readonly prologue: string;
  /** `ORDER BY` and `LIMIT`, where they hold for each member by itself. */
  readonly modifiers: string;
}

/** Says in each row which of the optional groups it has, from 0. */
export const BRANCH = '?facilisBranch';

/** Every variable is asked for, since the triples are made again from the solutions. */
export function subQueryText({ patterns, block, conditions, optional, prologue, modifiers }: SubQuery): string {
  const variables = [...new Set([...patterns, ...optional.flat()].flatMap(variablesOf)), ...(optional.length > 0 ? [BRANCH] : [])];
  const head = conditions.length > 0 || modifiers.includes('ORDER') ? prologue : '';
  const select = variables.length > 0 ? variables.join(' ') : '(1 AS ?holds)';
  const required = [block && inlineData(block), triplesText(patterns), ...conditions.map(({ text }) => text)]
    .filter((part) => part)
    .join(' ');
  // A union has the sum of the rows, where OPTIONAL beside OPTIONAL would have their product.
  const branches = [required, ...optional.map((group, at) => `${required} ${triplesText(group)} BIND(${at} AS ${BRANCH})`)];
  const where = branches.length === 1 ? required : branches.map((branch) => `{ ${branch} }`).join(' UNION ');
  return `${head}SELECT ${select} WHERE { ${where} }${modifiers}`;
}

export function inlineData({ variables, rows }: Relation): string {
  const [only] = variables;
  if (variables.length === 1) return `VALUES ${only} { ${rows.map(([term]) => term).join(' ')} }`;
  return `VALUES (${variables.join(' ')}) { ${rows.map((row) => `(${row.join(' ')})`).join(' ')} }`;
}

/** Patterns of the same graph stand together, since they may share a blank node of a list. */
export function triplesText(patterns: readonly Pattern[]): string {
  return [...Map.groupBy(patterns, ({ graph }) => graph)]
    .map(([graph, inside]) => {
      const text = inside.map(({ subject, predicate, object }) => `${subject} ${predicate} ${object} .`).join(' ');
      return graph === undefined ? text : `GRAPH ${graph} { ${text} }`;
    })
    .join(' ');
}
