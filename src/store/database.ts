import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { FacilisError } from '../errors.ts';
import { isSqliteError, storeError } from './sqlite-error.ts';

export interface DatabaseOptions {
  /** Path of the file, or `:memory:`. */
  readonly location: string;
  readonly readOnly: boolean;
  /** Makes an empty file what it has to be, or refuses one that is something else. */
  readonly prepare: (sqlite: DatabaseSync) => void;
  readonly onClose?: () => void;
}

/** The one connection to a file of the store. What SQLite says about the file and its disk is told as `storeError` has it, whenever it shows. */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #location: string;
  readonly #readOnly: boolean;
  readonly #onClose: () => void;
  readonly #statements = new Map<string, StatementSync>();

  constructor({ location, readOnly, prepare, onClose = () => {} }: DatabaseOptions) {
    this.#readOnly = readOnly;
    this.#location = location;
    this.#onClose = onClose;
    try {
      // The time-out is for who meets the moment in which another connection writes, or recovers or restarts the log.
      this.#sqlite = this.#guard(() => new DatabaseSync(location, { readOnly, timeout: 5000 }));
      this.#guard(() => prepare(this.#sqlite));
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
      this.#onClose();
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
