import { PREFIXES } from '../rdf/prefixes.ts';

export const FACET_NAMES = ['type', 'agency', 'function', 'area', 'sdg', 'country'] as const;

export type FacetName = (typeof FACET_NAMES)[number];

/** One way to narrow a collection; its value is a slug or a full IRI. */
export interface Facet {
  readonly name: FacetName;
  /** Predicates that link an item directly to a value. An item matches through any of them. */
  readonly predicates: readonly string[];
  /** The IRI that a slug stands for. */
  toIRI(slug: string, baseIRI: string): string;
}

const tf = (local: string): string => PREFIXES.tf + local;

/**
 * `agency`: lead, partner or member, whichever. `country`: direct links only; an initiative for a region is not found under the region's
 * countries. `sdg`: a link to a target (7.1) counts for its goal too. `type`: see `Kind.typePredicate`.
 */
export const FACETS: Readonly<Record<FacetName, Facet>> = {
  agency: {
    name: 'agency',
    predicates: ['leadAgency', 'partnerAgency', 'contributingAgency', 'partner', 'offeredBy', 'requestedBy']
      .map(tf)
      .concat(`${PREFIXES.org}member`),
    toIRI: (slug, baseIRI) => `${baseIRI}id/agency/${slug.toLowerCase()}`,
  },
  sdg: { name: 'sdg', predicates: [tf('contributesToSDG')], toIRI: (slug) => PREFIXES.sdg + slug },
  area: { name: 'area', predicates: [tf('technologyArea')], toIRI: (slug, baseIRI) => `${baseIRI}id/technology/${slug.toLowerCase()}` },
  function: {
    name: 'function',
    predicates: [tf('facilitationFunction')],
    toIRI: (slug, baseIRI) => `${baseIRI}id/function/${slug.toLowerCase()}`,
  },
  country: {
    name: 'country',
    predicates: ['geographicScope', 'assessedCountry', 'needCountry', 'headquartersCountry'].map(tf),
    toIRI: (slug, baseIRI) => `${baseIRI}id/country/${slug.toLowerCase()}`,
  },
  type: { name: 'type', predicates: [], toIRI: (slug) => tf(slug.slice(0, 1).toUpperCase() + slug.slice(1)) },
};
