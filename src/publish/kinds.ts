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
}

const { tf, skos, dcat, sdgo, prov } = PREFIXES;

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
  kind('dataset', 'datasets', `${dcat}Dataset`, []),
];

/** Kinds whose entities are described under `/doc` without a collection of their own. */
export const OTHER_KINDS: readonly Pick<Kind, 'kind' | 'classIRI'>[] = [
  { kind: 'membership', classIRI: `${tf}GroupMembership` },
  { kind: 'milestone', classIRI: `${tf}Milestone` },
  { kind: 'name-period', classIRI: `${tf}NamePeriod` },
  { kind: 'action-plan', classIRI: `${tf}TechnologyActionPlan` },
  { kind: 'planned-action', classIRI: `${tf}PlannedAction` },
  { kind: 'barrier', classIRI: `${tf}Barrier` },
  { kind: 'series', classIRI: `${tf}ActivitySeries` },
  { kind: 'offer', classIRI: `${tf}Offer` },
  { kind: 'request', classIRI: `${tf}Request` },
  { kind: 'criterion', classIRI: `${tf}HubCriterion` },
  { kind: 'option-assessment', classIRI: `${tf}OptionAssessment` },
  { kind: 'source', classIRI: `${tf}FederatedSource` },
  { kind: 'source-limits', classIRI: `${tf}SourceLimits` },
  { kind: 'evidence', classIRI: `${tf}EvidenceDocument` },
  { kind: 'stakeholder', classIRI: `${tf}Stakeholder` },
  { kind: 'event', classIRI: `${prov}Activity` },
  { kind: 'association', classIRI: `${prov}Association` },
  { kind: 'scheme', classIRI: `${skos}ConceptScheme` },
  { kind: 'sector', classIRI: `${tf}Sector` },
  { kind: 'target-group', classIRI: `${tf}TargetGroup` },
  { kind: 'cycle-stage', classIRI: `${tf}CycleStage` },
  { kind: 'confidence', classIRI: `${tf}ConfidenceLevel` },
  { kind: 'partnership-status', classIRI: `${tf}PartnershipStatus` },
  { kind: 'activity-kind', classIRI: `${tf}ActivityKind` },
  { kind: 'agency-kind', classIRI: `${tf}AgencyKind` },
  { kind: 'assessment-kind', classIRI: `${tf}AssessmentKind` },
  { kind: 'assessment-phase', classIRI: `${tf}AssessmentPhase` },
  { kind: 'barrier-kind', classIRI: `${tf}BarrierKind` },
  { kind: 'cost-level', classIRI: `${tf}CostLevel` },
  { kind: 'delivery-mode', classIRI: `${tf}DeliveryMode` },
  { kind: 'group-role', classIRI: `${tf}GroupRole` },
  { kind: 'milestone-kind', classIRI: `${tf}MilestoneKind` },
  { kind: 'priority', classIRI: `${tf}PriorityLevel` },
  { kind: 'resource-kind', classIRI: `${tf}ResourceKind` },
  { kind: 'source-kind', classIRI: `${tf}SourceKind` },
  { kind: 'trust', classIRI: `${tf}TrustLevel` },
];

export function kindByCollection(collection: string): Kind | undefined {
  return KINDS.find((each) => each.collection === collection);
}
