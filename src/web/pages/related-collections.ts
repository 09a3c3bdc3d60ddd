import { collectionSearch } from '../../publish/collection-search.ts';
import { facetIRI } from '../../publish/collections.ts';
import { KINDS } from '../../publish/kinds.ts';
import { slugOf } from '../../publish/names.ts';
import { type Html, html } from '../html.ts';
import { collectionName } from './collection-name.ts';
import type { View } from './view.ts';

/** The collections that can be narrowed to a thing: a concept's own page does not list the half of the inventory that points to it. */
export function relatedCollections(view: View, iri: string): Html | undefined {
  const { collections, parts } = view.site;
  const slug = slugOf(iri);
  const links = KINDS.flatMap((kind) =>
    kind.facets
      .filter((name) => facetIRI(kind, name, slug, parts.config.baseIRI) === iri)
      .flatMap((name) => {
        const query = { facets: { [name]: [slug] } };
        const { totalItems } = collections.page(kind, { ...query, size: 1 });
        if (totalItems === 0) return [];
        const address = view.href(kind.collection + collectionSearch(query));
        return [html`<li><a href="${address}"><strong>${view.number(totalItems)}</strong> ${collectionName(view, kind)}</a></li>\n`];
      }),
  );
  if (links.length === 0) return undefined;
  return html`<section class="group" aria-labelledby="collections"><h2 id="collections">${view.messages.entity.inCollections}</h2><ul class="counts">${links}</ul></section>`;
}
