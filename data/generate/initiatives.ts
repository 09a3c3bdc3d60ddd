import type { EvidenceRegister } from './evidence.ts';
import { cell, type FactsRow, values } from './facts.ts';
import { initiativeHistory, milestonesOf, namePeriodsOf } from './initiative-history.ts';
import { MANDATES, SUCCESSORS } from './initiative-history-facts.ts';
import { goal, local, place } from './names.ts';
import { readOtherNames } from './other-names.ts';
import { type Description, iri, plain, type Term, type Texts, text, texts, year } from './turtle.ts';

/** `type` in the facts → the kind of initiative. */
const KINDS: Readonly<Record<string, Term>> = {
  framework: 'tf:Framework',
  network: 'tf:Network',
  process: 'tf:Process',
  initiative: 'tf:Initiative',
  programme: 'tf:Programme',
  platform: 'tf:Platform',
  fund: 'tf:Fund',
  centre: 'tf:Centre',
  partnership: 'tf:PartnershipInitiative',
};

function kindOf(row: FactsRow): Term {
  const kind = KINDS[cell(row, 'type')];
  if (!kind) throw new Error(`"${cell(row, 'type')}" is no kind of initiative`);
  return kind;
}

function initiative(row: FactsRow, otherNames: Texts | undefined, evidence: EvidenceRegister): Description {
  const id = cell(row, 'id');
  const acronym = cell(row, 'acronym');
  const concepts = (column: string, kind: string) => values(row, column).map((value) => local(kind, value));
  const sources = [...evidence.citeRow(row), ...(otherNames ? [evidence.cite('general knowledge')] : [])];
  return {
    subject: local('initiative', id),
    properties: [
      ['a', ['tf:FacilitationInitiative', kindOf(row), 'prov:Entity']],
      ['skos:prefLabel', texts({ ...otherNames, en: cell(row, 'name') })],
      // SKOS S13: a preferred label is not an alternative label too.
      ['skos:altLabel', acronym && acronym !== cell(row, 'name') ? text(acronym, 'en') : []],
      ['tf:acronym', acronym ? plain(acronym) : []],
      ['dct:description', text(cell(row, 'description'), 'en')],
      ['tf:leadAgency', concepts('lead_agencies', 'agency')],
      ['tf:partnerAgency', concepts('partner_agencies', 'agency')],
      ['tf:startYear', cell(row, 'start_year') ? year(cell(row, 'start_year')) : []],
      ['tf:endYear', cell(row, 'end_year') ? year(cell(row, 'end_year')) : []],
      ['tf:hasMilestone', milestonesOf(id)],
      ['tf:hasNamePeriod', namePeriodsOf(id)],
      ['tf:successorOf', SUCCESSORS[id] && local('initiative', SUCCESSORS[id])],
      ['tf:mandate', (MANDATES[id] ?? []).map((resource) => local('resource', resource))],
      ['tf:facilitationFunction', concepts('functions', 'function')],
      ['tf:technologyArea', concepts('technology_areas', 'technology')],
      ['tf:contributesToSDG', values(row, 'sdgs').map(goal)],
      ['tf:geographicScope', values(row, 'geographic_scope').map(place)],
      ['foaf:page', cell(row, 'homepage') ? iri(cell(row, 'homepage')) : []],
      ['tf:confidence', local('confidence', cell(row, 'confidence'))],
      ['prov:wasDerivedFrom', [...new Set(sources)]],
    ],
  };
}

/** The initiatives, then what is known of their history beyond the years of their rows. */
export function initiatives(rows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  const names = readOtherNames('initiative-names');
  return [...rows.map((row) => initiative(row, names.get(cell(row, 'id')), evidence)), ...initiativeHistory(rows, evidence)];
}
