import type { Texts } from './turtle.ts';

interface InitiativeMilestone {
  readonly kind: keyof typeof MILESTONE_KINDS.kinds;
  readonly year: string;
  readonly what: string;
  /** Left out: the initiative's own sources. */
  readonly source?: string;
  readonly note?: string;
  readonly confidence?: 'medium';
}

interface NamePeriod {
  readonly name: string;
  readonly start?: string;
  readonly end?: string;
  /** Left out: the initiative's own sources. */
  readonly source?: string;
}

/** The facts' account of disputed dates and changed names, which belongs to no single page. */
const FACTS = 'inventory-facts';

export const MILESTONE_KINDS = {
  name: {
    en: 'Kinds of milestone',
    fr: 'Types de jalons',
    es: 'Tipos de hitos',
    ar: 'أنواع المعالم الرئيسية',
    zh: '里程碑类型',
    ru: 'Виды вех',
  },
  kinds: {
    announced: {
      label: { en: 'Announced', fr: 'Annonce', es: 'Anuncio', ar: 'الإعلان', zh: '宣布', ru: 'Объявление' },
      definition: 'It was made known that it would be.',
    },
    agreed: {
      label: { en: 'Agreed', fr: 'Accord', es: 'Acuerdo', ar: 'الاتفاق', zh: '达成协议', ru: 'Соглашение' },
      definition: 'Those concerned concluded an agreement or memorandum on it, or endorsed it.',
    },
    established: {
      label: { en: 'Established', fr: 'Création', es: 'Establecimiento', ar: 'الإنشاء', zh: '设立', ru: 'Учреждение' },
      definition: 'It was founded by a decision, or its agreement came into force.',
    },
    launched: {
      label: { en: 'Launched', fr: 'Lancement', es: 'Puesta en marcha', ar: 'الإطلاق', zh: '启动', ru: 'Начало работы' },
      definition: 'It opened or began its work.',
    },
    renamed: {
      label: { en: 'Renamed', fr: 'Changement de nom', es: 'Cambio de nombre', ar: 'تغيير الاسم', zh: '更名', ru: 'Переименование' },
      definition: 'It took another name.',
    },
    moved: {
      label: { en: 'Moved', fr: 'Déménagement', es: 'Traslado', ar: 'الانتقال', zh: '迁址', ru: 'Переезд' },
      definition: 'It took another seat.',
    },
  } satisfies Readonly<Record<string, { label: Texts; definition: string }>>,
};

/** Dates beside the start year, each stated in the facts: in the initiative's row, or among the points on which sources disagree. */
export const MILESTONES: Readonly<Record<string, readonly InitiativeMilestone[]>> = {
  apctt: [
    { kind: 'launched', year: '1977', what: 'Opened in Bangalore as the Regional Centre for Technology Transfer, 1977' },
    { kind: 'renamed', year: '1985', what: 'Renamed, 1985' },
    { kind: 'moved', year: '1993', what: 'In New Delhi since 1993' },
  ],
  'broadband-commission': [{ kind: 'established', year: '2010', what: 'Founded in May 2010' }],
  ccreee: [
    { kind: 'agreed', year: '2015', what: 'Endorsed by heads of government in July 2015' },
    { kind: 'established', year: '2018', what: 'Agreement in force since 19 May 2018' },
  ],
  'escwa-technology-centre': [
    { kind: 'established', year: '2010', what: 'Established by resolution 294 (XXVI), 2010' },
    { kind: 'launched', year: '2011', what: 'Opened on 15 November 2011' },
  ],
  ggkp: [{ kind: 'agreed', year: '2012', what: 'Founded by memorandum of January 2012' }],
  'itu-centres-of-excellence': [
    {
      kind: 'established',
      year: '1997',
      what: 'Established in 1997 by one page',
      source: FACTS,
      note: 'Another page says 2001.',
      confidence: 'medium',
    },
    {
      kind: 'established',
      year: '2001',
      what: 'Established in 2001 by one page',
      source: FACTS,
      note: 'Another page says 1997.',
      confidence: 'medium',
    },
  ],
  ren21: [
    { kind: 'announced', year: '2004', what: 'Announced at the Bonn conference, 2004' },
    { kind: 'launched', year: '2005', what: 'At work from Paris since June 2005' },
  ],
  'sids-dock': [
    { kind: 'agreed', year: '2009', what: 'Memorandum of December 2009' },
    { kind: 'launched', year: '2010', what: 'Launched with UNDP, the World Bank and Denmark, 2010' },
    { kind: 'established', year: '2015', what: 'Intergovernmental organisation since 2015' },
  ],
  'un-technology-bank': [
    { kind: 'established', year: '2016', what: 'Created by the General Assembly on 23 December 2016' },
    { kind: 'launched', year: '2018', what: 'Opened on 4 June 2018' },
  ],
};

/** Names that an initiative bore, in their order; a year that is not known is left out. */
export const NAME_PERIODS: Readonly<Record<string, readonly NamePeriod[]>> = {
  apctt: [
    { name: 'Regional Centre for Technology Transfer', start: '1977', end: '1985' },
    { name: 'Asian and Pacific Centre for Transfer of Technology' },
  ],
  'broadband-commission': [
    { name: 'Broadband Commission for Digital Development', start: '2010', end: '2015' },
    { name: 'Broadband Commission for Sustainable Development', start: '2015' },
  ],
  ggkp: [
    { name: 'Green Growth Knowledge Platform', start: '2012' },
    { name: 'Green Growth Knowledge Partnership', source: FACTS },
  ],
  'unep-ccc': [
    { name: 'UNEP Risø Centre', source: FACTS },
    { name: 'UNEP DTU Partnership', source: FACTS },
    { name: 'UNEP Copenhagen Climate Centre', source: FACTS },
  ],
};

/** Initiatives that took over the tasks of an earlier one, as the earlier one's row says. */
export const SUCCESSORS: Readonly<Record<string, string>> = {
  'iatt-sti': 'wg-global-technology-facilitation-platform',
  'technology-executive-committee': 'egtt',
};

/** Documents (`id/resource/…`) in which an initiative was decided on or launched, by the facts' history. */
export const MANDATES: Readonly<Record<string, readonly string[]>> = {
  'technology-facilitation-mechanism': ['addis-ababa-action-agenda', '2030-agenda'],
};
