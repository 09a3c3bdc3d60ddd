import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

/** One row of a facts file: column name → cell. An empty cell means unknown or not applicable. */
export type FactsRow = Readonly<Record<string, string>>;

/** The folder of the facts files; `FACTS_DIR` overrides the place beside the project. */
export const FACTS_DIRECTORY = process.env.FACTS_DIR ?? path.resolve(import.meta.dirname, '../../../shared/inventory-facts');

/** The rows of `{file}.csv` (RFC 4180), in the file's order. */
export function readFacts(file: string): FactsRow[] {
  return parse(readFileSync(path.join(FACTS_DIRECTORY, `${file}.csv`)), { bom: true, columns: true });
}

/** The cell of a column that must exist; '' when the cell is empty. */
export function cell(row: FactsRow, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`the facts have no column "${column}"`);
  return value;
}

/** The values of a cell that holds several, separated by `;`. */
export function values(row: FactsRow, column: string): string[] {
  return cell(row, column).split(';').filter(Boolean);
}

/** `1999-2008` → both years; `2008-` (since) → the first only; `2018` → the first only, `single` set; '' → neither. */
export function yearsOf(text: string): { first?: string; last?: string; single: boolean } {
  if (text === '') return { single: false };
  const match = /^(\d{4})(-(\d{4})?)?$/.exec(text);
  if (!match) throw new Error(`"${text}" is not a year, a span of years or an open span`);
  return { first: match[1], last: match[3], single: match[2] === undefined };
}
