import { local } from './names.ts';
import { type Description, date, iri, plain, type Texts, text, texts } from './turtle.ts';

interface DatasetHead {
  readonly title: Texts;
  readonly description: string;
}

/** Day on which the first edition of the inventory was issued. */
const ISSUED = '2026-11-24';

/** What each generated dataset says of itself. */
const HEADS: Readonly<Record<string, DatasetHead>> = {
  agencies: {
    title: {
      en: 'Agencies and other bodies',
      fr: 'Organismes et autres entités',
      es: 'Organismos y otras entidades',
      ar: 'الوكالات والهيئات الأخرى',
      zh: '机构和其他实体',
      ru: 'Учреждения и другие организации',
    },
    description:
      'The bodies of the United Nations system, and others, that lead technology facilitation or take part in it. Names in other languages than English are general knowledge.',
  },
  groups: {
    title: {
      en: 'Inter-agency groups, their members and their history',
      fr: 'Groupes interorganisations, leurs membres et leur histoire',
      es: 'Grupos interinstitucionales, sus miembros y su historia',
      ar: 'الأفرقة المشتركة بين الوكالات وأعضاؤها وتاريخها',
      zh: '机构间小组及其成员和历史',
      ru: 'Межучрежденческие группы, их члены и история',
    },
    description:
      'The informal working group of 2014 and the task team that took over its work, who was in them and in which role, and what happened on the way to the online platform. Names of the groups in other languages than English are translations of this service.',
  },
  initiatives: {
    title: {
      en: 'Technology facilitation initiatives',
      fr: 'Initiatives de facilitation des technologies',
      es: 'Iniciativas de facilitación de la tecnología',
      ar: 'مبادرات تيسير التكنولوجيا',
      zh: '技术促进举措',
      ru: 'Инициативы по содействию развитию технологий',
    },
    description:
      'Frameworks, networks, processes, initiatives, programmes, platforms, funds, centres and partnerships through which the United Nations takes an active part in technology facilitation. Names in other languages than English are general knowledge.',
  },
  assessments: {
    title: {
      en: 'Technology needs assessments',
      fr: 'Évaluations des besoins technologiques',
      es: 'Evaluaciones de las necesidades tecnológicas',
      ar: 'تقييمات الاحتياجات التكنولوجية',
      zh: '技术需求评估',
      ru: 'Оценки технологических потребностей',
    },
    description:
      'Technology needs assessments by country and phase. Three different things bear that name: the first-round climate assessments, the Global TNA project, and the assessments of the UN Technology Bank; each assessment says which it is. Titles are made from the country and the phase.',
  },
  activities: {
    title: {
      en: 'Capacity-building activities',
      fr: 'Activités de renforcement des capacités',
      es: 'Actividades de creación de capacidad',
      ar: 'أنشطة بناء القدرات',
      zh: '能力建设活动',
      ru: 'Мероприятия по наращиванию потенциала',
    },
    description: 'Courses, workshops, fellowships, guidance and technical assistance in technology facilitation.',
  },
  partnerships: {
    title: {
      en: 'Partnerships',
      fr: 'Partenariats',
      es: 'Alianzas',
      ar: 'الشراكات',
      zh: '伙伴关系',
      ru: 'Партнерства',
    },
    description: 'Collaborations between agencies or initiatives in technology facilitation.',
  },
  evidence: {
    title: {
      en: 'Evidence',
      fr: 'Sources des faits',
      es: 'Fuentes de los datos',
      ar: 'مصادر المعلومات',
      zh: '依据来源',
      ru: 'Источники сведений',
    },
    description:
      'The pages and other sources on which the statements of the inventory rest. The pages belong to their publishers; no text of theirs is reproduced.',
  },
};

/** The metadata with which a dataset's file begins. */
export function datasetHead(dataset: string): Description {
  const head = HEADS[dataset];
  if (!head) throw new Error(`no metadata for the dataset "${dataset}"`);
  return {
    subject: local('dataset', dataset),
    properties: [
      ['a', 'dcat:Dataset'],
      ['dct:title', texts(head.title)],
      ['dct:description', text(head.description, 'en')],
      ['dct:identifier', plain(dataset)],
      ['dct:publisher', local('stakeholder', 'facilis')],
      ['dct:license', iri('https://creativecommons.org/licenses/by/4.0/')],
      ['dct:issued', date(ISSUED)],
      ['prov:wasDerivedFrom', local('evidence', 'inventory-facts')],
    ],
  };
}
