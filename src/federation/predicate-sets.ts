import type { CharacteristicSet } from './source-summary.ts';

/** So many characteristic sets are kept; data with more of them is not star-shaped. */
export const MOST_SETS = 500;

/** The sets of predicates that subjects have, each a node of a trie. The predicates must come one after the other. */
export class PredicateSets {
  /** Node by `parent * predicates + predicate`; the root, 0, is the empty set. */
  readonly #children = new Map<number, number>();
  readonly #nodes: { readonly parent: number; readonly predicate: number }[] = [{ parent: 0, predicate: -1 }];
  readonly #nodeOfSubject: Int32Array;
  readonly #predicates: readonly string[];

  #subjects = 0;

  /** Subjects are numbers below `terms`, predicates places in the list. */
  constructor(terms: number, predicates: readonly string[]) {
    this.#nodeOfSubject = new Int32Array(terms);
    this.#predicates = predicates;
  }

  /** To be called once for each predicate of a subject. */
  add(subject: number, predicate: number): void {
    const parent = this.#nodeOfSubject[subject] ?? 0;
    if (parent === 0) this.#subjects++;
    const key = parent * this.#predicates.length + predicate;
    let node = this.#children.get(key);
    if (node === undefined) {
      node = this.#nodes.push({ parent, predicate }) - 1;
      this.#children.set(key, node);
    }
    this.#nodeOfSubject[subject] = node;
  }

  /** How many there are. */
  get subjects(): number {
    return this.#subjects;
  }

  /** The most frequent first; `undefined` when they are too many. */
  sets(): CharacteristicSet[] | undefined {
    const subjects = new Map<number, number>();
    for (const node of this.#nodeOfSubject) if (node !== 0) subjects.set(node, (subjects.get(node) ?? 0) + 1);
    if (subjects.size > MOST_SETS) return undefined;
    return [...subjects]
      .map(([node, count]) => ({ predicates: this.#pathTo(node).sort(), subjects: count }))
      .sort((a, b) => b.subjects - a.subjects || (a.predicates.join(' ') < b.predicates.join(' ') ? -1 : 1));
  }

  #pathTo(node: number): string[] {
    const path: string[] = [];
    for (let at = node; at !== 0; ) {
      const { parent, predicate } = this.#nodes[at] ?? { parent: 0, predicate: -1 };
      path.push(this.#predicates[predicate] ?? '');
      at = parent;
    }
    return path;
  }
}
