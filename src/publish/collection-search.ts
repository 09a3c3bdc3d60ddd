import type { CollectionQuery } from './collection-types.ts';
import { FACET_NAMES } from './facets.ts';

/** The query as the search part of an address, with `?`; empty when there is nothing to say. The language is negotiated, not addressed. */
export function collectionSearch(query: CollectionQuery): string {
  const parameters = new URLSearchParams();
  for (const name of FACET_NAMES) {
    for (const value of [...(query.facets?.[name] ?? [])].sort()) parameters.append(name, value);
  }
  if (query.q !== undefined && query.q.trim() !== '') parameters.set('q', query.q.trim());
  if (query.size !== undefined) parameters.set('size', String(query.size));
  if (query.page !== undefined) parameters.set('page', String(query.page));
  const search = parameters.toString();
  return search === '' ? '' : `?${search}`;
}
