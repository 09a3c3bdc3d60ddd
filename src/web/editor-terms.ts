import { PREFIXES } from '../rdf/prefixes.ts';
import { prefixedName } from './addresses.ts';
import { PROPERTY_NAMES } from './messages/messages.ts';
import { termName } from './pages/property-names.ts';
import type { View } from './pages/view.ts';
import { vocabularyOf } from './vocabulary-index.ts';

/** Classes and properties for the editor to complete: all of our ontology, and those that the data uses of other vocabularies. */
export function editorTerms(view: View): { readonly name: string; readonly label: string }[] {
  const ours = vocabularyOf(view.site).model.terms.filter(({ kind, deprecated }) => kind !== 'individual' && !deprecated);
  const others = Object.keys(PROPERTY_NAMES[view.language]).map(iriOf);
  const iris = new Set([...ours.map(({ iri }) => iri), ...others]);
  return [...iris].flatMap((iri) => {
    const name = prefixedName(iri);
    return name === undefined ? [] : [{ name, label: termName(view, iri).value }];
  });
}

function iriOf(name: string): string {
  const [prefix = '', local = ''] = name.split(':');
  const namespaces: Readonly<Record<string, string>> = PREFIXES;
  return `${namespaces[prefix]}${local}`;
}
