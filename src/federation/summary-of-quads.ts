import { termToNTriples } from '../rdf/nquads.ts';
import type { Quad, Term } from '../rdf/terms.ts';
import { rdf } from '../rdf/vocabulary.ts';
import { coveringPrefixes, stemOf } from './iri-prefixes.ts';
import { PredicateSets } from './predicate-sets.ts';
import { BLANK, LITERAL, type PredicateSummary, type SourceSummary } from './source-summary.ts';

/** Above this many predicates or classes a summary names the most frequent ones alone, and is not complete. */
export const MOST_NAMES = 20_000;
/** Objects are listed up to this many, and this many characters. */
export const MOST_VALUES = 256;
const MOST_VALUE_CHARACTERS = 16_384;

const TYPE = rdf('type').value;

/** The exact summary of a graph: of the triples of all quads, each once. Time and memory grow with their number, its size does not. */
export function summaryOfQuads(iri: string, quads: Iterable<Quad>, validator?: string): SourceSummary {
  const builder = new SummaryBuilder();
  for (const quad of quads) builder.add(quad);
  return builder.finish(iri, validator);
}

/** Takes quads as they come: terms become numbers at once. */
export class SummaryBuilder {
  readonly #numbers = new Map<string, number>();
  /** IRIs as they are, other terms in N-Triples form, which no IRI begins like. */
  readonly #terms: string[] = [];
  /** Subject and object by turns, by predicate. */
  readonly #pairs = new Map<string, number[]>();

  add({ subject, predicate, object }: Quad): void {
    let pairs = this.#pairs.get(predicate.value);
    if (pairs === undefined) {
      pairs = [];
      this.#pairs.set(predicate.value, pairs);
    }
    pairs.push(this.#numberOf(subject), this.#numberOf(object));
  }

  finish(iri: string, validator?: string): SourceSummary {
    const names = [...this.#pairs.keys()];
    const sets = new PredicateSets(this.#terms.length, names);
    const isObject = new Uint8Array(this.#terms.length);
    const predicates = new Map<string, PredicateSummary>();
    let classes = new Map<string, number>();
    let triples = 0;
    for (const [index, name] of names.entries()) {
      const { subjects, objects } = this.#distinct(this.#pairs.get(name) ?? []);
      triples += subjects.triples;
      for (const subject of subjects.counts.keys()) sets.add(subject, index);
      for (const object of objects.counts.keys()) isObject[object] = 1;
      predicates.set(name, this.#predicateSummary(subjects, objects));
      if (name === TYPE) classes = this.#classes(objects);
    }
    const now = new Date().toISOString();
    return {
      source: iri,
      takenAt: now,
      verifiedAt: now,
      isComplete: predicates.size <= MOST_NAMES && classes.size <= MOST_NAMES,
      triples,
      distinctSubjects: sets.subjects,
      distinctObjects: isObject.reduce((sum, each) => sum + each, 0),
      predicates: mostFrequent(predicates, (predicate) => predicate.triples),
      classes: mostFrequent(classes, (count) => count),
      characteristicSets: sets.sets(),
      validator,
    };
  }

  #numberOf(term: Term): number {
    const key = term.termType === 'NamedNode' ? term.value : termToNTriples(term);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#terms.push(key) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** What the distinct triples of one predicate begin and end with. Sorted as numbers, two terms in each. */
  #distinct(pairs: readonly number[]): { subjects: End; objects: End } {
    const terms = this.#terms.length;
    const sorted = Float64Array.from({ length: pairs.length / 2 }, (_, i) => (pairs[2 * i] ?? 0) * terms + (pairs[2 * i + 1] ?? 0)).sort();
    const [subjects, objects] = [new Map<number, number>(), new Map<number, number>()];
    let [last, triples] = [-1, 0];
    for (const pair of sorted) {
      if (pair === last) continue;
      last = pair;
      triples++;
      const object = pair % terms;
      const subject = (pair - object) / terms;
      subjects.set(subject, (subjects.get(subject) ?? 0) + 1);
      objects.set(object, (objects.get(object) ?? 0) + 1);
    }
    return { subjects: { triples, counts: subjects }, objects: { triples, counts: objects } };
  }

  #predicateSummary(subjects: End, objects: End): PredicateSummary {
    return {
      triples: subjects.triples,
      distinctSubjects: subjects.counts.size,
      distinctObjects: objects.counts.size,
      subjects: this.#prefixes(subjects),
      objects: this.#prefixes(objects),
      values: this.#values(objects),
    };
  }

  #prefixes({ counts }: End): string[] | undefined {
    const stems = new Set<string>();
    const kinds = new Set<string>();
    for (const number of counts.keys()) {
      const term = this.#terms[number] ?? '';
      if (term.startsWith(LITERAL)) kinds.add(LITERAL);
      else if (term.startsWith(BLANK)) kinds.add(BLANK);
      // A triple term is none of what prefixes can say.
      else if (term.startsWith('<<')) return undefined;
      else stems.add(stemOf(term));
    }
    return [...coveringPrefixes(stems), ...kinds];
  }

  #values({ counts }: End): string[] | undefined {
    if (counts.size > MOST_VALUES) return undefined;
    return listedValues(
      [...counts.keys()].map((number) => this.#terms[number] ?? '').map((term) => (/^(?:"|_:|<<)/.test(term) ? term : `<${term}>`)),
    );
  }

  #classes({ counts }: End): Map<string, number> {
    const named = [...counts].map(([number, count]): [string, number] => [this.#terms[number] ?? '', count]);
    return new Map(named.filter(([term]) => !/^(?:"|_:|<<)/.test(term)));
  }
}

/** Distinct objects in N-Triples form as a summary lists them; `undefined` when they are too long, or blank nodes, which have no name elsewhere. */
export function listedValues(forms: readonly string[]): string[] | undefined {
  const hasBlank = forms.some((form) => /^(?:_:|<<.*_:)/s.test(form));
  return hasBlank || forms.join('').length > MOST_VALUE_CHARACTERS ? undefined : forms.toSorted();
}

/** The terms at one end of the triples of a predicate, and in how many each is. */
interface End {
  readonly triples: number;
  readonly counts: ReadonlyMap<number, number>;
}

function mostFrequent<T>(counted: ReadonlyMap<string, T>, countOf: (entry: T) => number): Map<string, T> {
  const order = [...counted].sort(([a, x], [b, y]) => countOf(y) - countOf(x) || (a < b ? -1 : 1));
  return new Map(order.slice(0, MOST_NAMES));
}
