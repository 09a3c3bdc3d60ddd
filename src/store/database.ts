import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { FacilisError } from '../errors.ts';
import { acquireLock } from './lock.ts';
import { prepareSchema } from './prepare-schema.ts';
import { isSqliteError, storeError, unusable } from './sqlite-error.ts';
import type { StoreOptions } from './types.ts';

const DATABASE_FILE = 'facilis.sqlite';

/** The one connection to the store's file. What SQLite says about the file and its disk is told as `storeError` has it, whenever it shows. */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #location: string;
  readonly #readOnly: boolean;
  readonly #releaseLock: () => void;
  readonly #statements = new Map<string, StatementSync>();

  constructor(options: Pick<StoreOptions, 'directory' | 'baseIRI' | 'readOnly'>) {
    const inMemory = options.directory === ':memory:';
    this.#readOnly = options.readOnly ?? false;
    this.#location = inMemory ? ':memory:' : join(options.directory, DATABASE_FILE);
    this.#releaseLock = inMemory || this.#readOnly ? () => {} : lockDirectory(options.directory);
    if (this.#readOnly && !existsSync(this.#location)) {
      throw new FacilisError('not-found', {
        detail: `There is no store in ${options.directory} yet: start the service once, or load a file.`,
      });
    }
    try {
      // The time-out is for a reader that meets the moment in which the writer's log is recovered or restarted.
      this.#sqlite = this.#guard(() => new DatabaseSync(this.#location, { readOnly: this.#readOnly, timeout: 5000 }));
      this.#guard(() => prepareSchema(this.#sqlite, { location: this.#location, baseIRI: options.baseIRI, readOnly: this.#readOnly }));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** A prepared statement, made once for each text. */
  statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#sqlite.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** For reads of one statement. */
  read<T>(work: () => T): T {
    return this.#guard(work);
  }

  /** For reads of several statements that must see the same revision. */
  snapshot<T>(work: () => T): T {
    return this.#transaction('BEGIN', work);
  }

  /** All of `work` is durable when this returns, nothing of it when it throws. */
  write<T>(work: () => T): T {
    if (this.#readOnly) throw new FacilisError('internal', { detail: 'The store is open for reading only.' });
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /** Moves the write-ahead log into the one file, so that the file alone is the whole store. */
  close(): void {
    try {
      if (this.#sqlite?.isOpen) {
        if (!this.#readOnly && this.#location !== ':memory:') this.#checkpoint();
        this.#sqlite.close();
      }
    } finally {
      this.#releaseLock();
    }
  }

  #checkpoint(): void {
    try {
      this.#sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // A full disk or a damaged file: the log stays beside the file and is taken up when the store is next opened.
      if (!isSqliteError(error)) throw error;
    }
  }

  #transaction<T>(begin: string, work: () => T): T {
    return this.#guard(() => {
      this.#sqlite.exec(begin);
      try {
        const result = work();
        this.#sqlite.exec('COMMIT');
        return result;
      } catch (error) {
        // SQLite has already rolled back by itself after some errors (a full disk, an I/O error).
        if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK');
        throw error;
      }
    });
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeError(error, this.#location);
    }
  }
}

function lockDirectory(directory: string): () => void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    throw unusable(directory, cause as Error);
  }
  return acquireLock(directory);
}
