import { FacilisError } from '../errors.ts';

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** What SQLite reports of a file, as what its operator can do about it; any other error as it is. */
export function storeError(cause: unknown, file: string): unknown {
  if (!(cause instanceof Error)) return cause;
  switch (primaryCode(cause)) {
    case CORRUPT:
    case NOTADB:
      return damaged(file, cause.message, cause);
    case FULL:
      return new FacilisError('internal', { detail: `The disk of ${file} is full: nothing was stored. Make room, then repeat it.`, cause });
    case IOERR:
      return new FacilisError('internal', {
        detail: `${file} cannot be written or read (${cause.message}), so the work is not acknowledged. See to the disk and to limits of file size, then repeat it.`,
        cause,
      });
    case READONLY:
    case CANTOPEN:
      return unusable(file, cause);
    default:
      return cause;
  }
}

export function damaged(file: string, finding: string, cause?: unknown): FacilisError {
  return new FacilisError('store-damaged', {
    detail: `${file} is damaged or not a store (${finding}). Move it away and restore a backup, or start anew from the shipped files.`,
    cause,
  });
}

/** For a path under DATA_DIR that cannot be made or opened. */
export function unusable(path: string, cause: Error): FacilisError {
  return new FacilisError('invalid-setting', {
    detail: `${path} cannot be opened (${cause.message}). DATA_DIR has to name a directory in which this process may write, also to read the store.`,
    extra: { setting: 'DATA_DIR' },
    cause,
  });
}

/** Whether another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

export function isSqliteError(error: unknown): boolean {
  return primaryCode(error) !== undefined;
}

function primaryCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
