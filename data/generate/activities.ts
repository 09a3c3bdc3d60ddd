import type { EvidenceRegister } from './evidence.ts';
import { cell, type FactsRow, values, yearsOf } from './facts.ts';
import { local, place } from './names.ts';
import { type Description, iri, text, year } from './turtle.ts';

/** Series that the activities' own names speak of ("first edition", "second round"). */
const SERIES = [
  {
    slug: 'unctad-national-sti-strategy-workshops',
    name: 'Workshop on National STI Strategy and Policy for Sustainable Development, all editions',
    members: ['cb-006', 'cb-007', 'cb-008'],
  },
  { slug: 'tna-phase-2-regional-workshops', name: 'TNA Phase II regional training workshops, all rounds', members: ['cb-016', 'cb-017'] },
  { slug: 'tna-phase-3-regional-workshops', name: 'TNA Phase III regional workshops, all rounds', members: ['cb-018', 'cb-019'] },
] as const;

function activity(row: FactsRow, evidence: EvidenceRegister): Description {
  const id = cell(row, 'id');
  const { first, last, single } = yearsOf(cell(row, 'years'));
  // The facts write `2008-` for "since 2008": a year alone is the year in which it took place, so it also ends there.
  const end = single ? first : last;
  return {
    subject: local('activity', id),
    properties: [
      ['a', 'tf:CapacityBuildingActivity'],
      ['skos:prefLabel', text(cell(row, 'name'), 'en')],
      ['tf:activityKind', local('activity-kind', cell(row, 'kind'))],
      ['tf:topic', text(cell(row, 'topic'), 'en')],
      ['tf:leadAgency', values(row, 'lead_agencies').map((acronym) => local('agency', acronym))],
      ['tf:underInitiative', values(row, 'initiative_id').map((initiative) => local('initiative', initiative))],
      [
        'tf:partOfSeries',
        SERIES.filter(({ members }) => members.some((member) => member === id)).map((series) => local('series', series.slug)),
      ],
      ['tf:startYear', first ? year(first) : []],
      ['tf:endYear', end ? year(end) : []],
      ['tf:geographicScope', values(row, 'region').map(place)],
      ['foaf:page', cell(row, 'homepage') ? iri(cell(row, 'homepage')) : []],
      ['tf:confidence', local('confidence', cell(row, 'confidence'))],
      ['prov:wasDerivedFrom', evidence.citeRow(row)],
    ],
  };
}

function series(rows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  return SERIES.map(({ slug, name, members }) => {
    const sources = rows.filter((row) => members.some((member) => member === cell(row, 'id'))).flatMap((row) => evidence.citeRow(row));
    return {
      subject: local('series', slug),
      properties: [
        ['a', 'tf:ActivitySeries'],
        ['skos:prefLabel', text(name, 'en')],
        ['tf:confidence', local('confidence', 'high')],
        ['prov:wasDerivedFrom', [...new Set(sources)]],
      ],
    };
  });
}

export function activities(rows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  return [...series(rows, evidence), ...rows.map((row) => activity(row, evidence))];
}
