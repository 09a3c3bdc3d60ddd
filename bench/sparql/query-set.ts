import { SPARQL_PREFIX_HEADER } from '../../src/rdf/prefixes.ts';
import { BENCH_BASE } from './inventory-data.ts';

export type Family = 'point' | 'star' | 'list' | 'aggregate' | 'path' | 'text' | 'construct' | 'describe';

export interface BenchQuery {
  readonly family: Family;
  readonly name: string;
  readonly text: string;
}

const HEADER = `BASE <${BENCH_BASE}>\n${SPARQL_PREFIX_HEADER}`;

/** Of each query the text, after the base and our prefixes. They are what the pages, the API and the competency questions ask. */
const TEXTS: Readonly<Record<Family, Readonly<Record<string, string>>>> = {
  point: {
    label: 'SELECT ?name { <id/initiative/7> skos:prefLabel ?name }',
    'all of one': 'SELECT ?predicate ?object { <id/initiative/7> ?predicate ?object }',
    'by acronym': 'SELECT ?agency { ?agency tf:acronym "A3" }',
    exists: 'ASK { <id/initiative/7> tf:leadAgency ?agency }',
  },
  star: {
    'SDG and kind': `SELECT ?initiative ?since { ?initiative a tf:Platform ; tf:contributesToSDG <http://metadata.un.org/sdg/7> ;
      tf:technologyArea <id/technology/energy> ; tf:startYear ?since }`,
    'of an agency': `SELECT ?initiative ?name ?since { ?initiative a tf:FacilitationInitiative ; tf:leadAgency <id/agency/1> ; skos:prefLabel ?name .
      OPTIONAL { ?initiative tf:startYear ?since } FILTER(LANG(?name) = "en") }`,
    'water and finance': `SELECT ?initiative ?page { ?initiative tf:technologyArea <id/technology/water> ; tf:facilitationFunction <id/function/financing> ;
      foaf:page ?page ; tf:confidence <id/confidence/high> }`,
    'synergy join': `SELECT DISTINCT ?a ?b { ?a tf:leadAgency <id/agency/1> ; tf:technologyArea ?area ; tf:contributesToSDG ?goal ; tf:geographicScope ?place .
      ?b tf:technologyArea ?area ; tf:contributesToSDG ?goal ; tf:geographicScope ?place ; a tf:Fund . FILTER(?a != ?b) }`,
    'needs and offers': `SELECT ?need ?initiative { ?need a tf:TechnologyNeed ; tf:needCountry <id/country/afg> ; tf:technologyArea ?area .
      ?initiative a tf:Fund ; tf:technologyArea ?area ; tf:geographicScope <id/country/afg> }`,
  },
  list: {
    'first page':
      'SELECT ?initiative ?name { ?initiative a tf:FacilitationInitiative ; skos:prefLabel ?name FILTER(LANG(?name) = "en") } ORDER BY ?name ?initiative LIMIT 20',
    'third page by year': `SELECT ?initiative ?since { ?initiative a tf:Programme ; tf:startYear ?since } ORDER BY DESC(?since) ?initiative LIMIT 20 OFFSET 40`,
    'any hundred': 'SELECT ?initiative { ?initiative a tf:FacilitationInitiative } LIMIT 100',
    distinct: 'SELECT DISTINCT ?topic { ?activity tf:activityKind <id/activity-kind/workshop> ; tf:topic ?topic } ORDER BY ?topic LIMIT 50',
  },
  aggregate: {
    'by kind': 'SELECT ?kind (COUNT(*) AS ?n) { ?initiative a tf:FacilitationInitiative, ?kind } GROUP BY ?kind ORDER BY DESC(?n) ?kind',
    'by SDG and function': `SELECT ?goal ?function (COUNT(?initiative) AS ?n) { ?initiative tf:contributesToSDG ?goal ; tf:facilitationFunction ?function }
      GROUP BY ?goal ?function`,
    'agencies with most': `SELECT ?agency (COUNT(DISTINCT ?initiative) AS ?n) (MIN(?since) AS ?first) { ?initiative tf:leadAgency ?agency ; tf:startYear ?since }
      GROUP BY ?agency HAVING (COUNT(DISTINCT ?initiative) > 1) ORDER BY DESC(?n) ?agency LIMIT 10`,
    'count all': 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }',
  },
  path: {
    'broader of a country': 'SELECT ?region { <id/country/afg> skos:broader+ ?region }',
    'in a region':
      'SELECT (COUNT(*) AS ?n) { ?activity tf:geographicScope/skos:broader* <id/region/m49-142> ; a tf:CapacityBuildingActivity }',
    'inverse and alternative':
      'SELECT DISTINCT ?other { <id/agency/1> ^(tf:leadAgency|tf:partnerAgency)/(tf:leadAgency|tf:partnerAgency) ?other }',
  },
  text: {
    contains: `SELECT ?initiative ?name { ?initiative a tf:FacilitationInitiative ; skos:prefLabel ?name FILTER(LANG(?name) = "en" && CONTAINS(LCASE(?name), "solar water")) }`,
    regex: `SELECT ?thing ?name { ?thing a tf:CapacityBuildingActivity ; skos:prefLabel ?name FILTER(REGEX(?name, "^(open|green) .*drought", "i")) }`,
  },
  construct: {
    'one with labels': `CONSTRUCT { <id/initiative/7> ?p ?o . ?o skos:prefLabel ?name }
      { <id/initiative/7> ?p ?o OPTIONAL { ?o skos:prefLabel ?name FILTER(LANG(?name) = "en") } }`,
    'all of an area': `CONSTRUCT { ?initiative skos:prefLabel ?name ; tf:leadAgency ?agency }
      { ?initiative tf:technologyArea <id/technology/energy> ; a tf:Network ; skos:prefLabel ?name ; tf:leadAgency ?agency }`,
  },
  describe: {
    one: 'DESCRIBE <id/initiative/7>',
  },
};

/** 25 queries in eight families. */
export const BENCH_QUERIES: readonly BenchQuery[] = Object.entries(TEXTS).flatMap(([family, texts]) =>
  Object.entries(texts).map(([name, text]) => ({ family: family as Family, name, text: `${HEADER}${text}` })),
);

/** One media type alone: Comunica's endpoint ends its worker when a CONSTRUCT meets a list that begins with a format for rows. */
export function resultsFormat({ family }: BenchQuery): string {
  return family === 'construct' || family === 'describe' ? 'application/n-triples' : 'application/sparql-results+json';
}
