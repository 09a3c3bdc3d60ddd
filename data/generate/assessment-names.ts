import countries from 'i18n-iso-countries';
import { cell, type FactsRow } from './facts.ts';
import { LANGUAGES, type Language, type Texts } from './turtle.ts';
import { UN_COUNTRY_NAMES } from './un-country-names.ts';

/** Countries whose English name takes the article. */
const WITH_ARTICLE = new Set(['BHS', 'CAF', 'COD', 'COM', 'DOM', 'GMB', 'LAO', 'MDV', 'PHL', 'SLB']);

/** What follows the country's name, by phase. */
const PHASE_NAMES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'first-round': {
    en: 'first round',
    fr: 'première série',
    es: 'primera ronda',
    ar: 'الجولة الأولى',
    zh: '首轮',
    ru: 'первый цикл',
  },
  ...Object.fromEntries(
    [
      { number: 1, roman: 'I', ar: 'الأولى', zh: '一' },
      { number: 2, roman: 'II', ar: 'الثانية', zh: '二' },
      { number: 3, roman: 'III', ar: 'الثالثة', zh: '三' },
      { number: 4, roman: 'IV', ar: 'الرابعة', zh: '四' },
    ].map(({ number, roman, ar, zh }) => [
      `phase-${number}`,
      {
        en: `Global TNA project phase ${roman}`,
        fr: `projet mondial TNA, phase ${roman}`,
        es: `proyecto mundial TNA, fase ${roman}`,
        ar: `المشروع العالمي لتقييم الاحتياجات التكنولوجية، المرحلة ${ar}`,
        zh: `全球技术需求评估项目第${zh}阶段`,
        ru: `глобальный проект TNA, этап ${roman}`,
      },
    ]),
  ),
  'un-technology-bank': {
    en: 'UN Technology Bank',
    fr: 'Banque de technologies des Nations Unies',
    es: 'Banco de Tecnología de las Naciones Unidas',
    ar: 'بنك الأمم المتحدة للتكنولوجيا',
    zh: '联合国技术库',
    ru: 'Банк технологий ООН',
  },
};

type Template = Readonly<Record<Language, (country: string, phase: string) => string>>;

const ASSESSMENT: Template = {
  en: (country, phase) => `Technology needs assessment of ${country}, ${phase}`,
  fr: (country, phase) => `Évaluation des besoins technologiques : ${country}, ${phase}`,
  es: (country, phase) => `Evaluación de las necesidades tecnológicas: ${country}, ${phase}`,
  ar: (country, phase) => `تقييم الاحتياجات التكنولوجية: ${country}، ${phase}`,
  zh: (country, phase) => `技术需求评估：${country}，${phase}`,
  ru: (country, phase) => `Оценка технологических потребностей: ${country}, ${phase}`,
};

const ACTION_PLAN: Template = {
  en: (country, phase) => `Technology action plan of ${country}, ${phase}`,
  fr: (country, phase) => `Plan d'action technologique : ${country}, ${phase}`,
  es: (country, phase) => `Plan de acción tecnológica: ${country}, ${phase}`,
  ar: (country, phase) => `خطة العمل التكنولوجية: ${country}، ${phase}`,
  zh: (country, phase) => `技术行动计划：${country}，${phase}`,
  ru: (country, phase) => `План действий в области технологий: ${country}, ${phase}`,
};

/** The facts' own name in English, with its article; in the others the name that the country has in `places.ttl`. */
function countryName(row: FactsRow, language: Language): string | undefined {
  const code = cell(row, 'country_iso3');
  if (language !== 'en') return UN_COUNTRY_NAMES[code]?.[language] ?? countries.getName(code, language);
  return WITH_ARTICLE.has(code) ? `the ${cell(row, 'country_name')}` : cell(row, 'country_name');
}

function names(template: Template, row: FactsRow, phase: string): Texts {
  const result: Partial<Record<Language, string>> = {};
  for (const language of LANGUAGES) {
    const country = countryName(row, language);
    const phaseName = PHASE_NAMES[phase]?.[language];
    if (country && phaseName) result[language] = template[language](country, phaseName);
  }
  return result;
}

export function assessmentNames(row: FactsRow, phase: string): Texts {
  return names(ASSESSMENT, row, phase);
}

export function planNames(row: FactsRow, phase: string): Texts {
  return names(ACTION_PLAN, row, phase);
}
