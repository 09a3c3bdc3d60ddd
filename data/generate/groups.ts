import type { EvidenceRegister } from './evidence.ts';
import { cell, type FactsRow } from './facts.ts';
import { GROUPS, type Group } from './group-names.ts';
import { history } from './history.ts';
import { local } from './names.ts';
import { type Description, date, plain, type Term, text, texts, year } from './turtle.ts';

interface Membership {
  readonly group: Group;
  readonly acronym: string;
  readonly role: string;
  /** Years or months; an end that is not known is left out. */
  readonly begin?: string;
  readonly end?: string;
  readonly note?: string;
  readonly sources: readonly Term[];
  readonly confidence: string;
}

/** `iatt_role` in the facts → the roles, with what it says of their time. */
const TASK_TEAM_ROLES: Readonly<Record<string, readonly { role: string; begin?: string; end?: string }[]>> = {
  member: [{ role: 'member' }],
  'co-convener': [{ role: 'co-convener' }],
  'co-chair until 2017, member': [{ role: 'co-chair', end: '2017' }, { role: 'member' }],
  'co-convener since September 2017': [{ role: 'co-convener', begin: '2017-09' }],
};

function membershipsOf(row: FactsRow, evidence: EvidenceRegister): Membership[] {
  const common = { acronym: cell(row, 'acronym'), sources: evidence.citeRow(row), confidence: cell(row, 'confidence') };
  const result: Membership[] = [];
  if (cell(row, 'member_of_2014_working_group') === 'yes') {
    // The group was formed with these members in the last quarter of 2014; the task team took over its work in 2015.
    result.push({ ...common, group: GROUPS.workingGroup, role: cell(row, 'role'), begin: '2014', end: '2015' });
  }
  const taskTeamRole = cell(row, 'iatt_role');
  if (taskTeamRole === '') return result;
  const roles = TASK_TEAM_ROLES[taskTeamRole];
  if (!roles) throw new Error(`"${taskTeamRole}" is no role in the task team`);
  return [...result, ...roles.map((role) => ({ ...common, ...role, group: GROUPS.taskTeam, note: taskTeamRole }))];
}

/** An instant as exact as it is known. A month also says its year, so that every instant can be asked for by year. */
function instant(value: string): Term {
  const month = value.length === 7 ? ` ; time:inXSDgYearMonth ${date(value)}` : '';
  return `[ a time:Instant ; time:inXSDgYear ${year(value.slice(0, 4))}${month} ]`;
}

function interval({ begin, end }: Membership): Term[] {
  if (!begin && !end) return [];
  const parts = [begin && `time:hasBeginning ${instant(begin)}`, end && `time:hasEnd ${instant(end)}`];
  return [`[ a time:Interval ;\n    ${parts.filter(Boolean).join(' ;\n    ')} ]`];
}

function describeMembership(membership: Membership, again: boolean): Description {
  const { group, acronym, role } = membership;
  return {
    subject: local('membership', `${group.slug}-${acronym}${again ? `-${role}` : ''}`),
    properties: [
      ['a', ['tf:GroupMembership', 'org:Membership']],
      ['skos:prefLabel', text(`${acronym}, ${role}, ${group.shortName}`, 'en')],
      ['org:member', local('agency', acronym)],
      ['org:organization', local('group', group.slug)],
      ['org:role', local('group-role', role)],
      ['org:memberDuring', interval(membership)],
      ['skos:note', membership.note && membership.note !== role ? text(membership.note, 'en') : []],
      ['tf:confidence', local('confidence', membership.confidence)],
      ['prov:wasDerivedFrom', membership.sources],
    ],
  };
}

function describeGroup(group: Group, evidence: EvidenceRegister): Description {
  return {
    subject: local('group', group.slug),
    properties: [
      ['a', ['tf:InterAgencyGroup', 'org:OrganizationalCollaboration', 'org:Organization', 'foaf:Agent']],
      ['skos:prefLabel', texts(group.name)],
      ['skos:altLabel', text(group.shortName, 'en')],
      ['tf:acronym', group.acronym ? plain(group.acronym) : []],
      ['dct:description', text(group.description, 'en')],
      ['tf:startYear', year(group.start)],
      ['tf:endYear', group.end ? year(group.end) : []],
      ['tf:successorOf', group.successorOf ? local('group', group.successorOf) : []],
      ['tf:mandate', group.mandates.map((resource) => local('resource', resource))],
      ['dct:relation', local('initiative', group.initiative)],
      ['tf:confidence', local('confidence', 'high')],
      ['prov:wasDerivedFrom', group.sources.map((source) => evidence.cite(source))],
    ],
  };
}

/** The two groups, who was in them in which role and when, and the way to the platform. */
export function groups(agencyRows: readonly FactsRow[], evidence: EvidenceRegister): Description[] {
  const memberships = agencyRows.flatMap((row) =>
    membershipsOf(row, evidence).map((membership, index, all) =>
      // A second role of the same body in the same group is named by its role too; the lasting one keeps the plain name.
      describeMembership(membership, index < all.length - 1 && all[index + 1]?.group === membership.group),
    ),
  );
  return [...Object.values(GROUPS).map((group) => describeGroup(group, evidence)), ...memberships, ...history(agencyRows, evidence)];
}
