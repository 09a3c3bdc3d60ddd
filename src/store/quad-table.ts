import { FacilisError } from '../errors.ts';
import { blankNodesOf } from '../rdf/blank-nodes.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import type { Quad } from '../rdf/terms.ts';
import type { Database } from './database.ts';

/** A triple as its three terms in canonical N-Triples form. */
export type TripleText = readonly [subject: string, predicate: string, object: string];

export function tripleText(triple: Quad): TripleText {
  // RDF 1.1 §3.5 lets a system replace blank nodes by IRIs; here it must have happened, or a name would differ at every load.
  if (blankNodesOf(triple).length > 0) throw new FacilisError('internal', { detail: 'A blank node reached the store: skolemise first.' });
  return [termToNTriples(triple.subject), termToNTriples(triple.predicate), termToNTriples(triple.object)];
}

/** Changes the current state inside a transaction that the caller holds. */
export class QuadTable {
  readonly #database: Database;
  readonly #ids = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Whether it was not there before. */
  add(dataset: number, [subject, predicate, object]: TripleText): boolean {
    const subjectId = this.#makeId(subject);
    const added = this.#database
      .statement('INSERT OR IGNORE INTO quad (subject, predicate, object, dataset) VALUES (?, ?, ?, ?)')
      .run(subjectId, this.#makeId(predicate), this.#makeId(object), dataset);
    if (added.changes === 0) return false;
    this.#database.statement('INSERT OR IGNORE INTO subject_ever (term) VALUES (?)').run(subjectId);
    return true;
  }

  /** Whether it was there before. */
  remove(dataset: number, triple: TripleText): boolean {
    const [subject, predicate, object] = triple.map((text) => this.#findId(text));
    if (subject === undefined || predicate === undefined || object === undefined) return false;
    const removed = this.#database
      .statement('DELETE FROM quad WHERE subject = ? AND predicate = ? AND object = ? AND dataset = ?')
      .run(subject, predicate, object, dataset);
    return removed.changes > 0;
  }

  #makeId(text: string): number {
    const known = this.#findId(text);
    if (known !== undefined) return known;
    const id = Number(this.#database.statement('INSERT INTO term (text) VALUES (?)').run(text).lastInsertRowid);
    this.#ids.set(text, id);
    return id;
  }

  #findId(text: string): number | undefined {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#database.statement('SELECT id FROM term WHERE text = ?').get(text)?.id;
    if (id === undefined) return undefined;
    this.#ids.set(text, Number(id));
    return Number(id);
  }
}
