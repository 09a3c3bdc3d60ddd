/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

interface SqliteError extends Error {
  readonly errcode: number;
}

/** Whether SQLite found that the file is damaged or is no database. */
export function isDamage(error: unknown): error is SqliteError {
  const code = primaryCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** Whether another connection holds the lock. */
export function isBusy(error: unknown): error is SqliteError {
  return primaryCode(error) === SQLITE_BUSY;
}

function primaryCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
