/** Solutions of a part of a query: for each row the term of each variable, in canonical N-Triples form. No row stands twice. */
export interface Relation {
  /** Each with its `?`. */
  readonly variables: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Joined relations may not grow beyond it: they then restrict one by one. */
const MAX_JOINED_ROWS = 200_000;
const SEPARATOR = '\n';

export function project({ variables, rows }: Relation, onto: Iterable<string>): Relation {
  const kept = [...new Set(onto)].filter((name) => variables.includes(name));
  if (kept.length === variables.length && kept.every((name, at) => name === variables[at])) return { variables, rows };
  const columns = kept.map((name) => variables.indexOf(name));
  return { variables: kept, rows: distinct(rows.map((row) => columns.map((column) => row[column] as string))) };
}

export function distinct(rows: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(rows.map((row) => [row.join(SEPARATOR), row])).values()];
}

/** The natural join, or `undefined` when it has too many rows to be worth having. */
export function join(left: Relation, right: Relation): Relation | undefined {
  const shared = left.variables.filter((name) => right.variables.includes(name));
  const more = right.variables.filter((name) => !shared.includes(name));
  const moreColumns = more.map((name) => right.variables.indexOf(name));
  const index = Map.groupBy(right.rows, keyOn(right, shared));
  const keyOfLeft = keyOn(left, shared);
  const rows: string[][] = [];
  for (const row of left.rows) {
    for (const match of index.get(keyOfLeft(row)) ?? []) {
      if (rows.length === MAX_JOINED_ROWS) return undefined;
      rows.push([...row, ...moreColumns.map((column) => match[column] as string)]);
    }
  }
  return { variables: [...left.variables, ...more], rows };
}

/** The rows of `left` that join with any of `right`. */
export function semijoin(left: Relation, right: Relation): Relation {
  const shared = left.variables.filter((name) => right.variables.includes(name));
  const keys = new Set(right.rows.map(keyOn(right, shared)));
  const keyOfLeft = keyOn(left, shared);
  return { variables: left.variables, rows: left.rows.filter((row) => keys.has(keyOfLeft(row))) };
}

function keyOn({ variables }: Relation, names: readonly string[]): (row: readonly string[]) => string {
  const columns = names.map((name) => variables.indexOf(name));
  return (row) => columns.map((column) => row[column]).join(SEPARATOR);
}
