import type { Database } from './database.ts';
import type { SourceSummaries } from './operations-types.ts';

export function createSourceSummaries(database: Database, now: () => Date): SourceSummaries {
  const run = (sql: string, ...values: string[]) => database.write(() => database.statement(sql).run(...values));
  return {
    read: (source) =>
      database.read(
        () => database.statement('SELECT document FROM source_summary WHERE source = ?').get(source)?.document as string | undefined,
      ),
    write(source, document) {
      // A new row, hence a new number.
      run('INSERT OR REPLACE INTO source_summary (source, taken_at, document) VALUES (?, ?, ?)', source, now().toISOString(), document);
    },
    remove(source) {
      run('DELETE FROM source_summary WHERE source = ?', source);
    },
    version: () =>
      database.read(() =>
        String(database.statement("SELECT max(number) || '-' || count(*) AS version FROM source_summary").get()?.version ?? ''),
      ),
  };
}
