import type { Layout } from './prepare-schema.ts';

/** Numbers are never used twice (AUTOINCREMENT), so that the greatest one and the count tell every state from the earlier ones. */
const TABLES = `
CREATE TABLE token (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  hash BLOB NOT NULL,
  created_at TEXT NOT NULL,
  revoked_at TEXT,
  last_used_at TEXT
) STRICT;
CREATE UNIQUE INDEX valid_token_by_name ON token (name) WHERE revoked_at IS NULL;

CREATE TABLE source_check (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  time TEXT NOT NULL,
  outcome TEXT NOT NULL,
  milliseconds INTEGER NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX source_check_by_source ON source_check (source, number);

CREATE TABLE source_summary (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL UNIQUE,
  taken_at TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE TABLE source_description (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL UNIQUE,
  taken_at TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
`;

/** Of what is no revision of data: docs/decisions/registry.md. */
export const OPERATIONS: Layout = {
  // "Fclo"
  applicationId: 0x46636c6f,
  version: 1,
  create: (sqlite) => sqlite.exec(TABLES),
};
