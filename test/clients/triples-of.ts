import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { defaultGraph, type Quad, quad } from '../../src/rdf/terms.ts';

/** Lines of N-Triples, sorted. */
export function triplesOf(quads: Iterable<Quad>): string[] {
  return Array.from(quads, ({ subject, predicate, object }) => quadToNQuad(quad(subject, predicate, object, defaultGraph())).trim()).sort();
}
