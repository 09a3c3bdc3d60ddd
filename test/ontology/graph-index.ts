import type { Quad, Term } from '../../src/rdf/terms.ts';

/** Look-ups that the checks of the ontology share. */
export interface GraphIndex {
  objects(subject: string, predicate: string): Term[];
  /** Values of the objects that are IRIs. */
  iris(subject: string, predicate: string): string[];
  subjects(predicate: string, object: string): string[];
  /** Everything reachable over the predicate in one step or more. */
  closure(subject: string, predicate: string): Set<string>;
}

export function indexGraph(quads: readonly Quad[]): GraphIndex {
  const bySubject = Map.groupBy(quads, (quad) => quad.subject.value);
  const objects = (subject: string, predicate: string) =>
    (bySubject.get(subject) ?? []).filter((quad) => quad.predicate.value === predicate).map((quad) => quad.object);
  const iris = (subject: string, predicate: string) =>
    objects(subject, predicate)
      .filter((term) => term.termType === 'NamedNode')
      .map((term) => term.value);
  function closure(subject: string, predicate: string): Set<string> {
    const reached = new Set<string>();
    const open = [subject];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const iri of iris(next, predicate)) {
        if (!reached.has(iri)) {
          reached.add(iri);
          open.push(iri);
        }
      }
    }
    return reached;
  }
  return {
    objects,
    iris,
    closure,
    subjects: (predicate, object) =>
      quads.filter((quad) => quad.predicate.value === predicate && quad.object.value === object).map((quad) => quad.subject.value),
  };
}
