import { PREFIXES } from '../rdf/prefixes.ts';

/** One column of a CSV table. Several values of an item are joined with `;`, in the order of the values. */
export interface CsvColumn {
  readonly name: string;
  /** The values are objects of these predicates; without any the column is filled from the item itself. */
  readonly predicates: readonly string[];
  /**
   * `slug`: last part of the value's IRI, as in addresses and facets. `code`: the same in capitals (countries). `acronym`: of the value, its label or slug when it has
   * none. `label`: of the value in English. `text`: the literal, English if there are several languages. `iri`: the whole IRI. `type`: the item's most specific class.
   */
  readonly show: 'slug' | 'code' | 'acronym' | 'label' | 'text' | 'iri' | 'type' | 'self-slug' | 'self-iri';
}

type Show = CsvColumn['show'];

function column(name: string, show: Show, ...predicates: readonly string[]): CsvColumn {
  return { name, show, predicates: predicates.map(fullIRI) };
}

function fullIRI(name: string): string {
  const [prefix = '', local = ''] = name.split(':');
  return PREFIXES[prefix as keyof typeof PREFIXES] + local;
}

const HEAD = [column('id', 'self-slug'), column('iri', 'self-iri'), column('name', 'text', 'skos:prefLabel', 'dct:title', 'rdfs:label')];
const ACRONYM = column('acronym', 'text', 'tf:acronym');
const YEARS = [column('start_year', 'text', 'tf:startYear'), column('end_year', 'text', 'tf:endYear')];
const HOMEPAGE = column('homepage', 'iri', 'foaf:page');
const DESCRIPTION = column('description', 'text', 'dct:description');
const NOTE = column('note', 'text', 'skos:note');
const PLACE = column('geographic_scope', 'slug', 'tf:geographicScope');
const AREAS = column('technology_areas', 'slug', 'tf:technologyArea');
const LEADS = column('lead_agencies', 'acronym', 'tf:leadAgency', 'tf:contributingAgency');
const FUNCTIONS = column('functions', 'slug', 'tf:facilitationFunction');
const SDGS = column('sdgs', 'slug', 'tf:contributesToSDG');
const TAIL = [column('provenance', 'iri', 'prov:wasDerivedFrom'), column('confidence', 'slug', 'tf:confidence')];

/** Columns of a concept: what any scheme has. */
export const CONCEPT_COLUMNS: readonly CsvColumn[] = [
  ...HEAD,
  column('notation', 'text', 'skos:notation'),
  column('broader', 'slug', 'skos:broader'),
  column('definition', 'text', 'skos:definition'),
  column('exact_match', 'iri', 'skos:exactMatch'),
];

/** By kind, named and ordered as in the inventory's own tables where there is one. */
export const CSV_COLUMNS: Readonly<Record<string, readonly CsvColumn[]>> = {
  initiative: [
    ...HEAD,
    ACRONYM,
    column('type', 'type'),
    LEADS,
    column('partner_agencies', 'acronym', 'tf:partnerAgency'),
    ...YEARS,
    HOMEPAGE,
    DESCRIPTION,
    FUNCTIONS,
    AREAS,
    SDGS,
    PLACE,
    ...TAIL,
  ],
  agency: [
    ...HEAD,
    ACRONYM,
    HOMEPAGE,
    column('hq_city', 'text', 'tf:headquartersCity'),
    column('hq_country_iso3', 'code', 'tf:headquartersCountry'),
    column('kind', 'slug', 'tf:agencyKind'),
    column('exact_match', 'iri', 'skos:exactMatch', 'owl:sameAs'),
    ...TAIL,
  ],
  group: [...HEAD, ACRONYM, ...YEARS, HOMEPAGE, DESCRIPTION, ...TAIL],
  assessment: [
    ...HEAD,
    column('country_iso3', 'code', 'tf:assessedCountry'),
    column('country_name', 'label', 'tf:assessedCountry'),
    column('kind', 'slug', 'tf:assessmentKind'),
    column('phase', 'slug', 'tf:assessmentPhase'),
    ...YEARS,
    column('sectors_mitigation', 'slug', 'tf:mitigationSector'),
    column('sectors_adaptation', 'slug', 'tf:adaptationSector'),
    column('sectors_other', 'slug', 'tf:otherSector'),
    column('identified_needs', 'label', 'tf:identifiedNeed'),
    NOTE,
    ...TAIL,
  ],
  need: [
    ...HEAD,
    column('country_iso3', 'code', 'tf:needCountry'),
    column('sectors', 'slug', 'tf:needSector'),
    AREAS,
    column('priority', 'slug', 'tf:priority'),
    column('assessments', 'slug', 'tf:identifiedBy'),
    ...TAIL,
  ],
  activity: [
    ...HEAD,
    LEADS,
    column('initiative_id', 'slug', 'tf:underInitiative'),
    column('kind', 'slug', 'tf:activityKind'),
    ...YEARS,
    column('region', 'slug', 'tf:geographicScope'),
    column('topic', 'text', 'tf:topic'),
    column('series', 'slug', 'tf:partOfSeries'),
    column('language', 'text', 'dct:language'),
    HOMEPAGE,
    ...TAIL,
  ],
  partnership: [
    ...HEAD,
    column('members', 'acronym', 'tf:partner'),
    column('initiatives', 'slug', 'tf:involvesInitiative'),
    column('status', 'slug', 'tf:partnershipStatus'),
    ...YEARS,
    column('purpose', 'text', 'dct:description'),
    HOMEPAGE,
    ...TAIL,
  ],
  country: [
    ...HEAD,
    column('iso3166_alpha3', 'text', 'tf:iso3166Alpha3'),
    column('iso3166_alpha2', 'text', 'tf:iso3166Alpha2'),
    column('m49', 'text', 'tf:m49Code'),
    column('regions', 'slug', 'skos:broader', 'skos:related'),
    column('exact_match', 'iri', 'skos:exactMatch'),
  ],
  resource: [...HEAD, HOMEPAGE, DESCRIPTION, column('about', 'iri', 'tf:resourceAbout'), ...TAIL],
  option: [...HEAD, DESCRIPTION, ...TAIL],
  source: [
    ...HEAD,
    column('endpoint', 'iri', 'dcat:endpointURL'),
    column('kind', 'slug', 'tf:sourceKind'),
    column('enabled', 'text', 'tf:enabled'),
    column('trust', 'slug', 'tf:trustLevel'),
    column('publisher', 'label', 'dct:publisher'),
    column('license', 'iri', 'dct:license'),
    HOMEPAGE,
    DESCRIPTION,
    NOTE,
    ...TAIL,
  ],
  dataset: [
    ...HEAD,
    DESCRIPTION,
    column('publisher', 'label', 'dct:publisher'),
    column('license', 'iri', 'dct:license'),
    column('issued', 'text', 'dct:issued'),
    column('modified', 'text', 'dct:modified'),
  ],
};
