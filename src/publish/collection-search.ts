import type { CollectionQuery } from './collection-types.ts';

/** The order of parameters in addresses of collections, so that the same query has one address. */
const FACET_ORDER = ['type', 'agency', 'function', 'area', 'sdg', 'country'] as const;

/** The query as the search part of an address, with `?`; empty when there is nothing to say. The language is negotiated, not addressed. */
export function collectionSearch(query: CollectionQuery): string {
  const parameters = new URLSearchParams();
  for (const name of FACET_ORDER) {
    for (const value of [...(query.facets?.[name] ?? [])].sort()) parameters.append(name, value);
  }
  if (query.q !== undefined && query.q.trim() !== '') parameters.set('q', query.q.trim());
  if (query.size !== undefined) parameters.set('size', String(query.size));
  if (query.page !== undefined) parameters.set('page', String(query.page));
  const search = parameters.toString();
  return search === '' ? '' : `?${search}`;
}
