/** Counting stops here: what matches more is a poor beginning in any case. About a millisecond. */
const MOST_COUNTED = 5000;
const SAMPLED = 2000;
const SAMPLED_SUBJECTS = 200;
/** Of texts that clients make up, so many are remembered. */
const MOST_REMEMBERED = 10_000;

/**
 * How many triples match, as far as the order of joins needs it: counted in the store when first asked for, and remembered until
 * the store changes. So equal replicas plan alike, and the rows of an answer come in the same order from each.
 */
export class TripleStatistics {
  readonly most = MOST_COUNTED;
  /** Gives the first row of a SELECT, as numbers. */
  readonly #ask: (query: string) => readonly number[];
  readonly #remembered = new Map<string, number>();

  constructor(ask: (query: string) => readonly number[]) {
    this.#ask = ask;
  }

  /** Triples with a predicate and an object, both as they are written in a query: at most `most`. */
  count(predicate: string, object: string): number {
    return this.#once(`${predicate} ${object}`, () => {
      const [count = 0] = this.#ask(`SELECT (COUNT(*) AS ?n) { SELECT * { ?s ${predicate} ${object} } LIMIT ${MOST_COUNTED} }`);
      return count;
    });
  }

  /** How many subjects an object has by a predicate: the mean of some objects. The engine's index has those of one object together. */
  subjectsOfObject(predicate: string): number {
    return this.#once(predicate, () => {
      const sample = `SELECT ?o { ?s ${predicate} ?o } LIMIT ${SAMPLED}`;
      const [triples = 0, objects = 0] = this.#ask(`SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?o) AS ?d) { ${sample} }`);
      return triples / Math.max(1, objects);
    });
  }

  /**
   * How many objects a subject has by a predicate: the mean of some subjects, of those alone that have one.
   * @param subjects a pattern whose `?s` they are; a predicate or two and the classes make few of them
   */
  objectsOfSubject(predicate: string, subjects: string): number {
    return this.#once(`${subjects} . ${predicate}`, () => {
      const sample = `{ SELECT DISTINCT ?s { ${subjects} } LIMIT ${SAMPLED_SUBJECTS} } ?s ${predicate} ?o`;
      const [objects = 0, having = 0] = this.#ask(`SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?d) { ${sample} }`);
      return Math.max(1, objects / Math.max(1, having));
    });
  }

  /** To be called when the store has changed. */
  forget(): void {
    this.#remembered.clear();
  }

  #once(key: string, count: () => number): number {
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    const counted = count();
    this.#remembered.set(key, counted);
    return counted;
  }
}
