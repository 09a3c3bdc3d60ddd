import { prefixedName } from '../addresses.ts';
import { PROPERTY_NAMES } from '../messages/messages.ts';
import { vocabularyOf } from '../vocabulary-index.ts';
import { capitalised, labelOf, nameFromIRI, type Text } from './labels.ts';
import type { View } from './view.ts';

/** What a page calls a property or class: our ontology's label, our name for a foreign term, or words made of its name. */
export function termName(view: View, iri: string): Text {
  const fromOntology = labelOf(vocabularyOf(view.site).ontology, iri, view.language);
  const interfaceName = interfaceNameOf(view, iri);
  if (interfaceName !== undefined && fromOntology?.language !== view.language) return interfaceName;
  if (fromOntology !== undefined) return { ...fromOntology, value: capitalised(fromOntology.value, fromOntology.language) };
  return { value: capitalised(spaced(nameFromIRI(iri)), 'en'), language: 'en' };
}

function interfaceNameOf(view: View, iri: string): Text | undefined {
  const names: Readonly<Record<string, string>> = PROPERTY_NAMES[view.language];
  const value = names[prefixedName(iri) ?? ''];
  return value === undefined ? undefined : { value, language: view.language };
}

/** `dcat:endpointURL` reads `endpoint URL`. */
function spaced(name: string): string {
  return name.replace(/^\w+:/, '').replace(/([a-z])([A-Z])/g, (_pair, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
