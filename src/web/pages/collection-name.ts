import type { Kind } from '../../publish/kinds.ts';
import { termName } from './property-names.ts';
import type { View } from './view.ts';

/** What a page calls a collection: our plural, or the name of the class for one that we have no word for. */
export function collectionName(view: View, kind: Kind): string {
  const names: Readonly<Record<string, string>> = view.messages.collections;
  return names[kind.collection] ?? termName(view, kind.classIRI).value;
}
