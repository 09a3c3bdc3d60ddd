import type { Language } from './turtle.ts';

export type Names = Readonly<Record<Language, string>>;

/** Names in the order of `LANGUAGES`. */
export function names(en: string, fr: string, es: string, ar: string, zh: string, ru: string): Names {
  return { en, fr, es, ar, zh, ru };
}

/** Names of M49's own regions by their codes, as the UN Statistics Division publishes them. */
export const M49_REGION_NAMES: Readonly<Record<string, Names>> = {
  '001': names('World', 'Monde', 'Mundo', 'العالم', '世界', 'Весь мир'),
  '002': names('Africa', 'Afrique', 'África', 'أفريقيا', '非洲', 'Африка'),
  '005': names('South America', 'Amérique du Sud', 'América del Sur', 'أمريكا الجنوبية', '南美洲', 'Южная Америка'),
  '009': names('Oceania', 'Océanie', 'Oceanía', 'أوقيانوسيا', '大洋洲', 'Океания'),
  '011': names('Western Africa', 'Afrique occidentale', 'África occidental', 'غرب أفريقيا', '西非', 'Западная Африка'),
  '013': names('Central America', 'Amérique centrale', 'América Central', 'أمريكا الوسطى', '中美洲', 'Центральная Америка'),
  '014': names('Eastern Africa', 'Afrique orientale', 'África oriental', 'شرق أفريقيا', '东非', 'Восточная Африка'),
  '015': names('Northern Africa', 'Afrique septentrionale', 'África septentrional', 'أفريقيا الشمالية', '北非', 'Северная Африка'),
  '017': names('Middle Africa', 'Afrique centrale', 'África central', 'وسط أفريقيا', '中非', 'Центральная Африка'),
  '018': names('Southern Africa', 'Afrique australe', 'África meridional', 'الجنوب الأفريقي', '南部非洲', 'Южная часть Африки'),
  '019': names('Americas', 'Amériques', 'Américas', 'الأمريكتان', '美洲', 'Северная и Южная Америка'),
  '021': names('Northern America', 'Amérique septentrionale', 'América septentrional', 'أمريكا الشمالية', '北美', 'Северная Америка'),
  '029': names('Caribbean', 'Caraïbes', 'El Caribe', 'منطقة البحر الكاريبي', '加勒比', 'Карибский бассейн'),
  '030': names('Eastern Asia', 'Asie orientale', 'Asia oriental', 'شرقي آسيا', '东亚', 'Восточная Азия'),
  '034': names('Southern Asia', 'Asie méridionale', 'Asia meridional', 'جنوب آسيا', '南亚', 'Южная Азия'),
  '035': names('South-eastern Asia', 'Asie du Sud-Est', 'Asia sudoriental', 'جنوب شرقي آسيا', '东南亚', 'Юго-Восточная Азия'),
  '039': names('Southern Europe', 'Europe méridionale', 'Europa meridional', 'أوروبا الجنوبية', '南欧', 'Южная Европа'),
  '053': names(
    'Australia and New Zealand',
    'Australie et Nouvelle-Zélande',
    'Australia y Nueva Zelandia',
    'أستراليا ونيوزيلندا',
    '澳大利亚和新西兰',
    'Австралия и Новая Зеландия',
  ),
  '054': names('Melanesia', 'Mélanésie', 'Melanesia', 'ميلانيزيا', '美拉尼西亚', 'Меланезия'),
  '057': names('Micronesia', 'Micronésie', 'Micronesia', 'ميكرونيزيا', '密克罗尼西亚', 'Микронезия'),
  '061': names('Polynesia', 'Polynésie', 'Polinesia', 'بولينيزيا', '波利尼西亚', 'Полинезия'),
  '142': names('Asia', 'Asie', 'Asia', 'آسيا', '亚洲', 'Азия'),
  '143': names('Central Asia', 'Asie centrale', 'Asia central', 'آسيا الوسطى', '中亚', 'Центральная Азия'),
  '145': names('Western Asia', 'Asie occidentale', 'Asia occidental', 'غربي آسيا', '西亚', 'Западная Азия'),
  '150': names('Europe', 'Europe', 'Europa', 'أوروبا', '欧洲', 'Европа'),
  '151': names('Eastern Europe', 'Europe orientale', 'Europa oriental', 'أوروبا الشرقية', '东欧', 'Восточная Европа'),
  '154': names('Northern Europe', 'Europe septentrionale', 'Europa septentrional', 'أوروبا الشمالية', '北欧', 'Северная Европа'),
  '155': names('Western Europe', 'Europe occidentale', 'Europa occidental', 'أوروبا الغربية', '西欧', 'Западная Европа'),
  '202': names(
    'Sub-Saharan Africa',
    'Afrique subsaharienne',
    'África Subsahariana',
    'أفريقيا جنوب الصحراء الكبرى',
    '撒哈拉以南非洲',
    'Африка к югу от Сахары',
  ),
  '419': names(
    'Latin America and the Caribbean',
    'Amérique latine et Caraïbes',
    'América Latina y el Caribe',
    'أمريكا اللاتينية ومنطقة البحر الكاريبي',
    '拉丁美洲和加勒比',
    'Латинская Америка и Карибский бассейн',
  ),
};

type Mapping = 'exactMatch' | 'closeMatch' | 'broadMatch' | 'narrowMatch' | 'relatedMatch';

export interface NamedRegion {
  /** Last segment of the IRI. */
  readonly slug: string;
  /** The value that the facts files use. */
  readonly notation: string;
  readonly names: Names;
  readonly scopeNote: string;
  /** How the name relates to M49's regions, by their codes. */
  readonly mappings: Partial<Readonly<Record<Mapping, readonly string[]>>>;
}

const NAME_NOTE =
  'A name as initiatives use it, without an agreed list of countries; an M49 region to which it is mapped may differ at the edges.';

const region = (notation: string, labels: Names, mappings: NamedRegion['mappings']): NamedRegion => ({
  slug: notation.toLowerCase().replaceAll(' ', '-'),
  notation,
  names: labels,
  scopeNote: mappings.exactMatch ? 'The same as the M49 area to which it is mapped.' : NAME_NOTE,
  mappings,
});

/** Region names as initiatives use them. They have no agreed list of countries, so most are only close to an M49 region. */
export const NAMED_REGIONS: readonly NamedRegion[] = [
  region('global', names('Global', 'Mondial', 'Mundial', 'عالمي', '全球', 'Весь мир (глобальный охват)'), { exactMatch: ['001'] }),
  region('Africa', names('Africa', 'Afrique', 'África', 'أفريقيا', '非洲', 'Африка'), { closeMatch: ['002'] }),
  region('Arab States', names('Arab States', 'États arabes', 'Estados Árabes', 'الدول العربية', '阿拉伯国家', 'Арабские государства'), {
    relatedMatch: ['015', '145'],
  }),
  region('Asia', names('Asia', 'Asie', 'Asia', 'آسيا', '亚洲', 'Азия'), { closeMatch: ['142'] }),
  region(
    'Asia-Pacific',
    names(
      'Asia and the Pacific',
      'Asie-Pacifique',
      'Asia y el Pacífico',
      'آسيا والمحيط الهادئ',
      '亚洲及太平洋',
      'Азиатско-Тихоокеанский регион',
    ),
    { relatedMatch: ['009', '142'] },
  ),
  region('Caribbean', names('Caribbean', 'Caraïbes', 'El Caribe', 'منطقة البحر الكاريبي', '加勒比', 'Карибский бассейн'), {
    closeMatch: ['029'],
  }),
  region('Central Africa', names('Central Africa', 'Afrique centrale', 'África central', 'وسط أفريقيا', '中部非洲', 'Центральная Африка'), {
    closeMatch: ['017'],
  }),
  region(
    'Central America',
    names('Central America', 'Amérique centrale', 'Centroamérica', 'أمريكا الوسطى', '中美洲', 'Центральная Америка'),
    { closeMatch: ['013'] },
  ),
  region('Central Asia', names('Central Asia', 'Asie centrale', 'Asia central', 'آسيا الوسطى', '中亚', 'Центральная Азия'), {
    closeMatch: ['143'],
  }),
  region('East Africa', names('East Africa', 'Afrique de l’Est', 'África oriental', 'شرق أفريقيا', '东非', 'Восточная Африка'), {
    closeMatch: ['014'],
  }),
  region(
    'Europe and Central Asia',
    names(
      'Europe and Central Asia',
      'Europe et Asie centrale',
      'Europa y Asia central',
      'أوروبا وآسيا الوسطى',
      '欧洲和中亚',
      'Европа и Центральная Азия',
    ),
    { narrowMatch: ['143', '150'] },
  ),
  region(
    'Hindu Kush Himalaya',
    names(
      'Hindu Kush Himalaya',
      'Hindou Kouch-Himalaya',
      'Hindu Kush-Himalaya',
      'هندوكوش - هيمالايا',
      '兴都库什－喜马拉雅',
      'Гиндукуш — Гималаи',
    ),
    { broadMatch: ['142'] },
  ),
  region(
    'Latin America',
    names('Latin America', 'Amérique latine', 'América Latina', 'أمريكا اللاتينية', '拉丁美洲', 'Латинская Америка'),
    {
      broadMatch: ['419'],
    },
  ),
  region(
    'Latin America and the Caribbean',
    names(
      'Latin America and the Caribbean',
      'Amérique latine et Caraïbes',
      'América Latina y el Caribe',
      'أمريكا اللاتينية ومنطقة البحر الكاريبي',
      '拉丁美洲和加勒比',
      'Латинская Америка и Карибский бассейн',
    ),
    { closeMatch: ['419'] },
  ),
  region('Middle East', names('Middle East', 'Moyen-Orient', 'Oriente Medio', 'الشرق الأوسط', '中东', 'Ближний Восток'), {
    relatedMatch: ['145'],
  }),
  region('Pacific', names('Pacific', 'Pacifique', 'Pacífico', 'منطقة المحيط الهادئ', '太平洋', 'Тихоокеанский регион'), {
    closeMatch: ['009'],
  }),
  region(
    'Southern Africa',
    names('Southern Africa', 'Afrique australe', 'África meridional', 'الجنوب الأفريقي', '南部非洲', 'Южная часть Африки'),
    {
      closeMatch: ['018'],
    },
  ),
  region(
    'Southern Mediterranean',
    names(
      'Southern Mediterranean',
      'Sud de la Méditerranée',
      'Mediterráneo meridional',
      'جنوب البحر الأبيض المتوسط',
      '地中海南部',
      'Южное Средиземноморье',
    ),
    { relatedMatch: ['015', '145'] },
  ),
  region(
    'Sub-Saharan Africa',
    names(
      'Sub-Saharan Africa',
      'Afrique subsaharienne',
      'África Subsahariana',
      'أفريقيا جنوب الصحراء الكبرى',
      '撒哈拉以南非洲',
      'Африка к югу от Сахары',
    ),
    { closeMatch: ['202'] },
  ),
  region('West Africa', names('West Africa', 'Afrique de l’Ouest', 'África occidental', 'غرب أفريقيا', '西非', 'Западная Африка'), {
    closeMatch: ['011'],
  }),
];
