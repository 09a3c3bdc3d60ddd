import { FacilisError } from '../errors.ts';
import type { Quad } from '../rdf/terms.ts';
import type { StoreReader } from '../store/types.ts';
import { collectionCsv, type ExtraColumns } from './collection-csv.ts';
import { CollectionIndex, type IndexedItem } from './collection-index.ts';
import { collectionQuads } from './collection-rdf.ts';
import type { CollectionPage, CollectionQuery, FacetValue } from './collection-types.ts';
import { FACETS, type FacetName } from './facets.ts';
import type { Kind } from './kinds.ts';
import { labelIn, slugOf } from './names.ts';
import { matchesWords } from './search-text.ts';

const DEFAULT_SIZE = 50;
const MAX_SIZE = 500;

export interface Collections {
  /** @throws FacilisError `malformed-request` for a page or size out of bounds */
  page(kind: Kind, query: CollectionQuery): CollectionPage;
  /** The page as a Hydra collection. `rootIRI` is its top for JSON-LD. */
  quads(kind: Kind, query: CollectionQuery): { readonly quads: Quad[]; readonly rootIRI: string };
  /** All items that match, not one page: RFC 4180 with a header line. */
  csv(kind: Kind, query: CollectionQuery, extra?: ExtraColumns): string;
}

/** Collections over the current revision of a store; what was read is kept until the next revision. */
export function createCollections(reader: StoreReader): Collections {
  let current: CollectionIndex | undefined;
  const index = (): CollectionIndex => {
    if (current?.sequence !== reader.sequence()) current = new CollectionIndex(reader);
    return current as CollectionIndex;
  };
  return {
    page: (kind, query) => pageOf(index(), kind, query, reader),
    quads: (kind, query) => collectionQuads(pageOf(index(), kind, query, reader), query, { index: index(), baseIRI: reader.baseIRI }),
    csv: (kind, query, extra) =>
      collectionCsv(matching(index(), kind, selection(kind, query, reader.baseIRI), query), kind, index(), extra),
  };
}

/** Wanted values as IRIs, by facet. */
type Selection = ReadonlyMap<FacetName, ReadonlySet<string>>;

function pageOf(index: CollectionIndex, kind: Kind, query: CollectionQuery, reader: StoreReader): CollectionPage {
  const page = wholeNumber('page', query.page ?? 1, Number.MAX_SAFE_INTEGER);
  const size = wholeNumber('size', query.size ?? DEFAULT_SIZE, MAX_SIZE);
  const selected = selection(kind, query, reader.baseIRI);
  const all = matching(index, kind, selected, query);
  return {
    kind,
    items: all.slice((page - 1) * size, page * size),
    totalItems: all.length,
    page,
    size,
    pageCount: Math.max(1, Math.ceil(all.length / size)),
    facets: kind.facets.map((name) => ({ name, values: facetCounts(index, kind, name, selected, query) })),
    unknown: unknownValues(kind, query, reader),
  };
}

function matching(index: CollectionIndex, kind: Kind, selected: Selection, query: CollectionQuery): IndexedItem[] {
  const language = query.language ?? 'en';
  const collator = new Intl.Collator(language, { numeric: true });
  return index
    .items(kind)
    .filter((item) => matchesAll(item, selected, query.q))
    .map((item) => ({ item, label: labelIn(item.labels, language) ?? item.slug }))
    .sort((a, b) => collator.compare(a.label, b.label) || (a.item.iri < b.item.iri ? -1 : 1))
    .map(({ item }) => item);
}

function matchesAll(item: IndexedItem, selected: Selection, q: string | undefined, except?: FacetName): boolean {
  for (const [name, wanted] of selected) {
    if (name !== except && !item.facets[name]?.some((value) => wanted.has(value))) return false;
  }
  return q === undefined || matchesWords(item.searchText, q);
}

function facetCounts(index: CollectionIndex, kind: Kind, name: FacetName, selected: Selection, query: CollectionQuery): FacetValue[] {
  const counts = new Map<string, number>([...(selected.get(name) ?? [])].map((iri) => [iri, 0]));
  for (const item of index.items(kind)) {
    if (!matchesAll(item, selected, query.q, name)) continue;
    for (const value of item.facets[name]) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const language = query.language ?? 'en';
  const collator = new Intl.Collator(language, { numeric: true });
  const label = (value: FacetValue): string => labelIn(value.labels, language) ?? value.slug;
  return [...counts]
    .map(([iri, count]) => ({ iri, slug: slugOf(iri), labels: index.labels(iri), count, selected: selected.get(name)?.has(iri) ?? false }))
    .sort((a, b) => b.count - a.count || collator.compare(label(a), label(b)) || (a.iri < b.iri ? -1 : 1));
}

function selection(kind: Kind, query: CollectionQuery, baseIRI: string): Selection {
  const asked = Object.entries(query.facets ?? {}) as [FacetName, readonly string[]][];
  return new Map(
    asked
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, new Set(values.map((value) => facetIRI(kind, name, value, baseIRI)))]),
  );
}

/** The IRI that a facet's value stands for: itself when it is one, else by the rule of the facet. */
export function facetIRI(kind: Kind, name: FacetName, value: string, baseIRI: string): string {
  if (/^[a-z][a-z0-9+.-]*:/iu.test(value)) return value;
  if (name !== 'type' || kind.typePredicate === undefined) return FACETS[name].toIRI(value, baseIRI);
  // tf:agencyKind → id/agency-kind/…
  const scheme = slugOf(kind.typePredicate).replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return `${baseIRI}id/${scheme}/${value.toLowerCase()}`;
}

function unknownValues(kind: Kind, query: CollectionQuery, reader: StoreReader): CollectionPage['unknown'] {
  const asked = Object.entries(query.facets ?? {}) as [FacetName, readonly string[]][];
  return asked.flatMap(([facet, values]) =>
    values.filter((value) => !reader.hasSubject(facetIRI(kind, facet, value, reader.baseIRI))).map((value) => ({ facet, value })),
  );
}

function wholeNumber(name: string, value: number, max: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
  throw new FacilisError('malformed-request', {
    detail: `${name} is ${value}; it has to be a whole number from 1${max === MAX_SIZE ? ` to ${max}` : ''}.`,
  });
}
