import { LRUCache } from 'lru-cache';
import { isVariable, type Pattern } from './algebra.ts';

/** What a member said that it holds is believed for so long; a triple that comes meanwhile is found after that. */
const ASKED_MS = 60_000;
const MOST_ASKED = 50_000;
/** Bindings sent along with one request, at first and at the least. */
export const BLOCK_ROWS = 500;
export const LEAST_BLOCK_ROWS = 20;

/** What was learnt of members by asking them, for the next query. */
export class MemberMemory {
  readonly #asked = new LRUCache<string, boolean>({ max: MOST_ASKED, ttl: ASKED_MS });
  readonly #blockRows = new Map<string, number>();

  /** Whether the member said that it has a match; `undefined` when it was not asked lately. */
  holds(iri: string, pattern: Pattern): boolean | undefined {
    return this.#asked.get(keyOf(iri, pattern));
  }

  learn(iri: string, pattern: Pattern, isHeld: boolean): void {
    this.#asked.set(keyOf(iri, pattern), isHeld);
  }

  /** The most bindings that it takes in one request, as far as is known. */
  blockRows(iri: string): number {
    return this.#blockRows.get(iri) ?? BLOCK_ROWS;
  }

  /** It declined a request with so many. */
  declined(iri: string, rows: number): void {
    this.#blockRows.set(iri, Math.max(LEAST_BLOCK_ROWS, Math.min(this.blockRows(iri), Math.ceil(rows / 2))));
  }
}

/** Patterns that differ in the names of their variables alone ask the same. */
function keyOf(iri: string, { subject, predicate, object, graph }: Pattern): string {
  const names: string[] = [];
  const normal = [subject, predicate, object, graph ?? ''].map((end) => {
    if (!isVariable(end)) return end;
    if (!names.includes(end)) names.push(end);
    return `?${names.indexOf(end)}`;
  });
  return `${iri} ${normal.join(' ')}`;
}
