import type { Database } from './database.ts';
import type { SourceDocuments } from './operations-types.ts';

export function createSourceDocuments(
  database: Database,
  table: 'source_summary' | 'source_description',
  now: () => Date,
): SourceDocuments {
  const run = (sql: string, ...values: string[]) => database.write(() => database.statement(sql).run(...values));
  const column = (name: 'document' | 'taken_at', source: string) =>
    database.read(
      () => database.statement(`SELECT ${name} AS value FROM ${table} WHERE source = ?`).get(source)?.value as string | undefined,
    );
  return {
    read: (source) => column('document', source),
    writtenAt: (source) => column('taken_at', source),
    write(source, document) {
      // A new row, hence a new number.
      run(`INSERT OR REPLACE INTO ${table} (source, taken_at, document) VALUES (?, ?, ?)`, source, now().toISOString(), document);
    },
    remove(source) {
      run(`DELETE FROM ${table} WHERE source = ?`, source);
    },
    version: () =>
      database.read(() =>
        String(database.statement(`SELECT max(number) || '-' || count(*) AS version FROM ${table}`).get()?.version ?? ''),
      ),
  };
}
