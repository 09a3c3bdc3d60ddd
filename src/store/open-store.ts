import { CommitAnnouncer } from './announcer.ts';
import { Database } from './database.ts';
import { createReader } from './reader.ts';
import type { Store, StoreOptions } from './types.ts';
import { createWriter } from './writer.ts';

/**
 * Opens the system of record, and makes it when the directory has none yet.
 * @throws FacilisError `base-iri-mismatch` when the stored IRIs were minted under another base, `store-damaged` for a file that
 *   cannot be read, `store-in-use` when another process has the directory, `invalid-setting` when it cannot be written
 */
export function openStore({ directory, baseIRI, now = () => new Date(), readOnly = false }: StoreOptions): Store {
  const database = new Database({ directory, baseIRI, readOnly });
  const announcer = new CommitAnnouncer();
  return {
    reader: createReader(database, baseIRI, announcer),
    writer: createWriter({ database, baseIRI, announcer, now }),
    close: () => database.close(),
  };
}
