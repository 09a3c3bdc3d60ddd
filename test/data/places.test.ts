import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import countries from 'i18n-iso-countries';
import { beforeAll, describe, expect, it } from 'vitest';
import { placesTurtle } from '../../data/generate/places.ts';
import { UN_COUNTRY_NAMES } from '../../data/generate/un-country-names.ts';
import { skos, tf } from '../../src/rdf/vocabulary.ts';
import { ConceptGraph, conceptFaults, DATA_DIRECTORY, metadataFaults, minted } from './concept-graph.ts';
import { factsValues, HAS_FACTS, NO_FACTS_REASON } from './facts-values.ts';

let graph: ConceptGraph;
beforeAll(async () => {
  graph = await ConceptGraph.read('places.ttl');
});

const country = (alpha3: string): string => minted(`id/country/${alpha3}`);
const region = (slug: string): string => minted(`id/region/${slug}`);

function label(iri: string, language: string): string | undefined {
  return graph.objects(iri, skos('prefLabel')).find((term) => term.termType === 'Literal' && term.language === language)?.value;
}

/** The M49 areas above a country or region, nearest first. */
function ancestors(iri: string): string[] {
  const [parent] = graph.values(iri, skos('broader'));
  return parent === undefined ? [] : [parent, ...ancestors(parent)];
}

describe('data/places.ttl', () => {
  it('is byte for byte what its generator writes', () => {
    expect(placesTurtle()).toBe(readFileSync(join(DATA_DIRECTORY, 'places.ttl'), 'utf8'));
  });

  it('has six labels per place, one notation each, and a hierarchy that leads both ways and never in a circle', () => {
    expect(conceptFaults(graph)).toEqual([]);
  });

  it('begins with its metadata, and says that names imply no opinion on legal status', () => {
    expect(metadataFaults(graph, 'places')).toEqual([]);
    const text = graph.quads.find(({ predicate }) => predicate.value.endsWith('/description'))?.object.value;
    expect(text).toContain('do not imply the expression of any opinion whatsoever concerning the legal status');
  });
});

describe('countries', () => {
  it('are the 248 countries and areas of M49, and nothing that M49 does not list', () => {
    expect(graph.subjectsOfType(tf('Country'))).toHaveLength(248);
    expect(graph.concepts()).not.toContain(country('twn'));
    expect(graph.concepts()).not.toContain(country('xkk'));
  });

  it('carry their three codes and lie under the world through M49', () => {
    for (const iri of graph.subjectsOfType(tf('Country'))) {
      const [alpha3 = ''] = graph.values(iri, tf('iso3166Alpha3'));
      expect(iri).toBe(country(alpha3.toLowerCase()));
      expect(graph.values(iri, skos('notation'))).toEqual([alpha3]);
      expect(graph.values(iri, tf('iso3166Alpha2')).join()).toMatch(/^[A-Z]{2}$/);
      const [m49 = ''] = graph.values(iri, tf('m49Code'));
      expect(m49).toMatch(/^\d{3}$/);
      expect(graph.values(iri, skos('exactMatch')).toSorted()).toEqual([
        `http://data.un.org/codes/sdg/geoArea/${m49}`,
        `http://publications.europa.eu/resource/authority/country/${alpha3}`,
      ]);
      expect(ancestors(iri).at(-1)).toBe(region('m49-001'));
    }
  });

  it('have one code each: no alpha-2 and no M49 code stands twice', () => {
    for (const property of [tf('iso3166Alpha2'), tf('m49Code')]) {
      const codes = graph.concepts().flatMap((iri) => graph.values(iri, property));
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it('are renamed only where the package says something else, so that a name that it mends is no longer kept here', () => {
    const names = Object.entries(UN_COUNTRY_NAMES).flatMap(([alpha3, byLanguage]) =>
      Object.entries(byLanguage).map(([language, name]) => [alpha3, language, name] as const),
    );
    expect(names.filter(([alpha3, language, name]) => countries.getName(alpha3, language) === name)).toEqual([]);
  });

  it('lie where M49 puts them', () => {
    expect(ancestors(country('ken'))).toEqual(['m49-014', 'm49-202', 'm49-002', 'm49-001'].map(region));
    expect(ancestors(country('jpn'))).toEqual(['m49-030', 'm49-142', 'm49-001'].map(region));
    expect(ancestors(country('jam'))).toEqual(['m49-029', 'm49-419', 'm49-019', 'm49-001'].map(region));
  });

  it('bear the names that the United Nations uses', () => {
    expect(label(country('bol'), 'en')).toBe('Bolivia (Plurinational State of)');
    expect(label(country('pse'), 'fr')).toBe('État de Palestine');
    expect(label(country('flk'), 'es')).toBe('Islas Malvinas (Falkland)');
    expect(label(country('esh'), 'zh')).toBe('西撒哈拉');
    expect(label(country('esh'), 'ru')).toBe('Западная Сахара');
    expect(label(country('prk'), 'ar')).toBe('جمهورية كوريا الشعبية الديمقراطية');
    expect(label(country('civ'), 'ar')).toBe('كوت ديفوار');
    expect(label(country('kgz'), 'ru')).toBe('Кыргызстан');
    expect(label(country('tur'), 'en')).toBe('Türkiye');
  });
});

describe('regions', () => {
  it('are the 30 of M49, the 20 names that initiatives use, and 3 groups of countries', () => {
    const regions = graph.subjectsOfType(tf('Region'));
    expect(regions.filter((iri) => iri.startsWith(region('m49-')))).toHaveLength(30);
    expect(graph.subjects(skos('inScheme'), minted('id/scheme/region'))).toHaveLength(23);
    expect(regions).toHaveLength(53);
  });

  it('of M49 match the geographic areas of the SDG statistics', () => {
    expect(graph.values(region('m49-002'), skos('exactMatch'))).toEqual(['http://data.un.org/codes/sdg/geoArea/002']);
    expect(graph.values(region('global'), skos('exactMatch'))).toEqual([region('m49-001')]);
  });

  it.each([
    ['least-developed-countries', 44],
    ['landlocked-developing-countries', 32],
    ['small-island-developing-states', 53],
  ])('group the members of %s', (slug, count) => {
    expect(graph.values(region(slug), skos('related'))).toHaveLength(count);
    expect(graph.values(region(slug), skos('scopeNote')).join()).toContain(`${count} countries`);
  });

  it('say of the three countries that graduate on 24 November 2026 on what their place in the list rests', () => {
    const countries = ['bgd', 'lao', 'npl'].map((code) => minted(`id/country/${code}`));
    expect(graph.values(region('least-developed-countries'), skos('related'))).toEqual(expect.arrayContaining(countries));
    expect(graph.values(region('least-developed-countries'), skos('scopeNote')).join()).toMatch(/resolution 76\/8 .* 24 November 2026/);
  });
});

describe.skipIf(!HAS_FACTS)(`the places of the facts files${NO_FACTS_REASON}`, () => {
  const places = (): string[] => factsValues('initiatives.csv:geographic_scope', 'capacity-building.csv:region');

  it('are notations of countries or regions', () => {
    const notations = [...graph.notations(minted('id/scheme/country')), ...graph.notations(minted('id/scheme/region'))];
    const codes = factsValues('agencies.csv:hq_country_iso3', 'tna.csv:country_iso3');
    expect([...places(), ...codes].filter((value) => !notations.includes(value))).toEqual([]);
  });

  it('lead to the IRI that is made of the name', () => {
    const names = places().filter((place) => !/^[A-Z]{3}$/.test(place));
    const known = graph.concepts();
    expect(names.filter((name) => !known.includes(region(name.toLowerCase().replaceAll(' ', '-'))))).toEqual([]);
  });
});
