import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FacilisError } from '../errors.ts';
import { isBusy } from './sqlite-error.ts';

/** Beside the store's file, always empty. */
export const LOCK_FILE = 'facilis.lock';

/**
 * Makes this the only process (and the only store in it) that writes in the directory. The lock is one that the operating
 * system holds for SQLite on an open file: it ends with the process however that ends, so there is never a stale one.
 * @returns the function that gives it back
 * @throws FacilisError `store-in-use` when another has it
 */
export function acquireLock(directory: string): () => void {
  const holder = new DatabaseSync(join(directory, LOCK_FILE));
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    if (!isBusy(error)) throw error;
    throw new FacilisError('store-in-use', {
      detail: `${resolve(directory)} is in use by another Facilis process: stop that one first, or set DATA_DIR to another directory.`,
      cause: error,
    });
  }
  return () => holder.isOpen && holder.close();
}
