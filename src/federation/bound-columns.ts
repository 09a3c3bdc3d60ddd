import { distinct, type Relation } from './relation.ts';

/** Columns that have a term in each row; the others restrict nothing. */
export function boundColumns(variables: readonly string[], rows: readonly (readonly (string | undefined)[])[]): Relation {
  const columns = variables.map((_, column) => column).filter((column) => rows.every((row) => row[column] !== undefined));
  return {
    variables: columns.map((column) => variables[column] as string),
    rows: distinct(rows.map((row) => columns.map((column) => row[column] as string))),
  };
}
