import { type Names, names } from './place-regions.ts';

export interface CountryGroup {
  readonly slug: string;
  readonly notation: string;
  readonly m49Code: string;
  readonly names: Names;
  readonly scopeNote: string;
  /** ISO 3166-1 alpha-3 codes. */
  readonly members: readonly string[];
}

const codes = (text: string): readonly string[] => text.split(' ').sort();

/** The groupings of countries that the United Nations keeps beside its regions, with the codes that M49 gives them. */
export const COUNTRY_GROUPS: readonly CountryGroup[] = [
  {
    slug: 'least-developed-countries',
    notation: 'Least developed countries',
    m49Code: '199',
    names: names(
      'Least developed countries',
      'Pays les moins avancés',
      'Países menos adelantados',
      'أقل البلدان نموا',
      '最不发达国家',
      'Наименее развитые страны',
    ),
    scopeNote:
      "The category that the General Assembly decides on, as it stood on 23 November 2026 (44 countries). By its resolution 76/8 Bangladesh, the Lao People's Democratic Republic and Nepal graduate on 24 November 2026; in 2026 Bangladesh and Nepal asked for a longer preparatory period, and the Committee for Development Policy supported that of Bangladesh. What the General Assembly then decided was not seen when this was written, so the three are still listed.",
    members: codes(
      'AFG AGO BDI BEN BFA BGD CAF COD COM DJI ERI ETH GIN GMB GNB HTI KHM KIR LAO LBR LSO MDG MLI MMR MOZ MRT MWI NER NPL RWA SDN SEN SLB SLE SOM SSD TCD TGO TLS TUV TZA UGA YEM ZMB',
    ),
  },
  {
    slug: 'landlocked-developing-countries',
    notation: 'Landlocked developing countries',
    m49Code: '432',
    names: names(
      'Landlocked developing countries',
      'Pays en développement sans littoral',
      'Países en desarrollo sin litoral',
      'البلدان النامية غير الساحلية',
      '内陆发展中国家',
      'Развивающиеся страны, не имеющие выхода к морю',
    ),
    scopeNote: 'The group as UN M49 lists it (32 countries).',
    members: codes(
      'AFG ARM AZE BDI BFA BOL BTN BWA CAF ETH KAZ KGZ LAO LSO MDA MKD MLI MNG MWI NER NPL PRY RWA SSD SWZ TCD TJK TKM UGA UZB ZMB ZWE',
    ),
  },
  {
    slug: 'small-island-developing-states',
    notation: 'Small island developing States',
    m49Code: '722',
    names: names(
      'Small island developing States',
      'Petits États insulaires en développement',
      'Pequeños Estados insulares en desarrollo',
      'الدول الجزرية الصغيرة النامية',
      '小岛屿发展中国家',
      'Малые островные развивающиеся государства',
    ),
    scopeNote: 'The group as UN M49 lists it, with territories that are not members of the United Nations (53 countries and areas).',
    members: codes(
      'ABW AIA ASM ATG BES BHS BLZ BRB COK COM CPV CUB CUW DMA DOM FJI FSM GNB GRD GUM GUY HTI JAM KIR KNA LCA MDV MHL MNP MSR MUS NCL NIU NRU PLW PNG PRI PYF SGP SLB STP SUR SXM SYC TLS TON TTO TUV VCT VGB VIR VUT WSM',
    ),
  },
];
