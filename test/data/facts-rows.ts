import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** One row of a facts file: column → cell as it stands in the file. */
export type Fact = Readonly<Record<string, string | undefined>>;

const FACTS_DIRECTORY = process.env.FACTS_DIR ?? join(import.meta.dirname, '../../../shared/inventory-facts');

export function factsRows(file: string): Fact[] {
  return parse(readFileSync(join(FACTS_DIRECTORY, file)), { columns: true, bom: true });
}
