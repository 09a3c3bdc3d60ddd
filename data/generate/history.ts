import type { EvidenceRegister } from './evidence.ts';
import { cell, type FactsRow } from './facts.ts';
import { MILESTONES, type Milestone } from './history-milestones.ts';
import { local } from './names.ts';
import { type Description, date, type Term, text } from './turtle.ts';

/** Parts that a body had in an event without being a member of a group: `role` in the facts → the event and the role. */
const PARTS: Readonly<Record<string, { event: string; role: string; label: string }>> = {
  'contributed to the 2012 proposals on a facilitation mechanism': {
    event: 'report-a-67-348',
    role: 'contributor',
    label: 'contributor to the 2012 proposals on a facilitation mechanism',
  },
  'developed 2030 Connect with DESA': {
    event: '2030-connect-opened',
    role: 'platform-developer',
    label: 'developer of 2030 Connect with DESA',
  },
};

/** A body's part in an event. */
interface Contribution {
  readonly event: string;
  readonly agency: Term;
  readonly description: Description;
}

function contributionsOf(row: FactsRow, evidence: EvidenceRegister): Contribution[] {
  const part = PARTS[cell(row, 'role')];
  if (!part) return [];
  const acronym = cell(row, 'acronym');
  const agency = local('agency', acronym);
  const description: Description = {
    subject: local('association', `${part.event}-${acronym}`),
    properties: [
      ['a', 'prov:Association'],
      ['skos:prefLabel', text(`${acronym}, ${part.label}`, 'en')],
      ['prov:agent', agency],
      ['prov:hadRole', local('group-role', part.role)],
      ['skos:note', text(cell(row, 'role'), 'en')],
      ['tf:confidence', local('confidence', cell(row, 'confidence'))],
      // Not prov:wasDerivedFrom: what identifies a relation identifies no entity (PROV-CONSTRAINTS, Constraint 54).
      ['dct:source', evidence.citeRow(row)],
    ],
  };
  return [{ event: part.event, agency, description }];
}

function describeMilestone(milestone: Milestone, contributions: readonly Contribution[], evidence: EvidenceRegister): Description {
  const bodies = [...(milestone.bodies ?? []).map((path) => local(...path)), ...contributions.map(({ agency }) => agency)];
  return {
    subject: local('event', milestone.slug),
    properties: [
      ['a', ['prov:Activity', 'schema:Event']],
      ['skos:prefLabel', text(milestone.name, 'en')],
      ['dct:description', text(milestone.description, 'en')],
      ['schema:startDate', milestone.start ? date(milestone.start) : []],
      ['schema:endDate', milestone.end ? date(milestone.end) : []],
      ['prov:wasAssociatedWith', [...new Set(bodies)]],
      ['prov:qualifiedAssociation', contributions.map(({ description }) => description.subject)],
      ['dct:relation', (milestone.relations ?? []).map((path) => local(...path))],
      ['tf:confidence', local('confidence', 'high')],
      // Only a prov:Entity is derived from something, and no activity is one (PROV-CONSTRAINTS, Constraint 55).
      ['dct:source', milestone.sources.map((source) => evidence.cite(source))],
    ],
  };
}

/** Each milestone, followed by the parts that bodies had in it. */
export function history(agencyRows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  const all = agencyRows.flatMap((row) => contributionsOf(row, evidence));
  return MILESTONES.flatMap((milestone) => {
    const contributions = all.filter(({ event }) => event === milestone.slug);
    return [describeMilestone(milestone, contributions, evidence), ...contributions.map(({ description }) => description)];
  });
}
