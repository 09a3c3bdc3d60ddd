import type { Database } from './database.ts';
import type { SourceCheck, SourceChecks } from './operations-types.ts';

const MOST_OF_A_SOURCE = 500;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

const COLUMNS = 'source, time, outcome, milliseconds, detail';
/** Of one source: what is not among its newest, or old; never its newest. */
const FORGET = `DELETE FROM source_check WHERE source = ?1 AND number < (SELECT max(number) FROM source_check WHERE source = ?1)
  AND (time < ?2 OR number <= (SELECT number FROM source_check WHERE source = ?1 ORDER BY number DESC LIMIT 1 OFFSET ${MOST_OF_A_SOURCE}))`;

export function createSourceChecks(database: Database, now: () => Date): SourceChecks {
  const rows = (sql: string, ...values: (string | number)[]) =>
    database.read(() => database.statement(sql).all(...values)) as unknown as SourceCheck[];
  return {
    record({ source, time, outcome, milliseconds, detail }) {
      const oldest = new Date(now().getTime() - KEPT_MS).toISOString();
      database.write(() => {
        const sql = `INSERT INTO source_check (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`;
        database.statement(sql).run(source, time, outcome, Math.round(milliseconds), detail);
        database.statement(FORGET).run(source, oldest);
      });
    },
    history: (source, limit) => rows(`SELECT ${COLUMNS} FROM source_check WHERE source = ? ORDER BY number DESC LIMIT ?`, source, limit),
    latest() {
      const newest = rows(`SELECT ${COLUMNS} FROM source_check WHERE number IN (SELECT max(number) FROM source_check GROUP BY source)`);
      return new Map(newest.map((check) => [check.source, check]));
    },
    version: () => database.read(() => String(database.statement('SELECT max(number) AS version FROM source_check').get()?.version ?? 0)),
  };
}
