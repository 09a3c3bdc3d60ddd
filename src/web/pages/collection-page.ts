import { collectionSearch } from '../../publish/collection-search.ts';
import type { CollectionItem, CollectionPage, CollectionQuery } from '../../publish/collection-types.ts';
import { pagePathOf } from '../addresses.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { activeFilterLinks, activeFilters } from './active-filters.ts';
import { collectionName } from './collection-name.ts';
import { facetForm } from './facet-form.ts';
import { facetText } from './facet-value.ts';
import { mapText, textAttributes, textHtml } from './labels.ts';
import { termName } from './property-names.ts';
import type { View } from './view.ts';

/** WCAG 2.2 §2.4.2: a list that is narrowed has another title than the whole one. */
export function collectionTitle(view: View, page: CollectionPage, query: CollectionQuery): string {
  const filters = activeFilters(view, page, query).map(({ text }) => text.value);
  const narrowed = [collectionName(view, page.kind), ...filters].join(' · ');
  return page.page > 1 ? `${narrowed} (${say(view.messages.collection.page, { page: page.page })})` : narrowed;
}

/** @param table what stands for the list of items, full width */
export function collectionMain(view: View, page: CollectionPage, query: CollectionQuery, table?: Html): Html {
  const { messages } = view;
  const filters = activeFilters(view, page, query);
  const from = (page.page - 1) * page.size;
  const range = { from: view.number(from + 1), to: view.number(from + page.items.length), total: view.number(page.totalItems) };
  return html`<h1>${collectionName(view, page.kind)}</h1>
<div class="${table === undefined ? 'with-filters' : 'above-table'}">
${facetForm(view, page, query, filters.length)}
<section aria-labelledby="results"><h2 id="results">${page.items.length === 0 ? messages.collection.empty : say(messages.collection.count, range)}</h2>
${activeFilterLinks(view, page, filters)}
${table ?? html`<ol class="items" start="${from + 1}">${page.items.map((item) => itemHtml(view, page, item))}</ol>`}
${pager(view, page, query)}
</section></div>`;
}

function itemHtml(view: View, page: CollectionPage, item: CollectionItem): Html {
  const label = mapText(item.labels, view.language) ?? { value: item.slug, language: '' };
  const description = mapText(item.descriptions, view.language);
  const path = pagePathOf(item.iri, view.site.parts.config.baseIRI) ?? '';
  const acronym = item.acronym !== undefined && !label.value.includes(item.acronym) && html` <span class="quiet">${item.acronym}</span>`;
  return html`<li><h3><a href="${view.href(path)}">${textHtml(label, view.language)}</a>${acronym}</h3>
${description && html`<p${textAttributes(description, view.language)}>${shortened(description.value)}</p>`}
${itemFacts(view, page, item)}</li>\n`;
}

/** Up to a word's end near this many characters: enough to know what it is. */
const SUMMARY_LENGTH = 220;

function shortened(text: string): string {
  if (text.length <= SUMMARY_LENGTH) return text;
  const cut = text.slice(0, SUMMARY_LENGTH);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), SUMMARY_LENGTH - 40))} …`;
}

/** Its kind and who runs it, from the facets of the collection. */
function itemFacts(view: View, page: CollectionPage, item: CollectionItem): Html | undefined {
  const shown = page.facets.filter(({ name }) => name === 'type' || name === 'agency' || name === 'country');
  const facts = shown.flatMap(({ name, values }) => {
    const own = item.facets[name];
    const named = values.filter(({ iri }) => own.includes(iri)).slice(0, 6);
    return named.map((value) => textHtml(facetText(view, value), view.language));
  });
  const kind = page.kind.facets.includes('type') ? [] : specialTypes(view, page, item);
  const all = [...kind, ...facts];
  return all.length === 0 ? undefined : html`<p class="quiet">${all.map((fact, index) => html`${index > 0 && ' · '}${fact}`)}</p>`;
}

function specialTypes(view: View, page: CollectionPage, item: CollectionItem): Html[] {
  const own = item.types.filter((type) => type !== page.kind.classIRI && type.startsWith('https://w3id.org/technology-facilitation#'));
  const others = ['GeographicScope'].map((local) => `https://w3id.org/technology-facilitation#${local}`);
  return own.filter((type) => !others.includes(type)).map((type) => textHtml(termName(view, type), view.language));
}

function pager(view: View, page: CollectionPage, query: CollectionQuery): Html | undefined {
  if (page.pageCount < 2) return undefined;
  const { messages } = view;
  const link = (to: number, label: string, rel?: string) =>
    html`<a href="${view.href(page.kind.collection + collectionSearch({ ...query, page: to }))}"${rel && html` rel="${rel}"`}>${label}</a>\n`;
  return html`<nav class="pages" aria-label="${messages.collection.pages}">
${page.page > 1 && link(page.page - 1, messages.collection.previous, 'prev')}
${nearby(page).map((to) =>
  to === page.page
    ? html`<span aria-current="page">${view.number(to)}</span>\n`
    : html`<a href="${view.href(page.kind.collection + collectionSearch({ ...query, page: to }))}" aria-label="${say(messages.collection.page, { page: to })}">${view.number(to)}</a>\n`,
)}
${page.page < page.pageCount && link(page.page + 1, messages.collection.next, 'next')}</nav>`;
}

/** First, last, and the pages around this one. */
function nearby({ page, pageCount }: CollectionPage): number[] {
  const wanted = [1, page - 2, page - 1, page, page + 1, page + 2, pageCount];
  return [...new Set(wanted)].filter((number) => number >= 1 && number <= pageCount).sort((a, b) => a - b);
}
