import { blankNode, type Quad, type Quad_Object, type Quad_Subject, quad } from '../rdf/terms.ts';
import { sh } from '../rdf/vocabulary.ts';

const PATH_PREDICATES = new Set(
  ['inversePath', 'alternativePath', 'zeroOrMorePath', 'oneOrMorePath', 'zeroOrOnePath'].map((name) => sh(name).value),
);

/**
 * Makes the nodes of property paths blank again. The store gives blank nodes an IRI, but SHACL (§2.3.1) tells a path from a
 * predicate by its being "a blank node that is the subject of exactly one triple", and the engine would take the IRI for a predicate.
 */
export function withBlankPaths(shapes: readonly Quad[]): Quad[] {
  const paths = new Set(shapes.filter(({ predicate }) => PATH_PREDICATES.has(predicate.value)).map(({ subject }) => subject.value));
  const blank = <T extends Quad_Subject | Quad_Object>(term: T): T =>
    term.termType === 'NamedNode' && paths.has(term.value) ? (blankNode(`path-${term.value}`) as Quad_Subject as T) : term;
  return shapes.map(({ subject, predicate, object, graph }) => quad(blank(subject), predicate, blank(object), graph));
}
