import type { CollectionPage, CollectionQuery, FacetValue } from '../../publish/collection-types.ts';
import type { FacetName } from '../../publish/facets.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { facetText } from './facet-value.ts';
import { textHtml } from './labels.ts';
import type { View } from './view.ts';

/**
 * The filters of a collection as a plain GET form: boxes within one facet are alternatives, facets narrow each other. On a phone
 * they are folded, so that the page begins with its results.
 */
export function facetForm(view: View, page: CollectionPage, query: CollectionQuery, activeCount: number): Html {
  const { messages } = view;
  const { filters, filtersActive } = messages.collection;
  const isExplicit = view.url.searchParams.has('lang');
  return html`<form class="filters" method="get" action="${view.site.basePath}${page.kind.collection}" aria-label="${filters}">
<details class="fold"><summary>${activeCount === 0 ? filters : say(filtersActive, { count: activeCount })}</summary>
${isExplicit && html`<input type="hidden" name="lang" value="${view.language}">`}
${query.size !== undefined && html`<input type="hidden" name="size" value="${query.size}">`}
<label class="field" for="q"><span class="hint">${messages.facets.q}</span><input id="q" type="search" name="q" value="${query.q ?? ''}" autocomplete="off"></label>
${page.facets.map((facet) => facetGroup(view, facet.name, facet.values))}
<p><button type="submit">${messages.collection.apply}</button></p>
</details></form>`;
}

function facetGroup(view: View, name: FacetName, values: readonly FacetValue[]): Html | undefined {
  const shown = values.filter(({ count, selected }) => count > 0 || selected);
  if (shown.length === 0) return undefined;
  const isOpen = shown.some(({ selected }) => selected);
  return html`<details class="facet"${isOpen && html` open`}><summary>${view.messages.facets[name]} <span class="quiet">(${view.number(shown.length)})</span></summary>
<fieldset><legend class="visually-hidden">${view.messages.facets[name]}</legend><ul>
${shown.map(
  (value) =>
    html`<li><label><input type="checkbox" name="${name}" value="${value.slug}"${value.selected && html` checked`}> <span>${textHtml(facetText(view, value), view.language)}</span> <span class="quiet count">${view.number(value.count)}</span></label></li>\n`,
)}</ul></fieldset></details>\n`;
}
