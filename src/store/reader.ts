import { FacilisError } from '../errors.ts';
import { parseNQuads, parseTerm, sortByCodePoint, termToNTriples } from '../rdf/nquads.ts';
import { namedNode, type Quad } from '../rdf/terms.ts';
import { rdf } from '../rdf/vocabulary.ts';
import type { CommitAnnouncer } from './announcer.ts';
import type { Database } from './database.ts';
import { graphIRI } from './graph-iri.ts';
import { unpackPatch } from './patch.ts';
import type { DatasetState, Revision, StoreReader } from './types.ts';

type Row = Record<string, unknown>;

const QUAD_TEXTS = `SELECT s.text AS subject, p.text AS predicate, o.text AS object, d.slug AS slug FROM quad AS q
  JOIN term AS s ON s.id = q.subject JOIN term AS p ON p.id = q.predicate JOIN term AS o ON o.id = q.object JOIN dataset AS d ON d.id = q.dataset`;
const REVISIONS = `SELECT r.sequence, d.slug, r.number, r.time, r.agent, r.note, r.quad_count, r.added_count, r.removed_count
  FROM revision AS r JOIN dataset AS d ON d.id = r.dataset`;
const LATEST = `${REVISIONS} WHERE r.number = (SELECT max(number) FROM revision WHERE dataset = d.id)`;
const TERM_ID = '(SELECT id FROM term WHERE text = ?)';

/** Chunks of about this many UTF-16 code units: large enough to be quick, small enough to be passed between threads. */
const CHUNK_LENGTH = 1 << 20;

export function createReader(database: Database, baseIRI: string, announcer: CommitAnnouncer): StoreReader {
  const rows = (sql: string, ...values: (string | number)[]): Row[] => database.read(() => database.statement(sql).all(...values));
  const row = (sql: string, ...values: (string | number)[]): Row | undefined => database.read(() => database.statement(sql).get(...values));
  const state = (found: Row): DatasetState => ({
    slug: String(found.slug),
    graphIRI: graphIRI(baseIRI, String(found.slug)),
    revision: toRevision(found),
    quadCount: Number(found.quad_count),
  });
  const lines = (where: string, value: string): string[] => sortedLines(rows(`${QUAD_TEXTS} WHERE ${where}`, value), baseIRI);
  const nquads = (): string[] => database.snapshot(() => datasets().flatMap(({ slug }) => inChunks(lines('d.slug = ?', slug))));
  // Every request asks for them, and only this process commits: the first listener hears of it before anyone can ask again.
  let newest: Row | undefined;
  announcer.listen(() => {
    newest = undefined;
  });
  const newestRevision = (): Row => (newest ??= row('SELECT sequence, time FROM revision ORDER BY sequence DESC LIMIT 1') ?? {});
  const datasets = (): DatasetState[] => rows(`${LATEST} ORDER BY d.slug`).map(state);

  return {
    baseIRI,
    sequence: () => Number(newestRevision().sequence ?? 0),
    lastModified: () => newestRevision().time as string | undefined,
    datasets,
    dataset(slug) {
      const found = row(`${LATEST} AND d.slug = ?`, slug);
      return found && state(found);
    },
    quads: (slug) => parseNQuads(lines('d.slug = ?', slug).join('')),
    nquadLines: (slug) => lines('d.slug = ?', slug),
    // Read as a whole at the call, so that a commit between two chunks cannot mix two revisions.
    nquads,
    allQuads: () => Iterator.from(nquads()).flatMap(parseNQuads),
    quadsWithSubject: (iri) => parseNQuads(lines(`q.subject = ${TERM_ID}`, iriText(iri)).join('')),
    quadsWithObject: (iri) => parseNQuads(lines(`q.object = ${TERM_ID}`, iriText(iri)).join('')),
    hasSubject: (iri) => row(`SELECT 1 FROM quad WHERE subject = ${TERM_ID} LIMIT 1`, iriText(iri)) !== undefined,
    wasSubject: (iri) => row(`SELECT 1 FROM subject_ever WHERE term = ${TERM_ID}`, iriText(iri)) !== undefined,
    subjectsOfType(classIRI) {
      const sql = `SELECT DISTINCT s.text FROM quad AS q JOIN term AS s ON s.id = q.subject WHERE q.object = ${TERM_ID} AND q.predicate = ${TERM_ID} ORDER BY s.text`;
      return rows(sql, iriText(classIRI), termToNTriples(rdf('type'))).map(({ text }) => parseTerm(String(text)).value);
    },
    revisions: (slug) =>
      (slug === undefined ? rows(`${REVISIONS} ORDER BY r.sequence`) : rows(`${REVISIONS} WHERE d.slug = ? ORDER BY r.sequence`, slug)).map(
        toRevision,
      ),
    patch(sequence) {
      const found = row('SELECT added, removed FROM revision WHERE sequence = ?', sequence);
      if (found === undefined) throw new FacilisError('not-found', { detail: `There is no revision ${sequence}.` });
      return { added: unpack(found.added), removed: unpack(found.removed) };
    },
    sourceHash: (slug) => (row('SELECT source_hash FROM dataset WHERE slug = ?', slug)?.source_hash ?? undefined) as string | undefined,
    onCommit: (listener) => announcer.listen(listener),
  };
}

function toRevision(row: Row): Revision {
  return {
    sequence: Number(row.sequence),
    dataset: String(row.slug),
    number: Number(row.number),
    time: String(row.time),
    agent: String(row.agent),
    note: String(row.note),
    addedCount: Number(row.added_count),
    removedCount: Number(row.removed_count),
  };
}

function sortedLines(rows: readonly Row[], baseIRI: string): string[] {
  return sortByCodePoint(rows.map((row) => `${row.subject} ${row.predicate} ${row.object} <${graphIRI(baseIRI, String(row.slug))}> .\n`));
}

function inChunks(lines: readonly string[]): string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_LENGTH) continue;
    chunks.push(chunk);
    chunk = '';
  }
  return chunk === '' ? chunks : [...chunks, chunk];
}

function iriText(iri: string): string {
  return termToNTriples(namedNode(iri));
}

function unpack(packed: unknown): Quad[] {
  return parseNQuads(unpackPatch(packed as Uint8Array));
}
