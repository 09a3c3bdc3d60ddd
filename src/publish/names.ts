import type { Quad } from '../rdf/terms.ts';
import { dct, rdfs, skos } from '../rdf/vocabulary.ts';

/** Predicates that name a thing, the preferred one first. */
export const LABEL_PREDICATES: readonly string[] = [skos('prefLabel').value, dct('title').value, rdfs('label').value];

/** The part of an IRI after its last `/` or `#`: the slug of our own names. */
export function slugOf(iri: string): string {
  return iri.slice(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
}

/** Labels by language tag (`''` for none) from the triples of one subject; per language the one of the most preferred predicate. */
export function labelsOf(quads: readonly Quad[]): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const predicate of LABEL_PREDICATES) {
    for (const { predicate: own, object } of quads) {
      if (own.value === predicate && object.termType === 'Literal') labels[object.language] ??= object.value;
    }
  }
  return labels;
}

/** The label to show to a reader of a language: that one, then English, then one without language, then the first there is. */
export function labelIn(labels: Readonly<Record<string, string>>, language: string): string | undefined {
  return labels[language] ?? labels.en ?? labels[''] ?? Object.values(labels)[0];
}
