import type { ReadQuery } from './analyse-query.ts';
import type { QuerySyntax } from './parse-query.ts';
import { rangeOf, type TextRange } from './syntax-walk.ts';

/** A query that cannot make more than a bounded number of solutions. */
export interface BoundQuery {
  readonly text: string;
  /** Whether the solutions may have been cut at the bound: then counting them tells a cut from an end. */
  readonly isCut: boolean;
}

/**
 * The same query with at most `maxRows + 1` solutions: the one above the limit tells a cut from an end. Only the outermost
 * `LIMIT` is written or lowered, in the text itself, so that everything else stays as its author wrote it. The solutions of
 * a DESCRIBE are not bounded: they are not what it answers with.
 */
export function boundQuery(query: ReadQuery, maxRows: number): BoundQuery {
  if (query.form === 'ASK' || query.form === 'DESCRIBE') return { text: query.text, isCut: false };
  return withLimit(query, maxRows + 1);
}

/** The same query with `limit` of its solutions from `offset` on, both counted within its own LIMIT and OFFSET. */
export function pageQuery({ text, syntax }: ReadQuery, { offset, limit }: { readonly offset: number; readonly limit: number }): string {
  const own = syntax.solutionModifiers.limitOffset;
  const range = own === undefined ? undefined : rangeOf(own);
  const start = range?.start ?? rangeOf(syntax.values)?.start ?? text.length;
  const least = own?.limit === undefined ? limit : Math.max(0, Math.min(limit, own.limit - offset));
  return `${text.slice(0, start)}\nLIMIT ${least} OFFSET ${BigInt(own?.offset ?? 0) + BigInt(offset)}\n${text.slice(range?.end ?? start)}`;
}

/**
 * A query that counts the solutions of a SELECT or CONSTRUCT, or the different things that a DESCRIBE would describe, as far
 * as `maxRows + 1`. It keeps nothing in memory. `undefined` for a query that has none to count.
 */
export function countingQuery(query: ReadQuery, maxRows: number): string | undefined {
  const solutions = solutionsText(query);
  if (solutions === undefined) return undefined;
  return `${query.prologue}
SELECT (COUNT(*) AS ?facilisCount) ${fromClauses(query)} WHERE { { SELECT * WHERE { { ${solutions}\n} } LIMIT ${maxRows + 1} } }`;
}

/**
 * The SELECT of what a CONSTRUCT makes its triples of, in one column for each variable, so that its solutions can be counted.
 * @param bounded its text, of which only the end may have been written anew
 */
export function solutionsQuery(query: ReadQuery, bounded: string, variables: readonly string[]): string {
  const { prologue } = query;
  const columns = variables.length === 0 ? '(1 AS ?facilisOne)' : variables.map((name) => `?${name}`).join(' ');
  return `${prologue}\nSELECT ${columns} ${fromClauses(query)} WHERE ${bounded.slice(whereOf(query)?.start)}`;
}

/** The same query over whatever dataset it is given. */
export function withoutDataset({ text, syntax }: ReadQuery): string {
  const datasets = rangeOf(syntax.datasets);
  return datasets === undefined ? text : `${text.slice(0, datasets.start)} ${text.slice(datasets.end)}`;
}

/** A subquery has no dataset clause (§19.8 [8]), hence the cuts. */
function solutionsText(query: ReadQuery): string | undefined {
  const { text, syntax, prologue, form } = query;
  if (form === 'SELECT') return withoutDataset(query).slice(prologue.length);
  const where = whereOf(query);
  if (where === undefined) return undefined;
  const rest = `WHERE ${text.slice(where.start)}`;
  if (form === 'CONSTRUCT') return `SELECT (1 AS ?facilisOne) ${rest}`;
  const variables = describedVariables(syntax);
  return variables === '' ? undefined : `SELECT DISTINCT ${variables} WHERE { { SELECT ${variables} ${rest}\n} }`;
}

/** SPARQL 1.1 §19.8 [18] [25]: LIMIT and OFFSET, in any order, end the solution modifiers; only VALUES follows. */
function withLimit({ text, syntax }: ReadQuery, limit: number): BoundQuery {
  const own = syntax.solutionModifiers.limitOffset;
  if (own?.limit !== undefined && own.limit < limit) return { text, isCut: false };
  const range = own === undefined ? undefined : rangeOf(own);
  const start = range?.start ?? rangeOf(syntax.values)?.start ?? text.length;
  const offset = own?.offset === undefined ? '' : ` OFFSET ${BigInt(own.offset)}`;
  // On a line of its own: what stands before it may be a comment.
  return { text: `${text.slice(0, start)}\nLIMIT ${limit}${offset}\n${text.slice(range?.end ?? start)}`, isCut: true };
}

function fromClauses({ syntax, text }: ReadQuery): string {
  const datasets = rangeOf(syntax.datasets);
  return datasets === undefined ? '' : text.slice(datasets.start, datasets.end);
}

function whereOf({ syntax, text, prologue }: ReadQuery): TextRange | undefined {
  const where = rangeOf(syntax.where);
  if (where !== undefined || syntax.subType !== 'construct') return where;
  // §16.2.4: the parser gives the pattern of the short form no place; it begins at the first brace behind the head.
  const from = rangeOf(syntax.datasets)?.end ?? prologue.length;
  const head = /^(?:[^{#]|#[^\n\r]*[\n\r])*/.exec(text.slice(from))?.[0].length ?? 0;
  return { start: from + head, end: text.length };
}

function describedVariables(syntax: QuerySyntax): string {
  if (syntax.subType !== 'describe') return '';
  const names = syntax.variables.map((term) => (term.type === 'wildcard' ? '*' : term.subType === 'variable' ? `?${term.value}` : ''));
  return names.filter((name) => name !== '').join(' ');
}
