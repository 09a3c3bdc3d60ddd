import type { EvidenceRegister } from './evidence.ts';
import { cell, type FactsRow } from './facts.ts';
import { MILESTONE_KINDS, MILESTONES, NAME_PERIODS } from './initiative-history-facts.ts';
import { local } from './names.ts';
import { type Description, plain, type Term, text, texts, year } from './turtle.ts';

const milestoneName = (initiative: string, kind: string, yearOf: string): string => `${initiative}-${kind}-${yearOf}`;
const periodName = (initiative: string, index: number): string => `${initiative}-${index + 1}`;

/** The milestones of an initiative, as objects of `tf:hasMilestone`. */
export function milestonesOf(initiative: string): Term[] {
  return (MILESTONES[initiative] ?? []).map(({ kind, year: yearOf }) => local('milestone', milestoneName(initiative, kind, yearOf)));
}

/** The names that an initiative bore, as objects of `tf:hasNamePeriod`. */
export function namePeriodsOf(initiative: string): Term[] {
  return (NAME_PERIODS[initiative] ?? []).map((_, index) => local('name-period', periodName(initiative, index)));
}

function describeKinds(): Description[] {
  const scheme = local('scheme', 'milestone-kind');
  const concept = (kind: string) => local('milestone-kind', kind);
  return [
    {
      subject: scheme,
      properties: [
        ['a', 'skos:ConceptScheme'],
        ['skos:prefLabel', texts(MILESTONE_KINDS.name)],
        ['skos:definition', text('What kind of event a milestone in the life of an initiative is.', 'en')],
        ['skos:hasTopConcept', Object.keys(MILESTONE_KINDS.kinds).map(concept)],
      ],
    },
    ...Object.entries(MILESTONE_KINDS.kinds).map(([kind, { label, definition }]) => ({
      subject: concept(kind),
      properties: [
        ['a', ['skos:Concept', 'tf:MilestoneKind']],
        ['skos:prefLabel', texts(label)],
        ['skos:definition', text(definition, 'en')],
        ['skos:notation', plain(kind)],
        ['skos:inScheme', scheme],
        ['skos:topConceptOf', scheme],
      ] as const,
    })),
  ];
}

/** Kinds of milestone, then the milestones and earlier names of the initiatives that have any. */
export function initiativeHistory(rows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  const described = rows.flatMap((row): Description[] => {
    const initiative = cell(row, 'id');
    const sources = (source: string | undefined) => (source ? evidence.cite(source) : evidence.citeRow(row));
    const milestones = (MILESTONES[initiative] ?? []).map(({ kind, year: yearOf, what, source, note, confidence = 'high' }) => ({
      subject: local('milestone', milestoneName(initiative, kind, yearOf)),
      properties: [
        ['a', 'tf:Milestone'],
        ['skos:prefLabel', text(what, 'en')],
        ['tf:milestoneKind', local('milestone-kind', kind)],
        ['tf:milestoneYear', year(yearOf)],
        ['skos:note', note && text(note, 'en')],
        ['tf:confidence', local('confidence', confidence)],
        ['prov:wasDerivedFrom', sources(source)],
      ] as const,
    }));
    const periods = (NAME_PERIODS[initiative] ?? []).map(({ name, start, end, source }, index) => ({
      subject: local('name-period', periodName(initiative, index)),
      properties: [
        ['a', 'tf:NamePeriod'],
        ['skos:prefLabel', text(name, 'en')],
        ['tf:startYear', start && year(start)],
        ['tf:endYear', end && year(end)],
        ['tf:confidence', local('confidence', 'high')],
        ['prov:wasDerivedFrom', sources(source)],
      ] as const,
    }));
    return [...milestones, ...periods];
  });
  return [...describeKinds(), ...described];
}
