import type { Quad } from '../rdf/terms.ts';
import { dcat, rdf, tf } from '../rdf/vocabulary.ts';

/** The dataset of the sources in shipped files. */
export const SHIPPED_SOURCES = 'sources';
/** The dataset of the sources that were registered while the service had its data: no shipped file is ever loaded into it. */
export const REGISTERED_SOURCES = 'registered-sources';

/** What these lead to is part of the registration. */
const OWNING = new Set([tf('limits').value, tf('credentials').value, dcat('servesDataset').value]);

type Follows = (quad: Quad) => boolean;

/** IRIs of the sources that the quads describe, in order of their first mention. */
export function sourcesIn(quads: readonly Quad[]): string[] {
  const types = quads.filter(({ predicate, object }) => predicate.equals(rdf('type')) && object.equals(tf('FederatedSource')));
  return [...new Set(types.map(({ subject }) => subject.value))];
}

/** The source with its limits, its reference to credentials, its datasets and what has no name of its own. */
export function ownedBy(quads: readonly Quad[], source: string): Set<string> {
  return reached(quads, [source], ({ predicate, object }) => OWNING.has(predicate.value) || isNameless(object));
}

/** The sources with all that they lead to. */
export function reachedFrom(quads: readonly Quad[], sources: readonly string[]): Set<string> {
  return reached(quads, sources, ({ object }) => object.termType === 'NamedNode' || object.termType === 'BlankNode');
}

/** The quads without a source and what is its own; what it shares with others stays. */
export function withoutSource(quads: readonly Quad[], source: string): Quad[] {
  const gone = ownedBy(quads, source);
  for (const other of sourcesIn(quads)) if (other !== source) for (const node of ownedBy(quads, other)) gone.delete(node);
  return quads.filter(({ subject }) => !gone.has(subject.value));
}

function reached(quads: readonly Quad[], from: readonly string[], follows: Follows): Set<string> {
  const bySubject = Map.groupBy(quads, ({ subject }) => subject.value);
  const found = new Set(from);
  // A set's iteration goes on to what is added to it on the way, each node once.
  for (const node of found) for (const quad of bySubject.get(node) ?? []) if (follows(quad)) found.add(quad.object.value);
  return found;
}

/** RDF 1.1 §3.5: a Skolem IRI stands for a node that its source gave no name. */
function isNameless({ termType, value }: Quad['object']): boolean {
  return termType === 'BlankNode' || (termType === 'NamedNode' && value.includes('/.well-known/genid/'));
}
