import { collectionSearch } from '../../publish/collection-search.ts';
import type { CollectionPage, CollectionQuery, FacetValue } from '../../publish/collection-types.ts';
import type { FacetName } from '../../publish/facets.ts';
import { tf } from '../../rdf/vocabulary.ts';
import { withoutValue } from '../collection-parameters.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { mapText, type Text, textHtml } from './labels.ts';
import { termName } from './property-names.ts';
import type { View } from './view.ts';

/** The filters of a collection as a plain GET form: boxes within one facet are alternatives, facets narrow each other. */
export function facetForm(view: View, page: CollectionPage, query: CollectionQuery): Html {
  const { messages } = view;
  const isExplicit = view.url.searchParams.has('lang');
  return html`<form class="filters" method="get" action="${view.site.basePath}${page.kind.collection}" aria-label="${messages.collection.filters}">
${isExplicit && html`<input type="hidden" name="lang" value="${view.language}">`}
${query.size !== undefined && html`<input type="hidden" name="size" value="${query.size}">`}
<label class="field" for="q"><span class="hint">${messages.facets.q}</span><input id="q" type="search" name="q" value="${query.q ?? ''}" autocomplete="off"></label>
${page.facets.map((facet) => facetGroup(view, facet.name, facet.values))}
<p><button type="submit">${messages.collection.apply}</button></p>
</form>`;
}

function facetGroup(view: View, name: FacetName, values: readonly FacetValue[]): Html | undefined {
  const shown = values.filter(({ count, selected }) => count > 0 || selected);
  if (shown.length === 0) return undefined;
  const isOpen = shown.some(({ selected }) => selected);
  return html`<details class="facet"${isOpen && html` open`}><summary>${view.messages.facets[name]} <span class="quiet">(${view.number(shown.length)})</span></summary>
<fieldset><legend class="visually-hidden">${view.messages.facets[name]}</legend><ul>
${shown.map(
  (value) =>
    html`<li><label><input type="checkbox" name="${name}" value="${value.slug}"${value.selected && html` checked`}> <span>${valueName(view, value)}</span> <span class="quiet count">${view.number(value.count)}</span></label></li>\n`,
)}</ul></fieldset></details>\n`;
}

export function valueName(view: View, value: FacetValue): Html {
  return textHtml(valueText(view, value), view.language);
}

/** Classes are called as everywhere else, other things by their labels. */
function valueText(view: View, { iri, labels }: FacetValue): Text {
  const label = iri.startsWith(tf('').value) ? undefined : mapText(labels, view.language);
  return label ?? termName(view, iri);
}

/** The filters in force, each a link to the same list without it. */
export function activeFilters(view: View, page: CollectionPage, query: CollectionQuery): Html | undefined {
  const { messages } = view;
  const path = page.kind.collection;
  const remove = (name: string, value: string, label: Html, rest: CollectionQuery) =>
    html`<li><a href="${view.href(path + collectionSearch(rest))}" aria-label="${say(messages.collection.remove, { name, value })}">${label} <span aria-hidden="true">×</span></a></li>\n`;
  const chosen = page.facets.flatMap((facet) =>
    facet.values.filter(({ selected }) => selected).map((value) => ({ name: facet.name, value })),
  );
  const items = chosen.map(({ name, value }) => {
    const given = query.facets?.[name]?.find((one) => one === value.iri || one.toLowerCase() === value.slug.toLowerCase()) ?? value.slug;
    const text = valueText(view, value).value;
    return remove(messages.facets[name], text, valueName(view, value), withoutValue(query, name, given));
  });
  // A facet that the kind has no use for narrows it all the same: to nothing.
  for (const [name, values] of Object.entries(query.facets ?? {}) as [FacetName, readonly string[]][]) {
    if (page.kind.facets.includes(name)) continue;
    for (const value of values)
      items.push(remove(messages.facets[name], value, html`${messages.facets[name]}: ${value}`, withoutValue(query, name, value)));
  }
  if (query.q !== undefined)
    items.push(remove(messages.facets.q, query.q, html`“${query.q}”`, { ...query, q: undefined, page: undefined }));
  if (items.length === 0) return undefined;
  return html`<h2 class="visually-hidden">${messages.collection.active}</h2><ul class="active">${items}
<li><a class="clear" href="${view.href(path)}">${messages.collection.clear}</a></li></ul>`;
}
