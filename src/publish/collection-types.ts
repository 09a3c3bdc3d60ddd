import type { FacetName } from './facets.ts';
import type { Kind } from './kinds.ts';

/** What to show of a collection. Values of one facet are alternatives; facets and `q` all have to match. */
export interface CollectionQuery {
  /** Slugs or full IRIs. */
  readonly facets?: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  /** Words that all have to occur, as parts of words too, in labels, acronym or descriptions of whatever language; case and accents do not matter. */
  readonly q?: string;
  /** Language of the order. English unless said. */
  readonly language?: string;
  /** From 1. */
  readonly page?: number;
  /** Items on a page, 1 to 500; 50 unless said. */
  readonly size?: number;
}

/** By language tag, `''` for text without one. */
export type LanguageMap = Readonly<Record<string, string>>;

export interface CollectionItem {
  readonly iri: string;
  readonly slug: string;
  readonly labels: LanguageMap;
  readonly descriptions: LanguageMap;
  readonly acronym?: string;
  /** IRIs of its classes. */
  readonly types: readonly string[];
  /** IRIs of its values. */
  readonly facets: Readonly<Record<FacetName, readonly string[]>>;
}

export interface FacetValue {
  readonly iri: string;
  readonly slug: string;
  readonly labels: LanguageMap;
  /** Items with this value that match everything else in the query, other facets and `q`. */
  readonly count: number;
  readonly selected: boolean;
}

export interface CollectionPage {
  readonly kind: Kind;
  readonly items: readonly CollectionItem[];
  /** Of the filtered collection. */
  readonly totalItems: number;
  readonly page: number;
  readonly size: number;
  /** At least 1. A `page` above it has no items. */
  readonly pageCount: number;
  /** Those that the kind shows, values by count, then label. Every kind can be narrowed by every facet. */
  readonly facets: readonly { readonly name: FacetName; readonly values: readonly FacetValue[] }[];
  /** Values of the query that name nothing described here: probably mistakes, where a known value without items is an answer. */
  readonly unknown: readonly { readonly facet: FacetName; readonly value: string }[];
}
