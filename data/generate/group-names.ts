import type { Texts } from './turtle.ts';

export interface Group {
  readonly slug: string;
  readonly name: Texts;
  readonly shortName: string;
  readonly acronym?: string;
  readonly description: string;
  readonly start: string;
  readonly end?: string;
  readonly successorOf?: string;
  /** Documents (`id/resource/…`) that are cited for its mandate. */
  readonly mandates: readonly string[];
  /** The same body as the facts list it among the initiatives. */
  readonly initiative: string;
  readonly sources: readonly string[];
}

const workingGroup: Group = {
  slug: 'iawg-2014',
  name: {
    en: 'UN Informal Inter-agency Working Group on a Global Technology Facilitation Platform',
    fr: "Groupe de travail informel interorganisations de l'ONU sur une plateforme mondiale de facilitation des technologies",
    es: 'Grupo de trabajo interinstitucional oficioso de las Naciones Unidas sobre una plataforma mundial de facilitación de la tecnología',
    ar: 'فريق الأمم المتحدة العامل غير الرسمي المشترك بين الوكالات المعني بإنشاء منصة عالمية لتيسير التكنولوجيا',
    zh: '联合国全球技术促进平台非正式机构间工作组',
    ru: 'Неофициальная межучрежденческая рабочая группа ООН по глобальной платформе содействия развитию технологий',
  },
  shortName: 'Working group of 2014',
  description:
    "Working-level group set up in the last quarter of 2014 and open to other entities. It was to map and take an inventory of the UN's technology facilitation work, find synergies, shape options for an online knowledge hub, and build partnerships. The interagency task team took over its work.",
  start: '2014',
  end: '2015',
  mandates: ['resolution-68-210', 'resolution-68-310'],
  initiative: 'wg-global-technology-facilitation-platform',
  sources: [
    'http://sdg.iisd.org/news/un-establishes-inter-agency-working-group-on-global-technology-platform',
    'https://vdocument.in/united-nations-inter-agency-working-group-on-a-technology-draft-for-comments.html (An Overview of the UN Technology Initiatives, draft of 7 July 2015)',
  ],
};

const taskTeam: Group = {
  slug: 'iatt-sti',
  name: {
    en: 'UN Interagency Task Team on Science, Technology and Innovation for the SDGs',
    fr: "Équipe spéciale interorganisations des Nations Unies sur la science, la technologie et l'innovation au service des ODD",
    es: 'Equipo de tareas interinstitucional de las Naciones Unidas sobre la ciencia, la tecnología y la innovación para los ODS',
    ar: 'فريق العمل المشترك بين وكالات الأمم المتحدة المعني بتسخير العلم والتكنولوجيا والابتكار لأغراض أهداف التنمية المستدامة',
    zh: '联合国科学、技术和创新促进可持续发展目标机构间任务小组',
    ru: 'Межучрежденческая целевая группа ООН по науке, технике и инновациям в интересах достижения ЦУР',
  },
  shortName: 'Interagency task team',
  acronym: 'IATT',
  description:
    'Task team of the Technology Facilitation Mechanism that coordinates the UN entities at work on science, technology and innovation. It counted 31 entities in 2016, 35 in 2017-2018 and 43 in 2020; the memberships recorded here are those that a page named.',
  start: '2015',
  successorOf: 'iawg-2014',
  mandates: ['2030-agenda'],
  initiative: 'iatt-sti',
  sources: [
    'https://sdgs.un.org/statements/tfm-progress-update-iatt-15255',
    'https://developmentfinance.un.org/sub-cluster/847/40',
    'http://kimandelvis.com/en/desa/re-building-better-sti-during-covid-19 (copy of a UN DESA statement of July 2020)',
  ],
};

/** The inter-agency groups of the inventory. Names in other languages than English are this service's translations. */
export const GROUPS = { workingGroup, taskTeam } as const;
