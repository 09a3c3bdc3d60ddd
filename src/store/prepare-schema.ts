import type { DatabaseSync } from 'node:sqlite';
import { FacilisError } from '../errors.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { damaged } from './sqlite-error.ts';

interface Context {
  readonly location: string;
  readonly baseIRI: string;
  readonly readOnly: boolean;
}

/** Makes an empty file a store and checks that any other file is one that this program can go on with. */
export function prepareSchema(sqlite: DatabaseSync, context: Context): void {
  sqlite.exec('PRAGMA foreign_keys = ON');
  // 64 MiB of page cache: the inventory fits, a million quads load at the speed of memory.
  sqlite.exec('PRAGMA cache_size = -65536');
  const version = pragma(sqlite, 'user_version');
  const isNew = version === 0 && pragma(sqlite, 'schema_version') === 0;
  if (!isNew) {
    checkIdentity(sqlite, version, context);
    checkIntegrity(sqlite, context);
  }
  if (!context.readOnly) {
    sqlite.exec('PRAGMA journal_mode = WAL');
    // Acknowledged means on disk: FULL syncs the write-ahead log at every commit, NORMAL would only at checkpoints.
    sqlite.exec('PRAGMA synchronous = FULL');
    sqlite.exec('PRAGMA journal_size_limit = 67108864');
    if (isNew) create(sqlite, context);
  }
  checkBaseIRI(sqlite, context);
}

function create(sqlite: DatabaseSync, { baseIRI }: Context): void {
  // One transaction: a start that is killed here leaves an empty file, never half a schema.
  sqlite.exec(`BEGIN IMMEDIATE; ${SCHEMA}`);
  sqlite.prepare("INSERT INTO setting VALUES ('base-iri', ?)").run(baseIRI);
  sqlite.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}

function checkIdentity(sqlite: DatabaseSync, version: number, { location, readOnly }: Context): void {
  if (version === 0 && readOnly && pragma(sqlite, 'schema_version') === 0) {
    throw new FacilisError('not-found', { detail: `${location} is still empty.` });
  }
  if (pragma(sqlite, 'application_id') !== APPLICATION_ID) {
    throw new FacilisError('store-damaged', {
      detail: `${location} is an SQLite file, but not a Facilis store: set DATA_DIR to another directory.`,
    });
  }
  if (version > SCHEMA_VERSION) {
    throw new FacilisError('store-damaged', {
      detail: `${location} was written by a newer Facilis (store version ${version}; this one knows ${SCHEMA_VERSION}): upgrade Facilis, or set DATA_DIR to another directory.`,
    });
  }
}

/** About 0.2 s for a million quads: cheap enough for every start, and a truncated copy never gets to serve. */
function checkIntegrity(sqlite: DatabaseSync, { location }: Context): void {
  const finding = Object.values(sqlite.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (finding === 'ok') return;
  // SQLite's finding is of several lines.
  throw damaged(location, String(finding).replaceAll(/\s*\n\s*/g, ' '));
}

function checkBaseIRI(sqlite: DatabaseSync, { location, baseIRI }: Context): void {
  const stored = sqlite.prepare("SELECT value FROM setting WHERE name = 'base-iri'").get()?.value;
  if (stored === baseIRI) return;
  throw new FacilisError('base-iri-mismatch', {
    detail: `${location} was made under BASE_IRI ${String(stored)}, but BASE_IRI is now ${baseIRI}. Either start with BASE_IRI=${String(stored)}, or set DATA_DIR to a new directory, where the shipped files are loaded under the new base.`,
    extra: { stored, configured: baseIRI },
  });
}

function pragma(sqlite: DatabaseSync, name: string): number {
  return Number(Object.values(sqlite.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}
