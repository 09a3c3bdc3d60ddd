import type { DatabaseSync } from 'node:sqlite';
import { FacilisError } from '../errors.ts';
import { damaged } from './sqlite-error.ts';

/** What a file of the store has to be. */
export interface Layout {
  /** In the file's header, so that another program's SQLite file is not taken for one of ours. */
  readonly applicationId: number;
  /** Written to `user_version`. Raise it with every change of the tables, together with a migration. */
  readonly version: number;
  /** Makes the tables. */
  readonly create: (sqlite: DatabaseSync) => void;
}

interface Context {
  readonly location: string;
  readonly readOnly: boolean;
  readonly layout: Layout;
}

/** Makes an empty file one of this layout and checks that any other file is one that this program can go on with. */
export function prepareSchema(sqlite: DatabaseSync, context: Context): void {
  sqlite.exec('PRAGMA foreign_keys = ON');
  const version = pragma(sqlite, 'user_version');
  const isNew = version === 0 && pragma(sqlite, 'schema_version') === 0;
  if (!isNew) {
    checkIdentity(sqlite, version, context);
    checkIntegrity(sqlite, context);
  }
  if (context.readOnly) return;
  sqlite.exec('PRAGMA journal_mode = WAL');
  // Acknowledged means on disk: FULL syncs the write-ahead log at every commit, NORMAL would only at checkpoints.
  sqlite.exec('PRAGMA synchronous = FULL');
  sqlite.exec('PRAGMA journal_size_limit = 67108864');
  if (isNew) create(sqlite, context.layout);
}

function create(sqlite: DatabaseSync, layout: Layout): void {
  // One transaction: a start that is killed here leaves an empty file, never half a schema.
  sqlite.exec('BEGIN IMMEDIATE');
  // Another process may have made it since it was looked at.
  if (pragma(sqlite, 'user_version') === 0) {
    layout.create(sqlite);
    sqlite.exec(`PRAGMA application_id = ${layout.applicationId}; PRAGMA user_version = ${layout.version}`);
  }
  sqlite.exec('COMMIT');
}

function checkIdentity(sqlite: DatabaseSync, version: number, { location, readOnly, layout }: Context): void {
  if (version === 0 && readOnly && pragma(sqlite, 'schema_version') === 0) {
    throw new FacilisError('not-found', { detail: `${location} is still empty.` });
  }
  if (pragma(sqlite, 'application_id') !== layout.applicationId) {
    throw new FacilisError('store-damaged', {
      detail: `${location} is an SQLite file, but not a Facilis store: set DATA_DIR to another directory.`,
    });
  }
  if (version > layout.version) {
    throw new FacilisError('store-damaged', {
      detail: `${location} was written by a newer Facilis (store version ${version}; this one knows ${layout.version}): upgrade Facilis, or set DATA_DIR to another directory.`,
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

function pragma(sqlite: DatabaseSync, name: string): number {
  return Number(Object.values(sqlite.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}
