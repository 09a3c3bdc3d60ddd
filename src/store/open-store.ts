import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FacilisError } from '../errors.ts';
import { CommitAnnouncer } from './announcer.ts';
import { checkBaseIRI } from './base-iri.ts';
import { Database } from './database.ts';
import { acquireLock } from './lock.ts';
import { openOperations } from './open-operations.ts';
import { prepareSchema } from './prepare-schema.ts';
import { createReader } from './reader.ts';
import { recordLayout } from './schema.ts';
import type { Store, StoreOptions } from './types.ts';
import { createWriter } from './writer.ts';

const RECORD_FILE = 'facilis.sqlite';

/**
 * Opens the system of record, and makes it when the directory has none yet.
 * @throws FacilisError `base-iri-mismatch` when the stored IRIs were minted under another base, `store-damaged` for a file that
 *   cannot be read, `store-in-use` when another process has the directory, `invalid-setting` when it cannot be written
 */
export function openStore({ directory, baseIRI, now = () => new Date(), readOnly = false }: StoreOptions): Store {
  const database = openRecord({ directory, baseIRI, readOnly });
  try {
    const operations = openOperations({ directory, now, readOnly });
    const announcer = new CommitAnnouncer();
    return {
      reader: createReader(database, baseIRI, announcer),
      writer: createWriter({ database, baseIRI, announcer, now }),
      operations,
      close() {
        operations.close();
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function openRecord({ directory, baseIRI, readOnly }: { directory: string; baseIRI: string; readOnly: boolean }): Database {
  const inMemory = directory === ':memory:';
  const location = inMemory ? ':memory:' : join(directory, RECORD_FILE);
  const onClose = inMemory || readOnly ? undefined : acquireLock(directory);
  if (readOnly && !existsSync(location)) {
    throw new FacilisError('not-found', { detail: `There is no store in ${directory} yet: start the service once, or load a file.` });
  }
  return new Database({
    location,
    readOnly,
    onClose,
    prepare(sqlite) {
      // 64 MiB of page cache: the inventory fits, a million quads load at the speed of memory.
      sqlite.exec('PRAGMA cache_size = -65536');
      prepareSchema(sqlite, { location, readOnly, layout: recordLayout(baseIRI) });
      checkBaseIRI(sqlite, { location, baseIRI });
    },
  });
}
