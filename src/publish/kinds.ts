import { PREFIXES } from '../rdf/prefixes.ts';
import { CONCEPT_COLUMNS, CSV_COLUMNS, type CsvColumn } from './csv-columns.ts';
import type { FacetName } from './facets.ts';

/** A kind of entity with a collection of its own. Adding one is adding a line to `KINDS`. */
export interface Kind {
  /** As in `id/{kind}/{slug}`. */
  readonly kind: string;
  /** Route of the collection, without slashes. */
  readonly collection: string;
  /** Every item has this class. */
  readonly classIRI: string;
  /** Those that a page shows, in that order. */
  readonly facets: readonly FacetName[];
  /** The `type` facet takes its values from this property, not from the item's classes. */
  readonly typePredicate?: string;
  readonly csvColumns: readonly CsvColumn[];
  /** What RDF says of each item besides its type, names, description and facets. */
  readonly shown?: readonly string[];
}

const { tf, dcat, dct, sdgo } = PREFIXES;

function kind(name: string, collection: string, classIRI: string, facets: readonly FacetName[], typePredicate?: string): Kind {
  const csvColumns = CSV_COLUMNS[name] ?? CONCEPT_COLUMNS;
  return { kind: name, collection, classIRI, facets, csvColumns, ...(typePredicate === undefined ? {} : { typePredicate }) };
}

export const KINDS: readonly Kind[] = [
  kind('initiative', 'initiatives', `${tf}FacilitationInitiative`, ['type', 'agency', 'function', 'area', 'sdg', 'country']),
  kind('agency', 'agencies', `${tf}Agency`, ['type', 'country'], `${tf}agencyKind`),
  kind('group', 'groups', `${tf}InterAgencyGroup`, []),
  kind('assessment', 'assessments', `${tf}TechnologyNeedsAssessment`, ['type', 'country'], `${tf}assessmentKind`),
  kind('need', 'needs', `${tf}TechnologyNeed`, ['country']),
  kind('activity', 'activities', `${tf}CapacityBuildingActivity`, ['type', 'agency', 'country'], `${tf}activityKind`),
  kind('partnership', 'partnerships', `${tf}Partnership`, ['type', 'agency'], `${tf}partnershipStatus`),
  kind('technology', 'technologies', `${tf}TechnologyArea`, []),
  kind('function', 'functions', `${tf}Function`, []),
  kind('country', 'countries', `${tf}Country`, []),
  kind('region', 'regions', `${tf}Region`, []),
  kind('sdg', 'sdgs', `${sdgo}Goal`, []),
  kind('resource', 'resources', `${tf}KnowledgeResource`, []),
  kind('option', 'options', `${tf}HubOption`, []),
  {
    ...kind('source', 'sources', `${tf}FederatedSource`, ['type'], `${tf}sourceKind`),
    shown: [`${dcat}endpointURL`, `${tf}enabled`, `${tf}trustLevel`, `${dct}license`, `${dct}publisher`],
  },
  kind('dataset', 'datasets', `${dcat}Dataset`, []),
];
