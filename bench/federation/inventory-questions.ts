import { SPARQL_PREFIX_HEADER } from '../../src/rdf/prefixes.ts';
import { BENCH_BASE } from '../sparql/inventory-data.ts';
import type { Question } from './world.ts';

/** Also what the patterns of the plans are read with. */
export const INVENTORY_HEADER = `BASE <${BENCH_BASE}>\n${SPARQL_PREFIX_HEADER}`;

const OF_AREA = '?initiative a tf:FacilitationInitiative ; tf:technologyArea ?area ; skos:prefLabel ?name FILTER(LANG(?name) = "en")';
const ENERGY_AREAS = '?area skos:broader ?broader ; skos:prefLabel ?areaName . ?broader skos:broader <id/technology/energy>';
const OLD_AND_NEW =
  '?new tf:successorOf ?old ; skos:prefLabel ?newName . ?old skos:prefLabel ?oldName FILTER(LANG(?newName) = "en" && LANG(?oldName) = "fr")';
const RARE = '?initiative tf:technologyArea <id/technology/nuclear-1-1> ; skos:prefLabel ?name ; tf:geographicScope ?country';
const CENTRES = '?initiative a tf:Centre ; skos:prefLabel ?name ; tf:contributesToSDG ?goal';
const FUNDS =
  '?initiative a tf:Fund ; tf:startYear ?since OPTIONAL { ?initiative tf:endYear ?end } MINUS { ?initiative tf:facilitationFunction <id/function/financing> }';
const LEADS = '?initiative a tf:FacilitationInitiative ; tf:leadAgency <id/agency/2> ; skos:prefLabel ?name';
const PARTNERS = '?initiative a tf:FacilitationInitiative ; tf:partnerAgency <id/agency/2> ; skos:prefLabel ?name';
const WATER = `?activity a tf:CapacityBuildingActivity ; tf:topic ?topic ; tf:startYear ?year ; skos:prefLabel ?name
  FILTER(REGEX(?topic, "^(water|solar)", "i") && xsd:integer(STR(?year)) >= 2010 && LANGMATCHES(LANG(?name), "en"))`;
const WITHOUT_ACTIVITY = '?initiative a tf:Network ; tf:startYear ?since';
const IN_COUNTRY =
  '?activity a tf:CapacityBuildingActivity ; tf:geographicScope ?country ; tf:underInitiative ?initiative . VALUES ?country { <id/country/afg> <id/country/alb> }';
const OF_INITIATIVE = '?initiative skos:prefLabel ?name ; tf:leadAgency ?agency';

/** What people ask of an inventory, over all agencies. */
export function inventoryQuestions(): Question[] {
  return [...OVER_CONCEPTS, ...OF_FEW, ...OVER_AGENCIES].map((question) => ({ ...question, text: INVENTORY_HEADER + question.text }));
}

const OVER_CONCEPTS: readonly Question[] = [
  {
    name: 'i01',
    title: 'taxonomy join',
    text: `SELECT ?initiative ?name ?areaName { ${OF_AREA} . ${ENERGY_AREAS} }`,
    plan: [{ patterns: OF_AREA, boundBy: { patterns: ENERGY_AREAS, variables: ['area'] } }],
  },
  {
    name: 'i02',
    title: 'path and count',
    text: `SELECT ?agency (COUNT(DISTINCT ?initiative) AS ?n)
      { ?initiative tf:technologyArea ?area ; tf:leadAgency ?agency . ?area skos:broader+ <id/technology/energy> } GROUP BY ?agency`,
    plan: [
      {
        patterns: '?initiative tf:technologyArea ?area ; tf:leadAgency ?agency',
        boundBy: { patterns: '?area skos:broader+ <id/technology/energy>', variables: ['area'] },
      },
    ],
  },
  {
    name: 'i03',
    title: 'one agency',
    text: `SELECT ?initiative ?name ?country { ${LEADS} ; tf:geographicScope ?place . ?place tf:iso3166Alpha3 ?country }`,
    isOfFew: true,
    plan: [{ patterns: `${LEADS} ; tf:geographicScope ?place` }],
  },
];

const OF_FEW: readonly Question[] = [
  {
    name: 'i04',
    title: 'rare class',
    text: `SELECT ?name ?code { ${CENTRES} . ?goal skos:notation ?code }`,
    isOfFew: true,
    plan: [{ patterns: CENTRES }],
  },
  {
    name: 'i05',
    title: 'rare object',
    text: `SELECT ?initiative ?name ?code { ${RARE} . ?country tf:iso3166Alpha3 ?code }`,
    isOfFew: true,
    plan: [{ patterns: RARE }],
  },
  {
    name: 'i06',
    title: 'rare predicate',
    text: `SELECT ?newName ?oldName { ${OLD_AND_NEW} }`,
    isOfFew: true,
    plan: [{ patterns: OLD_AND_NEW }],
  },
];

const OVER_AGENCIES: readonly Question[] = [
  {
    name: 'i07',
    title: 'OPTIONAL, MINUS',
    text: `SELECT ?initiative ?since ?end { ${FUNDS} }`,
    plan: [{ patterns: FUNDS }],
  },
  {
    name: 'i08',
    title: 'UNION',
    text: `SELECT DISTINCT ?initiative ?name { { ${LEADS} } UNION { ${PARTNERS} } }`,
    plan: [{ patterns: LEADS }, { patterns: PARTNERS }],
  },
  {
    name: 'i09',
    title: 'FILTER, ORDER BY, LIMIT',
    text: `SELECT ?activity ?topic ?year ?name { ${WATER} } ORDER BY DESC(xsd:integer(STR(?year))) STR(?name) ?activity LIMIT 20`,
    isOrdered: true,
    plan: [{ patterns: WATER }],
  },
  {
    name: 'i10',
    title: 'GROUP BY, HAVING',
    text: `SELECT ?code (COUNT(?initiative) AS ?n) (MIN(xsd:integer(STR(?since))) AS ?first)
      { ?initiative a tf:FacilitationInitiative ; tf:contributesToSDG ?goal ; tf:startYear ?since . ?goal skos:notation ?code }
      GROUP BY ?code HAVING (COUNT(?initiative) > 1) ORDER BY DESC(?n) ?code`,
    isOrdered: true,
    plan: [{ patterns: '?initiative a tf:FacilitationInitiative ; tf:contributesToSDG ?goal ; tf:startYear ?since' }],
  },
  {
    name: 'i11',
    title: 'NOT EXISTS elsewhere',
    text: `SELECT ?initiative ?since { ${WITHOUT_ACTIVITY} FILTER NOT EXISTS { ?activity tf:underInitiative ?initiative } }`,
    plan: [
      { patterns: WITHOUT_ACTIVITY },
      { patterns: '?activity tf:underInitiative ?initiative', boundBy: { patterns: WITHOUT_ACTIVITY, variables: ['initiative'] } },
    ],
  },
  {
    name: 'i12',
    title: 'CONSTRUCT, three parties',
    text: `CONSTRUCT { ?activity tf:underInitiative ?initiative . ?initiative skos:prefLabel ?name . ?agency tf:acronym ?acronym }
      WHERE { ${IN_COUNTRY} ${OF_INITIATIVE} . ?agency tf:acronym ?acronym }`,
    plan: [{ patterns: IN_COUNTRY }, { patterns: OF_INITIATIVE, boundBy: { patterns: IN_COUNTRY, variables: ['initiative'] } }],
  },
];
