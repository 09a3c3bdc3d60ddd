import type { EvidenceRegister } from './evidence.ts';
import { cell, type FactsRow, values } from './facts.ts';
import { local } from './names.ts';
import { INVOLVED_INITIATIVES, STATED_ENDINGS, STATED_STATUS } from './partnership-links.ts';
import { type Description, iri, text, year } from './turtle.ts';

function partnership(row: FactsRow, evidence: EvidenceRegister): Description {
  const id = cell(row, 'id');
  const end = STATED_ENDINGS[id];
  const status = STATED_STATUS[id];
  return {
    subject: local('partnership', id),
    properties: [
      ['a', 'tf:Partnership'],
      ['skos:prefLabel', text(cell(row, 'name'), 'en')],
      ['dct:description', text(cell(row, 'purpose'), 'en')],
      ['tf:partner', values(row, 'members').map((acronym) => local('agency', acronym))],
      ['tf:involvesInitiative', (INVOLVED_INITIATIVES[id] ?? []).map((initiative) => local('initiative', initiative))],
      ['tf:startYear', cell(row, 'start_year') ? year(cell(row, 'start_year')) : []],
      ['tf:endYear', end ? year(end) : []],
      ['tf:partnershipStatus', status ? local('partnership-status', status) : []],
      ['foaf:page', cell(row, 'homepage') ? iri(cell(row, 'homepage')) : []],
      ['tf:confidence', local('confidence', cell(row, 'confidence'))],
      ['prov:wasDerivedFrom', evidence.citeRow(row)],
    ],
  };
}

export function partnerships(rows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  return rows.map((row) => partnership(row, evidence));
}
