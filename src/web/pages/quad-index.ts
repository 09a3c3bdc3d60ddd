import type { Quad, Term } from '../../rdf/terms.ts';
import { rdf } from '../../rdf/vocabulary.ts';

/** Quads by subject and by object, for pages that show one description at a time. Graph names play no part. */
export class QuadIndex {
  readonly #bySubject: Map<string, Quad[]>;
  readonly #byObject: Map<string, Quad[]>;

  constructor(quads: Iterable<Quad>) {
    const all = [...quads];
    this.#bySubject = Map.groupBy(all, (quad) => quad.subject.value);
    this.#byObject = Map.groupBy(
      all.filter((quad) => quad.object.termType === 'NamedNode'),
      (quad) => quad.object.value,
    );
  }

  subjects(): string[] {
    return [...this.#bySubject.keys()];
  }

  about(subject: string): readonly Quad[] {
    return this.#bySubject.get(subject) ?? [];
  }

  referringTo(object: string): readonly Quad[] {
    return this.#byObject.get(object) ?? [];
  }

  /** Distinct values, in the order of the quads. */
  objects(subject: string, predicate: string): Term[] {
    const found: Term[] = [];
    for (const quad of this.about(subject)) {
      if (quad.predicate.value === predicate && !found.some((term) => term.equals(quad.object))) found.push(quad.object);
    }
    return found;
  }

  value(subject: string, predicate: string): string | undefined {
    return this.objects(subject, predicate)[0]?.value;
  }

  iris(subject: string, predicate: string): string[] {
    return this.objects(subject, predicate).flatMap((term) => (term.termType === 'NamedNode' ? [term.value] : []));
  }

  /** Subjects that have the type, by IRI. */
  ofType(classIRI: string): string[] {
    const quads = this.referringTo(classIRI).filter((quad) => quad.predicate.equals(rdf('type')));
    return [...new Set(quads.map((quad) => quad.subject.value))].sort();
  }
}
