import { FacilisError } from '../errors.ts';
import { sortByCodePoint } from '../rdf/nquads.ts';
import type { CommitAnnouncer } from './announcer.ts';
import type { Database } from './database.ts';
import { checkSlug, graphIRI } from './graph-iri.ts';
import { packPatch } from './patch.ts';
import { QuadTable, type TripleText, tripleText } from './quad-table.ts';
import type { Change, Revision, StoreWriter } from './types.ts';

interface Context {
  readonly database: Database;
  readonly baseIRI: string;
  readonly announcer: CommitAnnouncer;
  readonly now: () => Date;
}

interface Written {
  readonly revision: Revision;
  /** N-Quads, sorted. */
  readonly added: string;
  readonly removed: string;
}

export function createWriter(context: Context): StoreWriter {
  return {
    commit(changes) {
      checkChanges(changes);
      const written = context.database.write(() => {
        const table = new QuadTable(context.database);
        return changes.map((change) => writeChange(context, table, change)).filter((one) => one !== undefined);
      });
      const revisions = written.map(({ revision }) => revision);
      const last = revisions.at(-1);
      if (last === undefined) return [];
      const [added, removed] = [written.map((one) => one.added).join(''), written.map((one) => one.removed).join('')];
      context.announcer.announce({ revisions, sequence: last.sequence, added, removed });
      return revisions;
    },
  };
}

function checkChanges(changes: readonly Change[]): void {
  for (const { dataset } of changes) checkSlug(dataset);
  // Two changes of one dataset would leave it to the order of removing and adding what a replica ends with.
  if (new Set(changes.map(({ dataset }) => dataset)).size === changes.length) return;
  throw new FacilisError('internal', { detail: 'One commit holds two changes of the same dataset.' });
}

function writeChange({ database, baseIRI, now }: Context, table: QuadTable, change: Change): Written | undefined {
  const dataset = findOrMakeDataset(database, change);
  const { removed, added } = applyChange(table, dataset.id, change);
  if (change.sourceHash !== undefined) {
    database.statement('UPDATE dataset SET source_hash = ? WHERE id = ?').run(change.sourceHash, dataset.id);
  }
  if (added.length === 0 && removed.length === 0) return undefined;
  const { agent, note } = change;
  const counts = { addedCount: added.length, removedCount: removed.length };
  const revision = { ...nextInLog(database, now), dataset: change.dataset, number: dataset.number + 1, agent, note, ...counts };
  const graph = `<${graphIRI(baseIRI, change.dataset)}>`;
  const written = { revision, added: nquads(added, graph), removed: nquads(removed, graph) };
  insertRevision(database, { ...written, dataset: dataset.id, quadCount: dataset.quadCount + added.length - removed.length });
  return written;
}

function applyChange(table: QuadTable, dataset: number, change: Change): { removed: TripleText[]; added: TripleText[] } {
  const wanted = change.added.map(tripleText);
  const kept = new Set(change.removed.length === 0 ? [] : wanted.map((triple) => triple.join(' ')));
  const removed = change.removed.map(tripleText).filter((triple) => !kept.has(triple.join(' ')) && table.remove(dataset, triple));
  return { removed, added: wanted.filter((triple) => table.add(dataset, triple)) };
}

function findOrMakeDataset(database: Database, { dataset, expectedNumber }: Change): { id: number; number: number; quadCount: number } {
  database.statement('INSERT OR IGNORE INTO dataset (slug) VALUES (?)').run(dataset);
  const id = Number(database.statement('SELECT id FROM dataset WHERE slug = ?').get(dataset)?.id);
  const latest = database.statement('SELECT number, quad_count FROM revision WHERE dataset = ? ORDER BY number DESC LIMIT 1').get(id);
  const number = Number(latest?.number ?? 0);
  if (expectedNumber !== undefined && expectedNumber !== number) {
    throw new FacilisError('conflict', {
      detail: `Dataset "${dataset}" is at revision ${number}, not ${expectedNumber}: read it again and repeat the change.`,
      extra: { dataset, expected: expectedNumber, actual: number },
    });
  }
  return { id, number, quadCount: Number(latest?.quad_count ?? 0) };
}

function nextInLog(database: Database, now: () => Date): Pick<Revision, 'sequence' | 'time'> {
  const last = database.statement('SELECT sequence, time FROM revision ORDER BY sequence DESC LIMIT 1').get();
  const time = now().toISOString();
  // A clock that was set back must not put a revision before its predecessor.
  return { sequence: Number(last?.sequence ?? 0) + 1, time: typeof last?.time === 'string' && last.time > time ? last.time : time };
}

function insertRevision(database: Database, { revision, ...rest }: Written & { dataset: number; quadCount: number }): void {
  const { sequence, number, time, agent, note, addedCount, removedCount } = revision;
  database
    .statement('INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      sequence,
      rest.dataset,
      number,
      time,
      agent,
      note,
      rest.quadCount,
      addedCount,
      removedCount,
      packPatch(rest.added),
      packPatch(rest.removed),
    );
}

function nquads(triples: readonly TripleText[], graph: string): string {
  return sortByCodePoint(triples.map((triple) => `${triple.join(' ')} ${graph} .\n`)).join('');
}
