import { literal, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { dct, hydra, rdf, tf, xsd } from '../rdf/vocabulary.ts';
import type { CollectionIndex } from './collection-index.ts';
import { collectionSearch } from './collection-search.ts';
import type { CollectionPage, CollectionQuery } from './collection-types.ts';
import { FACETS } from './facets.ts';
import type { Kind } from './kinds.ts';
import { LABEL_PREDICATES } from './names.ts';

const TYPE = rdf('type').value;

/**
 * A page as `hydra:Collection` (all that matches) with a `hydra:PartialCollectionView` (this page) and its members: type, names and what the facets
 * and the table of the page show of them. Hydra Core §4.2: `next` and `previous` are absent at the ends.
 */
export function collectionQuads(
  page: CollectionPage,
  query: CollectionQuery,
  { index, baseIRI }: { readonly index: CollectionIndex; readonly baseIRI: string },
): { quads: Quad[]; rootIRI: string } {
  const iri = (number?: number): string =>
    `${baseIRI}${page.kind.collection}${collectionSearch({ ...query, page: number, size: number === undefined ? undefined : query.size })}`;
  const collection = namedNode(iri());
  const view = namedNode(iri(page.page));
  const quads = [
    quad(collection, rdf('type'), hydra('Collection')),
    quad(collection, hydra('totalItems'), literal(String(page.totalItems), xsd('integer'))),
    quad(collection, hydra('view'), view),
    quad(view, rdf('type'), hydra('PartialCollectionView')),
    quad(view, hydra('first'), namedNode(iri(1))),
    quad(view, hydra('last'), namedNode(iri(page.pageCount))),
  ];
  if (page.page < page.pageCount) quads.push(quad(view, hydra('next'), namedNode(iri(page.page + 1))));
  if (page.page > 1) quads.push(quad(view, hydra('previous'), namedNode(iri(Math.min(page.page - 1, page.pageCount)))));
  return { quads: [...quads, ...members(page, collection.value, index)], rootIRI: collection.value };
}

function members(page: CollectionPage, collection: string, index: CollectionIndex): Quad[] {
  const shown = shownPredicates(page.kind);
  const values = new Set<string>();
  const quads = page.items.flatMap(({ iri }) => {
    const own = index.quads(iri).filter(({ predicate }) => shown.has(predicate.value));
    for (const { predicate, object } of own) if (object.termType === 'NamedNode' && predicate.value !== TYPE) values.add(object.value);
    return [quad(namedNode(collection), hydra('member'), namedNode(iri)), ...own];
  });
  for (const { iri } of page.items) values.delete(iri);
  const names = [...values].flatMap((iri) => index.quads(iri).filter(({ predicate }) => LABEL_PREDICATES.includes(predicate.value)));
  return [...quads, ...names];
}

function shownPredicates(kind: Kind): Set<string> {
  return new Set([
    TYPE,
    ...LABEL_PREDICATES,
    ...kind.facets.flatMap((name) => FACETS[name].predicates),
    ...(kind.typePredicate === undefined ? [] : [kind.typePredicate]),
    ...(kind.shown ?? []),
    ...['acronym', 'startYear', 'endYear'].map((local) => tf(local).value),
    dct('description').value,
  ]);
}
