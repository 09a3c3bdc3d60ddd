import {
  DESA_COPY,
  DIALOGUES_PAGE,
  FORUM_SOURCES,
  MECHANISM_PAGE,
  OVERVIEW_DRAFT,
  OXFORD_NEWS,
  PGA_NEWS,
  PROGRESS_UPDATE,
  SUB_CLUSTER,
  TECHNOLOGY_BANK_SOURCES,
  WORKING_GROUP_NEWS,
} from './history-sources.ts';

/** A step on the way from Rio+20 to the platform, as the facts' history tells it. */
export interface Milestone {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** As exact as it is known: year, month or day. */
  readonly start?: string;
  readonly end?: string;
  readonly bodies?: readonly [kind: string, slug: string][];
  readonly relations?: readonly [kind: string, slug: string][];
  readonly sources: readonly string[];
}

const MECHANISM: readonly [string, string][] = [['initiative', 'technology-facilitation-mechanism']];

function forum(start: string, end: string, description: string): Milestone {
  const year = start.slice(0, 4);
  return {
    slug: `sti-forum-${year}`,
    name: `STI Forum ${year}`,
    description,
    start,
    end,
    relations: [['initiative', 'sti-forum']],
    sources: FORUM_SOURCES,
  };
}

export const MILESTONES: readonly Milestone[] = [
  {
    slug: 'rio-plus-20',
    name: 'Rio+20 adopts "The Future We Want"',
    description:
      'Paragraph 273 of "The Future We Want" (resolution 66/288) asks UN agencies to find options for a facilitation mechanism for clean and environmentally sound technologies, including by assessing needs and building capacity.',
    start: '2012-06-20',
    end: '2012-06-22',
    relations: [['resource', 'resolution-66-288']],
    sources: [DIALOGUES_PAGE, MECHANISM_PAGE],
  },
  {
    slug: 'report-a-67-348',
    name: 'Proposals on a facilitation mechanism and report A/67/348',
    description:
      'Of 53 organisations invited, 22 contributed proposals on the functions, format and working methods of a facilitation mechanism.',
    start: '2012',
    relations: [['resource', 'a-67-348']],
    sources: [MECHANISM_PAGE],
  },
  {
    slug: 'resolution-68-210',
    name: 'Resolution 68/210 orders four dialogues',
    description:
      'The General Assembly orders four one-day dialogues on fragmentation, synergies, duplication and gaps over the whole technology cycle.',
    start: '2013-12',
    relations: [['resource', 'resolution-68-210']],
    sources: [DIALOGUES_PAGE],
  },
  {
    slug: 'technology-dialogues',
    name: 'Four dialogues on technology facilitation',
    description:
      'Four one-day dialogues on 29 April, 30 April, 4 June and 23 July 2014, with Switzerland and Brazil as co-facilitators; the summary was issued by mid-August 2014.',
    start: '2014-04-29',
    end: '2014-07-23',
    sources: [PGA_NEWS],
  },
  {
    slug: 'resolution-68-310',
    name: 'Resolution 68/310 on the four dialogues',
    description:
      'Procedural resolution; its draft elements asked that consultations go on in the next session and that the Secretary-General weigh the outcome in his synthesis report. The month is general knowledge.',
    start: '2014-09',
    relations: [['resource', 'resolution-68-310']],
    sources: [PGA_NEWS, 'general knowledge'],
  },
  {
    slug: 'working-group-formed',
    name: 'Informal inter-agency working group formed',
    description:
      'DESA and UNEP co-facilitate; UNCTAD, UNIDO, UNESCO, ITU, WIPO and the World Bank take part; open to others. Tasks: mapping and inventory, synergies, options for a knowledge hub, partnerships. It was formed in the last quarter of the year.',
    start: '2014',
    bodies: [['group', 'iawg-2014']],
    sources: [WORKING_GROUP_NEWS],
  },
  {
    slug: 'synthesis-report',
    name: "Secretary-General's synthesis report",
    description:
      'Paragraph 125 proposes an online global platform that builds on and complements existing initiatives and is open to all stakeholders.',
    start: '2014-12',
    relations: [['resource', 'synthesis-report-2014']],
    sources: [WORKING_GROUP_NEWS],
  },
  {
    slug: 'overview-surveys',
    name: 'Two surveys of UN entities and drafts of an overview',
    description:
      'Two surveys of UN entities; drafts of 7 and 23 July 2015 of an overview of UN technology initiatives, with a frame for coverage, institutional arrangement, functions and links.',
    start: '2015',
    bodies: [['group', 'iawg-2014']],
    relations: [
      ['resource', 'overview-draft-2015-07-07'],
      ['resource', 'overview-draft-2015-07-23'],
    ],
    sources: [OVERVIEW_DRAFT],
  },
  {
    slug: 'addis-ababa-action-agenda',
    name: 'Addis Ababa Action Agenda decides to set up the mechanism',
    description: 'Paragraph 123 decides to set up the Technology Facilitation Mechanism.',
    start: '2015-07',
    relations: [['resource', 'addis-ababa-action-agenda'], ...MECHANISM],
    sources: [PROGRESS_UPDATE, OXFORD_NEWS],
  },
  {
    slug: 'mechanism-launched',
    name: 'Technology Facilitation Mechanism launched with the 2030 Agenda',
    description:
      'Paragraph 70 of the 2030 Agenda launches the mechanism with a task team, a ten-member group, a forum and an online platform; the platform is to rest on an independent technical assessment.',
    start: '2015-09-25',
    end: '2015-09-27',
    relations: [['resource', '2030-agenda'], ...MECHANISM],
    sources: ['https://sdgs.un.org/tfm', 'https://sustainabledevelopment.un.org/TFM/'],
  },
  {
    slug: 'options-paper',
    name: 'Background Paper 2015/2 on options for the platform',
    description: 'Paper on options for the online platform.',
    start: '2015-10-28',
    relations: [['resource', 'background-paper-2015-2']],
    sources: ['background-paper-2015-2', 'https://sdg.iisd.org/?p=733269'],
  },
  {
    slug: 'first-ten-member-group',
    name: 'First ten-member group appointed',
    description: 'The first ten-member group to support the mechanism is appointed for 2016-2017.',
    start: '2016-01',
    relations: [['initiative', 'ten-member-group']],
    sources: [PROGRESS_UPDATE],
  },
  forum('2016-06-06', '2016-06-07', 'The first STI Forum.'),
  forum('2017-05-15', '2017-05-16', 'The STI Forum of 2017, with over 800 participants.'),
  forum('2018-06-05', '2018-06-06', 'The STI Forum of 2018.'),
  forum('2019-05-14', '2019-05-15', 'The STI Forum of 2019.'),
  {
    slug: 'technology-bank-established',
    name: 'Technology Bank for the Least Developed Countries established',
    description: 'The General Assembly establishes the Technology Bank.',
    start: '2016-12-23',
    bodies: [['agency', 'untb']],
    relations: [['initiative', 'un-technology-bank']],
    sources: TECHNOLOGY_BANK_SOURCES,
  },
  {
    slug: 'technology-bank-opened',
    name: 'Technology Bank opened in Gebze',
    description: 'The Technology Bank opens in Gebze.',
    start: '2018-06-04',
    bodies: [['agency', 'untb']],
    relations: [['initiative', 'un-technology-bank']],
    sources: TECHNOLOGY_BANK_SOURCES,
  },
  {
    slug: 'task-team-co-convener-changes',
    name: 'UNCTAD replaces UNEP as co-convener of the task team',
    description: 'UNCTAD replaces UNEP as co-convener of the task team with DESA.',
    start: '2017-09',
    bodies: [
      ['group', 'iatt-sti'],
      ['agency', 'unctad'],
      ['agency', 'unep'],
      ['agency', 'desa'],
    ],
    sources: [SUB_CLUSTER],
  },
  {
    slug: 'capacity-building-stream-formed',
    name: 'Capacity-building stream formed and demonstration version announced',
    description: 'The task team forms its capacity-building stream; a first demonstration version of the platform is announced.',
    start: '2017',
    end: '2018',
    bodies: [['group', 'iatt-sti']],
    relations: [['initiative', 'iatt-capacity-building']],
    sources: ['https://sdgs.un.org/tfm/interagency-task-team/capacity', SUB_CLUSTER],
  },
  {
    slug: 'independent-technical-assessment',
    name: 'Independent technical assessment of the platform',
    description: 'Independent technical assessment of the platform, led by Xiaolan Fu (Oxford), before 2020.',
    relations: [['initiative', 'connect-2030']],
    sources: [OXFORD_NEWS],
  },
  {
    slug: 'roadmaps-pilot-programme',
    name: 'Pilot programme on roadmaps begins',
    description: 'The pilot programme on roadmaps begins.',
    start: '2019-07',
    relations: [['initiative', 'sti-roadmaps-pilot']],
    sources: ['https://sustainabledevelopment.un.org/partnership/?p=33852'],
  },
  {
    slug: '2030-connect-opened',
    name: '2030 Connect opened at the High-level Political Forum',
    description:
      "The platform opens as 2030 Connect, built by DESA and the UN ICT office, with data exchanged between members' existing platforms; the task team counts 43 entities.",
    start: '2020-07-15',
    bodies: [
      ['agency', 'desa'],
      ['agency', 'un-oict'],
    ],
    relations: [['initiative', 'connect-2030'], ...MECHANISM],
    sources: [OXFORD_NEWS, DESA_COPY],
  },
];
