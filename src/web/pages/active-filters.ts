import { collectionSearch } from '../../publish/collection-search.ts';
import type { CollectionPage, CollectionQuery } from '../../publish/collection-types.ts';
import type { FacetName } from '../../publish/facets.ts';
import { withoutValue } from '../collection-parameters.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { facetText } from './facet-value.ts';
import { type Text, textHtml } from './labels.ts';
import type { View } from './view.ts';

export interface ActiveFilter {
  /** What it is about: a facet, or the words. */
  readonly name: string;
  readonly text: Text;
  /** The same list without it. */
  readonly rest: CollectionQuery;
}

export function activeFilters(view: View, page: CollectionPage, query: CollectionQuery): ActiveFilter[] {
  const { facets } = view.messages;
  const filters: ActiveFilter[] = page.facets.flatMap(({ name, values }) =>
    values
      .filter(({ selected }) => selected)
      .map((value) => {
        const given = query.facets?.[name]?.find((one) => one === value.iri || one.toLowerCase() === value.slug.toLowerCase());
        return { name: facets[name], text: facetText(view, value), rest: withoutValue(query, name, given ?? value.slug) };
      }),
  );
  // A facet that the kind has no use for narrows it all the same: to nothing.
  for (const [name, values] of Object.entries(query.facets ?? {}) as [FacetName, readonly string[]][]) {
    if (page.kind.facets.includes(name)) continue;
    for (const value of values) {
      const text = { value: `${facets[name]}: ${value}`, language: '' };
      filters.push({ name: facets[name], text, rest: withoutValue(query, name, value) });
    }
  }
  if (query.q !== undefined) {
    const text = { value: `“${query.q}”`, language: '' };
    filters.push({ name: facets.q, text, rest: { ...query, q: undefined, page: undefined } });
  }
  return filters;
}

/** Each filter is a link to the same list without it. */
export function activeFilterLinks(view: View, page: CollectionPage, filters: readonly ActiveFilter[]): Html | undefined {
  if (filters.length === 0) return undefined;
  const { collection: words } = view.messages;
  const path = page.kind.collection;
  return html`<h2 class="visually-hidden">${words.active}</h2><ul class="active">${filters.map(
    ({ name, text, rest }) =>
      html`<li><a href="${view.href(path + collectionSearch(rest))}" aria-label="${say(words.remove, { name, value: text.value })}">${textHtml(text, view.language)} <span aria-hidden="true">×</span></a></li>\n`,
  )}
<li><a href="${view.href(path)}">${words.clear}</a></li></ul>`;
}
