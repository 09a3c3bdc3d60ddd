import { parseTerm } from '../rdf/nquads.ts';
import { xsd } from '../rdf/vocabulary.ts';
import type { ReadQuery } from './analyse-query.ts';
import { rangeOf, type SyntaxNode } from './syntax-walk.ts';

/** Pages of lists; a longer one is sorted by the engine. */
const MOST_ROWS = 1000;
/** The engine writes so many rows in about a quarter of a second; of more it sorts all itself. */
const MOST_SORTED = 50_000;

/** `undefined`: unbound. */
type Key = string | number | undefined;
type Ranked = readonly [keys: readonly Key[], row: string];

/**
 * The first rows of a sorted list, as a query that has them as its data: `ORDER BY` variables with `LIMIT`, of up to fifty thousand rows. The
 * engine sorts all rows, and looks their terms up at each comparison, which takes longer than the rest of the query; here a row
 * is compared with the last of the first ones, mostly. `undefined` where the engine must do it: SPARQL 1.1 §15.1 has an order for
 * terms of one kind, and what else there is in a column is for the engine to order.
 * @param maxRows a list of more, which may be refused, is the engine's
 * @param evaluate gives the solutions of a query in TSV
 */
export function topRows(query: ReadQuery, maxRows: number, evaluate: (text: string) => string): string | undefined {
  const list = readList(query);
  if (list === undefined || list.limit > maxRows) return undefined;
  const tsv = evaluate(list.unordered);
  // By UTF-16, as texts are compared here, such characters come too early.
  if (/[\ud800-\udfff]/.test(tsv)) return undefined;
  const rows = tsv.split('\n').slice(1, -1);
  const ranked = rows.length > MOST_SORTED ? undefined : rank(rows, list);
  if (ranked === undefined) return undefined;
  const first = ranked.slice(list.offset).map(([, row]) => row.split('\t'));
  // The label of a blank node would be a variable there.
  if (first.some((cells) => cells.some((cell) => cell.includes('_:') && !cell.startsWith('"')))) return undefined;
  const columns = list.columns.map((name) => `?${name}`).join(' ');
  return `SELECT ${columns} { VALUES (${columns}) {\n${first.map((cells) => `(${cells.map((cell) => cell || 'UNDEF').join(' ')})`).join('\n')}\n} }`;
}

interface SortedList {
  /** The query without order and bounds, but for one above `MOST_SORTED`. */
  readonly unordered: string;
  readonly columns: readonly string[];
  readonly sortedBy: readonly { readonly column: number; readonly sign: 1 | -1 }[];
  readonly offset: number;
  readonly limit: number;
}

function readList({ syntax, text }: ReadQuery): SortedList | undefined {
  if (syntax.subType !== 'select' || syntax.reduced) return undefined;
  const { order, group, limitOffset } = syntax.solutionModifiers;
  const [orderRange, limitRange] = [rangeOf(order), rangeOf(limitOffset)];
  if (orderRange === undefined || limitRange === undefined || group !== undefined) return undefined;
  const { limit = 0, offset = 0 } = limitOffset ?? {};
  if (limit === 0 || limit + offset > MOST_ROWS) return undefined;
  const columns = (syntax.variables as unknown as readonly SyntaxNode[]).map(nameOf);
  const orders = (order?.orderDefs ?? []) as unknown as readonly { readonly expression: SyntaxNode; readonly descending: boolean }[];
  const sortedBy = orders.map(({ expression, descending }) => ({
    column: columns.indexOf(nameOf(expression)),
    sign: descending ? (-1 as const) : (1 as const),
  }));
  if (columns.includes(undefined) || sortedBy.some(({ column }) => column < 0)) return undefined;
  const unordered = `${text.slice(0, orderRange.start)}\nLIMIT ${MOST_SORTED + 1}\n${text.slice(limitRange.end)}`;
  return { unordered, columns: columns as string[], sortedBy, offset, limit };
}

/** Of a variable, or of what `(… AS ?name)` names. */
function nameOf({ type, subType, value, variable }: SyntaxNode): string | undefined {
  if (type === 'term' && subType === 'variable') return String(value);
  return subType === 'bind' ? String((variable as SyntaxNode).value) : undefined;
}

/** The first rows of all, in order; equal ones stay in the order of the rows. */
function rank(rows: readonly string[], { sortedBy, offset, limit }: SortedList): readonly Ranked[] | undefined {
  const most = offset + limit;
  const readers = sortedBy.map(() => new KeyReader());
  const compare = ([a]: Ranked, [b]: Ranked) => {
    for (const [at, { sign }] of sortedBy.entries()) {
      const order = compareKeys(a[at], b[at]);
      if (order !== 0) return sign * order;
    }
    return 0;
  };
  let first: Ranked[] = [];
  let last: Ranked | undefined;
  for (const row of rows) {
    const cells = row.split('\t');
    const keys: Key[] = [];
    for (const [at, { column }] of sortedBy.entries()) {
      const key = readers[at]?.read(cells[column] ?? '');
      if (key === null) return undefined;
      keys.push(key);
    }
    const ranked: Ranked = [keys, row];
    if (last !== undefined && compare(ranked, last) >= 0) continue;
    first.push(ranked);
    if (first.length < 2 * most) continue;
    first = first.sort(compare).slice(0, most);
    last = first.at(-1);
  }
  return first.sort(compare).slice(0, most);
}

/** §15.1: what is unbound comes first. */
function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  return a < b ? -1 : 1;
}

const NUMBER = /^[+-]?(?=[\d.]{1,15}$)(?:\d+|\d*\.\d+)$/;
/** Of these datatypes values in this form, without a time zone of their own, have the order of their texts. */
const ORDERED_AS_TEXT: Readonly<Record<string, RegExp>> = {
  [`"^^<${xsd('gYear').value}>`]: /^\d{4}$/,
  [`"^^<${xsd('date').value}>`]: /^\d{4}-\d\d-\d\d$/,
  [`"^^<${xsd('dateTime').value}>`]: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
};

/** Reads what the terms of one column are sorted by, as long as all are of one kind. */
class KeyReader {
  /** IRIs, numbers, or literals with the same language tag or datatype: the text behind the value. */
  #kind: string | undefined;

  /** `null`: not to be compared here. */
  read(cell: string): Key | null {
    if (cell === '') return undefined;
    const kind = kindOf(cell);
    this.#kind ??= kind;
    if (kind === undefined || kind !== this.#kind) return null;
    if (kind === 'number') return Number(cell);
    if (kind === 'IRI') return cell.slice(1, -1);
    const value = cell.includes('\\') ? parseTerm(cell).value : cell.slice(1, -kind.length);
    return kind in ORDERED_AS_TEXT && !ORDERED_AS_TEXT[kind]?.test(value) ? null : value;
  }
}

function kindOf(cell: string): string | undefined {
  if (cell.startsWith('<')) return cell.startsWith('<<') ? undefined : 'IRI';
  if (!cell.startsWith('"')) return NUMBER.test(cell) ? 'number' : undefined;
  const end = cell.slice(cell.lastIndexOf('"'));
  return end === '"' || end.startsWith('"@') || end in ORDERED_AS_TEXT ? end : undefined;
}
