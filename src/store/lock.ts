import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FacilisError } from '../errors.ts';
import { makeDirectory } from './make-directory.ts';
import { isBusy, storeError } from './sqlite-error.ts';

/** Beside the store's file, always empty. */
const LOCK_FILE = 'facilis.lock';

/**
 * Makes the directory when it is missing, and this the only process (and the only store in it) that writes in the directory. The lock is one that the operating
 * system holds for SQLite on an open file: it ends with the process however that ends, so there is never a stale one.
 * @returns the function that gives it back
 * @throws FacilisError `store-in-use` when another has it, `invalid-setting` when the directory cannot be written
 */
export function acquireLock(directory: string): () => void {
  makeDirectory(directory);
  const path = join(directory, LOCK_FILE);
  let holder: DatabaseSync | undefined;
  try {
    holder = new DatabaseSync(path);
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder?.close();
    if (!isBusy(error)) throw storeError(error, path);
    throw new FacilisError('store-in-use', {
      detail: `${resolve(directory)} is in use by another Facilis process: stop that one first, or set DATA_DIR to another directory.`,
      cause: error,
    });
  }
  return () => holder.isOpen && holder.close();
}
