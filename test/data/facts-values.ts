import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const FACTS_DIRECTORY = process.env.FACTS_DIR ?? join(import.meta.dirname, '../../../shared/inventory-facts');

/** Whether the facts files are there: they lie beside the project and are no part of it. */
export const HAS_FACTS = existsSync(join(FACTS_DIRECTORY, 'initiatives.csv'));
export const NO_FACTS_REASON = HAS_FACTS ? '' : ' (skipped: the facts files are not beside the project; FACTS_DIR may name them)';

/** Every different value in the columns, given as `file.csv:column`; cells with several values are split at `;`. */
export function factsValues(...columns: string[]): string[] {
  const values = columns.flatMap((column) => {
    const [file = '', name = ''] = column.split(':');
    const rows: Record<string, string>[] = parse(readFileSync(join(FACTS_DIRECTORY, file)), { columns: true, bom: true });
    return rows.flatMap((row) => (row[name] ?? '').split(';'));
  });
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))].sort();
}
