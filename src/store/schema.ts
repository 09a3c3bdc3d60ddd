import type { Layout } from './prepare-schema.ts';

/**
 * `revision` is the record; `term`, `quad` and `subject_ever` are derived from it in the same transaction, so that neither
 * start nor read replays the log. Terms are canonical N-Triples text; patches are gzipped canonical N-Quads. Why this layout and
 * no other: docs/decisions/store.md.
 */
const TABLES = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  source_hash TEXT
) STRICT;

CREATE TABLE revision (
  sequence INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL REFERENCES dataset (id),
  number INTEGER NOT NULL,
  time TEXT NOT NULL,
  agent TEXT NOT NULL,
  note TEXT NOT NULL,
  quad_count INTEGER NOT NULL,
  added_count INTEGER NOT NULL,
  removed_count INTEGER NOT NULL,
  added BLOB NOT NULL,
  removed BLOB NOT NULL,
  UNIQUE (dataset, number)
) STRICT;
CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON revision BEGIN SELECT RAISE (ABORT, 'revisions are never changed'); END;
CREATE TRIGGER revision_is_never_deleted BEFORE DELETE ON revision BEGIN SELECT RAISE (ABORT, 'revisions are never deleted'); END;

CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE quad (
  subject INTEGER NOT NULL REFERENCES term (id),
  predicate INTEGER NOT NULL REFERENCES term (id),
  object INTEGER NOT NULL REFERENCES term (id),
  dataset INTEGER NOT NULL REFERENCES dataset (id),
  PRIMARY KEY (subject, predicate, object, dataset)
) STRICT, WITHOUT ROWID;
CREATE INDEX quad_by_object ON quad (object, predicate);
CREATE INDEX quad_by_dataset ON quad (dataset);

CREATE TABLE subject_ever (term INTEGER PRIMARY KEY REFERENCES term (id)) STRICT;
`;

/** Of the system of record, under the base that its IRIs are minted under. */
export function recordLayout(baseIRI: string): Layout {
  return {
    // "Fclx"
    applicationId: 0x46636c78,
    version: 1,
    create(sqlite) {
      sqlite.exec(TABLES);
      sqlite.prepare("INSERT INTO setting VALUES ('base-iri', ?)").run(baseIRI);
    },
  };
}
