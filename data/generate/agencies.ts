import type { EvidenceRegister } from './evidence.ts';
import { cell, type FactsRow } from './facts.ts';
import { local, wikidata } from './names.ts';
import { readOtherNames } from './other-names.ts';
import { type Description, iri, plain, type Texts, text, texts } from './turtle.ts';

function agency(row: FactsRow, otherNames: Texts | undefined, evidence: EvidenceRegister): Description {
  const acronym = cell(row, 'acronym');
  const name = cell(row, 'full_name');
  const sources = [...evidence.citeRow(row), ...(otherNames ? [evidence.cite('general knowledge')] : [])];
  return {
    subject: local('agency', acronym),
    properties: [
      ['a', ['tf:Agency', 'org:Organization', 'foaf:Agent']],
      ['skos:prefLabel', texts({ ...otherNames, en: name })],
      // SKOS S13: a preferred label is not an alternative label too.
      ['skos:altLabel', acronym === name ? [] : text(acronym, 'en')],
      ['tf:acronym', plain(acronym)],
      ['tf:agencyKind', local('agency-kind', cell(row, 'kind'))],
      ['tf:headquartersCity', plain(cell(row, 'hq_city'))],
      ['tf:headquartersCountry', local('country', cell(row, 'hq_country_iso3'))],
      ['foaf:page', iri(cell(row, 'homepage'))],
      ['skos:exactMatch', cell(row, 'wikidata_qid') ? wikidata(cell(row, 'wikidata_qid')) : []],
      ['tf:confidence', local('confidence', cell(row, 'confidence'))],
      ['prov:wasDerivedFrom', [...new Set(sources)]],
    ],
  };
}

export function agencies(rows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  const names = readOtherNames('agency-names');
  return rows.map((row) => agency(row, names.get(cell(row, 'acronym')), evidence));
}
