import { assessmentNames, planNames } from './assessment-names.ts';
import type { EvidenceRegister } from './evidence.ts';
import { cell, type FactsRow, values, yearsOf } from './facts.ts';
import { local, slug } from './names.ts';
import { type Description, type Term, text, texts, year } from './turtle.ts';

/** `project_phase` in the facts → the phase, and which of the three things called "technology needs assessment" it is. */
const PHASES: Readonly<Record<string, { phase: string; kind: string }>> = {
  'first-round TNA': { phase: 'first-round', kind: 'first-round' },
  'Global TNA project phase I': { phase: 'phase-1', kind: 'global-tna-project' },
  'Global TNA project phase II': { phase: 'phase-2', kind: 'global-tna-project' },
  'Global TNA project phase III': { phase: 'phase-3', kind: 'global-tna-project' },
  'Global TNA project phase IV': { phase: 'phase-4', kind: 'global-tna-project' },
  'UN Technology Bank TNA': { phase: 'un-technology-bank', kind: 'un-technology-bank' },
};

interface Assessment {
  readonly row: FactsRow;
  readonly slug: string;
  readonly phase: string;
  readonly kind: string;
  readonly sources: readonly Term[];
}

function readAssessment(row: FactsRow, evidence: EvidenceRegister): Assessment {
  const phase = PHASES[cell(row, 'project_phase')];
  if (!phase) throw new Error(`"${cell(row, 'project_phase')}" is no phase of technology needs assessment`);
  return { row, ...phase, slug: `${cell(row, 'country_iso3').toLowerCase()}-${phase.phase}`, sources: evidence.citeRow(row) };
}

const needName = (assessment: Assessment, technology: string): string => `${assessment.slug}-${slug(technology)}`;

/** The facts attest an action plan only where a note says that one was seen. */
const hasActionPlan = ({ row }: Assessment): boolean => cell(row, 'notes').includes('action plan seen');

function describeAssessment(assessment: Assessment): Description {
  const { row } = assessment;
  const sectors = (column: string) => values(row, column).map((sector) => local('sector', sector));
  const { first, last } = yearsOf(cell(row, 'years'));
  const needs = values(row, 'prioritised_technologies').map((technology) => local('need', needName(assessment, technology)));
  return {
    subject: local('assessment', assessment.slug),
    properties: [
      ['a', 'tf:TechnologyNeedsAssessment'],
      ['skos:prefLabel', texts(assessmentNames(row, assessment.phase))],
      ['tf:assessmentKind', local('assessment-kind', assessment.kind)],
      ['tf:assessmentPhase', local('assessment-phase', assessment.phase)],
      ['tf:assessedCountry', local('country', cell(row, 'country_iso3'))],
      ['tf:startYear', first ? year(first) : []],
      ['tf:endYear', last ? year(last) : []],
      ['tf:mitigationSector', sectors('sectors_mitigation')],
      ['tf:adaptationSector', sectors('sectors_adaptation')],
      ['tf:otherSector', sectors('sectors_other')],
      ['tf:identifiedNeed', needs],
      ['tf:hasActionPlan', hasActionPlan(assessment) ? local('action-plan', assessment.slug) : []],
      ['skos:note', cell(row, 'notes') ? text(cell(row, 'notes'), 'en') : []],
      ['tf:confidence', local('confidence', cell(row, 'confidence'))],
      ['prov:wasDerivedFrom', assessment.sources],
    ],
  };
}

function describeNeeds(assessment: Assessment): Description[] {
  return values(assessment.row, 'prioritised_technologies').map((technology) => ({
    subject: local('need', needName(assessment, technology)),
    properties: [
      ['a', 'tf:TechnologyNeed'],
      ['skos:prefLabel', text(technology, 'en')],
      ['tf:identifiedBy', local('assessment', assessment.slug)],
      ['tf:needCountry', local('country', cell(assessment.row, 'country_iso3'))],
      ['tf:confidence', local('confidence', cell(assessment.row, 'confidence'))],
      ['prov:wasDerivedFrom', assessment.sources],
    ],
  }));
}

function describeActionPlan(assessment: Assessment): Description[] {
  if (!hasActionPlan(assessment)) return [];
  return [
    {
      subject: local('action-plan', assessment.slug),
      properties: [
        ['a', 'tf:TechnologyActionPlan'],
        ['skos:prefLabel', texts(planNames(assessment.row, assessment.phase))],
        ['skos:note', text(cell(assessment.row, 'notes'), 'en')],
        ['tf:confidence', local('confidence', cell(assessment.row, 'confidence'))],
        ['prov:wasDerivedFrom', assessment.sources],
      ],
    },
  ];
}

/** Each assessment, followed by the needs that it found and the action plan that came of it. */
export function assessments(rows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  return rows
    .map((row) => readAssessment(row, evidence))
    .flatMap((assessment) => [describeAssessment(assessment), ...describeNeeds(assessment), ...describeActionPlan(assessment)]);
}
