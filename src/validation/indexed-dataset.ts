import type { Quad, Term } from '../rdf/terms.ts';

/** The quads that match a pattern: what the engine reads of an RDF/JS dataset's `match()`. */
export interface Matches extends Iterable<Quad> {
  readonly size: number;
}

type Pattern = Term | null | undefined;

const NOTHING: readonly Quad[] = [];

/**
 * A set of triples for the SHACL engine: graph names are ignored, so the union of all datasets is one data graph, and
 * every pattern that validation uses is two look-ups in a map (n3's store, which copies quads on each match, takes several times as long).
 */
export class IndexedDataset {
  readonly #seen = new Set<string>();
  readonly #bySubject = new Map<string, Map<string, Quad[]>>();
  readonly #byObject = new Map<string, Map<string, Quad[]>>();
  readonly #byPredicate = new Map<string, Quad[]>();

  constructor(quads: Iterable<Quad> = []) {
    for (const quad of quads) this.add(quad);
  }

  get size(): number {
    return this.#seen.size;
  }

  add(quad: Quad): this {
    const [subject, predicate, object] = [termKey(quad.subject), termKey(quad.predicate), termKey(quad.object)];
    const triple = `${subject} ${predicate} ${object}`;
    if (this.#seen.has(triple)) return this;
    this.#seen.add(triple);
    listIn(mapIn(this.#bySubject, subject), predicate).push(quad);
    listIn(mapIn(this.#byObject, object), predicate).push(quad);
    listIn(this.#byPredicate, predicate).push(quad);
    return this;
  }

  match(subject?: Pattern, predicate?: Pattern, object?: Pattern): Matches {
    const quads = this.#candidates(subject, predicate, object);
    const wanted = subject && object ? termKey(object) : undefined;
    const matching = wanted === undefined ? quads : quads.filter((quad) => termKey(quad.object) === wanted);
    return { size: matching.length, [Symbol.iterator]: () => matching[Symbol.iterator]() };
  }

  *[Symbol.iterator](): Iterator<Quad> {
    for (const quads of this.#byPredicate.values()) yield* quads;
  }

  #candidates(subject: Pattern, predicate: Pattern, object: Pattern): readonly Quad[] {
    const bySide = subject ? this.#bySubject.get(termKey(subject)) : object ? this.#byObject.get(termKey(object)) : undefined;
    if (subject || object) return predicate ? (bySide?.get(termKey(predicate)) ?? NOTHING) : [...(bySide?.values() ?? [])].flat();
    return predicate ? (this.#byPredicate.get(termKey(predicate)) ?? NOTHING) : [...this];
  }
}

/** A string that two terms share exactly when they are equal; an IRI's is the IRI, a blank node's is `_:` and its label. */
export function termKey(term: Term): string {
  switch (term.termType) {
    case 'NamedNode':
      return term.value;
    case 'BlankNode':
      return `_:${term.value}`;
    case 'Literal':
      return `"${term.value}"@${term.language}--${term.direction ?? ''}^^${term.datatype.value}`;
    case 'Quad':
      return `<<(${termKey(term.subject)} ${termKey(term.predicate)} ${termKey(term.object)})>>`;
    default:
      return `${term.termType} ${term.value}`;
  }
}

function mapIn<Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let inner = map.get(key);
  if (inner === undefined) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}

function listIn(map: Map<string, Quad[]>, key: string): Quad[] {
  let list = map.get(key);
  if (list === undefined) {
    list = [];
    map.set(key, list);
  }
  return list;
}
