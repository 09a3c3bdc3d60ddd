import { parse } from 'csv-parse/sync';
import { ask } from './ask.ts';
import { testData, withBase } from './evaluation-test.ts';
import type { Instance } from './instance.ts';
import type { SuiteTest } from './manifest.ts';
import type { Finding } from './outcome.ts';
import { readText } from './suite-files.ts';

/** CSV loses the kinds of terms, so cells are compared as text; blank node labels may differ (SPARQL 1.1 CSV and TSV §3.2). */
export async function runCsvTest(instance: Instance, test: SuiteTest): Promise<Finding> {
  const { query, result } = test;
  if (query === undefined || result === undefined) return 'the manifest names no query or no result';
  await instance.put(await testData(test, false));
  const reply = await ask(instance, withBase(query), 'text/csv');
  if (reply.status !== 200) return reply.problem;
  if (reply.mediaType !== 'text/csv') return `answered ${reply.mediaType}`;
  const [expected, answered] = [readText(result), reply.text].map(table);
  return expected === answered ? undefined : 'other cells than expected';
}

/** Columns by name, since the order of `SELECT *` is open (SPARQL 1.1 §16.1), rows in code-point order, blank nodes alike. */
function table(text: string): string {
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  const lines = rows.map((row) =>
    JSON.stringify(
      Object.entries(row)
        .map(([name, cell]) => [name, cell.replace(/^_:.*$/, '_:')])
        .sort(),
    ),
  );
  return lines.sort().join('\n');
}
