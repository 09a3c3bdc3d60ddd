import type { FacetValue } from '../../publish/collection-types.ts';
import { tf } from '../../rdf/vocabulary.ts';
import { mapText, type Text } from './labels.ts';
import { termName } from './property-names.ts';
import type { View } from './view.ts';

/** Classes are called as everywhere else, other things by their labels. */
export function facetText(view: View, { iri, labels }: FacetValue): Text {
  const label = iri.startsWith(tf('').value) ? undefined : mapText(labels, view.language);
  return label ?? termName(view, iri);
}
