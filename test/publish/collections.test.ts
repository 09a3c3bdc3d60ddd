import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Collections, createCollections } from '../../src/publish/collections.ts';
import { KINDS, type Kind } from '../../src/publish/kinds.ts';
import { canonicalHash } from '../../src/rdf/canonical.ts';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { serialiseRdf } from '../../src/rdf/serialise.ts';
import { defaultGraph, literal, namedNode, quad } from '../../src/rdf/terms.ts';
import { hydra, rdf, skos, tf } from '../../src/rdf/vocabulary.ts';
import type { StoreReader, StoreWriter } from '../../src/store/types.ts';
import { baseIRI, shippedStore } from './shipped-store.ts';

let reader: StoreReader;
let writer: StoreWriter;
let collections: Collections;

beforeAll(async () => {
  ({ reader, writer } = await shippedStore());
  collections = createCollections(reader);
});

function kind(collection: string): Kind {
  const found = KINDS.find((kind) => kind.collection === collection);
  if (found === undefined) throw new Error(collection);
  return found;
}

const slugs = (collection: string, query: Parameters<Collections['page']>[1]) =>
  collections.page(kind(collection), { size: 500, ...query }).items.map(({ slug }) => slug);

describe('collections', () => {
  it('hold the inventory', () => {
    const least = { initiatives: 265, agencies: 90, assessments: 125, activities: 80, partnerships: 60, countries: 240, sdgs: 17 };
    for (const [collection, count] of Object.entries(least)) {
      expect(collections.page(kind(collection), {}).totalItems, collection).toBeGreaterThanOrEqual(count);
    }
  });

  it('remember what is described, and nothing of values that visitors make up', () => {
    const read: string[] = [];
    const own = createCollections({
      ...reader,
      quadsWithSubject: (iri) => {
        read.push(iri);
        return reader.quadsWithSubject(iri);
      },
    });
    const facets = { agency: ['https://example.org/made-up', 'unep'] };
    for (let round = 0; round < 3; round += 1) own.page(kind('initiatives'), { facets });
    expect(read.filter((iri) => iri.endsWith('/id/agency/unep'))).toHaveLength(1);
    expect(read.filter((iri) => iri.endsWith('/made-up'))).toHaveLength(3);
  });

  it('are cut into pages that hold each item once', () => {
    const { pageCount, totalItems } = collections.page(kind('initiatives'), { size: 50 });
    const all = Array.from({ length: pageCount }, (_, i) => collections.page(kind('initiatives'), { size: 50, page: i + 1 }).items).flat();
    expect(new Set(all.map(({ iri }) => iri)).size).toBe(totalItems);
    expect(all).toHaveLength(totalItems);
    expect(collections.page(kind('initiatives'), { size: 50, page: pageCount + 1 }).items).toEqual([]);
  });

  it.each([{ page: 0 }, { page: 1.5 }, { size: 0 }, { size: 501 }, { page: Number.NaN }])('refuse %o', (query) => {
    expect(() => collections.page(kind('initiatives'), query)).toThrow(expect.objectContaining({ code: 'malformed-request' }));
  });

  it('are ordered by the label in the language asked for', () => {
    for (const language of ['en', 'fr', 'ar', 'zh']) {
      const labels = collections
        .page(kind('countries'), { language, size: 500 })
        .items.map((item) => item.labels[language] ?? item.labels.en ?? '');
      const collator = new Intl.Collator(language, { numeric: true });
      expect(labels).toEqual([...labels].sort(collator.compare));
    }
  });

  it('show a new revision at once', () => {
    const iri = namedNode(`${baseIRI}id/initiative/aaa-test`);
    const added = [quad(iri, rdf('type'), tf('FacilitationInitiative')), quad(iri, skos('prefLabel'), literal('AAA test', 'en'))];
    const before = collections.page(kind('initiatives'), {}).totalItems;
    writer.commit([{ dataset: 'test', added, removed: [], agent: 'test', note: '' }]);
    expect(collections.page(kind('initiatives'), {}).totalItems).toBe(before + 1);
    writer.commit([{ dataset: 'test', added: [], removed: added, agent: 'test', note: '' }]);
    expect(collections.page(kind('initiatives'), {}).totalItems).toBe(before);
  });
});

describe('facets', () => {
  it('find by agency whether it leads, takes part or is a member', () => {
    expect(slugs('initiatives', { facets: { agency: ['unep'] } })).toContain('ctcn');
    expect(slugs('initiatives', { facets: { agency: ['unido'] } })).toContain('ctcn');
    expect(slugs('partnerships', { facets: { agency: ['unido'] } })).toContain('p-001');
  });

  it('take slugs in any case and full IRIs', () => {
    const expected = slugs('assessments', { facets: { country: ['ken'] } });
    expect(expected.length).toBeGreaterThan(0);
    expect(slugs('assessments', { facets: { country: ['KEN'] } })).toEqual(expected);
    expect(slugs('assessments', { facets: { country: [`${baseIRI}id/country/ken`] } })).toEqual(expected);
    expect(slugs('initiatives', { facets: { sdg: ['http://metadata.un.org/sdg/7'] } })).toEqual(
      slugs('initiatives', { facets: { sdg: ['7'] } }),
    );
  });

  it('all have to match, and values of one facet are alternatives', () => {
    const unep = new Set(slugs('initiatives', { facets: { agency: ['unep'] } }));
    const energy = new Set(slugs('initiatives', { facets: { area: ['energy'] } }));
    expect(new Set(slugs('initiatives', { facets: { agency: ['unep'], area: ['energy'] } }))).toEqual(
      new Set([...unep].filter((slug) => energy.has(slug))),
    );
    const unido = new Set(slugs('initiatives', { facets: { agency: ['unido'] } }));
    expect(new Set(slugs('initiatives', { facets: { agency: ['unep', 'unido'] } }))).toEqual(new Set([...unep, ...unido]));
  });

  it('find by kind: the class of initiatives, the kind of agencies and activities', () => {
    const centres = collections.page(kind('initiatives'), { facets: { type: ['Centre'] }, size: 500 });
    expect(centres.totalItems).toBeGreaterThan(0);
    expect(centres.items.every(({ types }) => types.includes(tf('Centre').value))).toBe(true);
    expect(slugs('activities', { facets: { type: ['workshop'] } }).length).toBeGreaterThan(0);
  });

  it('count what a click would show', () => {
    const query = { facets: { area: ['energy'] }, q: 'climate' };
    for (const { name, values } of collections.page(kind('initiatives'), query).facets) {
      if (name === 'area') continue;
      for (const { iri, count } of values.slice(0, 5)) {
        expect(slugs('initiatives', { ...query, facets: { ...query.facets, [name]: [iri] } }), `${name} ${iri}`).toHaveLength(count);
      }
    }
  });

  it('tell a value that nothing has from a value that does not exist', () => {
    const known = collections.page(kind('initiatives'), { facets: { country: ['and'] } });
    expect([known.totalItems, known.unknown]).toEqual([0, []]);
    const unknown = collections.page(kind('initiatives'), { facets: { agency: ['nosuch'], type: ['Nosuch'] } });
    expect(unknown.unknown).toEqual([
      { facet: 'agency', value: 'nosuch' },
      { facet: 'type', value: 'Nosuch' },
    ]);
  });
});

describe('words', () => {
  it('are found without regard to case and accents, in any language', () => {
    expect(slugs('agencies', { q: 'unies environnement' })).toContain('unep');
    expect(slugs('countries', { q: "COTE D'IVOIRE" })).toEqual(slugs('countries', { q: "côte d'ivoire" }));
    expect(slugs('agencies', { q: '联合国环境规划署' })).toEqual(['unep']);
  });

  it('all have to occur', () => {
    expect(slugs('initiatives', { q: 'climate zzzz' })).toEqual([]);
    expect(slugs('initiatives', { q: '  ' })).toHaveLength(slugs('initiatives', {}).length);
  });
});

describe('RDF of a page', () => {
  it('is a Hydra collection whose links lead from the first page to the last and stop', () => {
    const seen: string[] = [];
    for (let page = 1; ; page += 1) {
      const { quads, rootIRI } = collections.quads(kind('initiatives'), { facets: { agency: ['unep'] }, size: 20, page });
      expect(rootIRI).toBe(`${baseIRI}initiatives?agency=unep`);
      seen.push(...quads.filter(({ predicate }) => predicate.equals(hydra('member'))).map(({ object }) => object.value));
      const next = quads.find(({ predicate }) => predicate.equals(hydra('next')));
      if (next === undefined) break;
      expect(next.object.value).toBe(`${baseIRI}initiatives?agency=unep&size=20&page=${page + 1}`);
    }
    expect(seen.map((iri) => iri.split('/').at(-1))).toEqual(slugs('initiatives', { facets: { agency: ['unep'] } }));
  });

  it.each(KINDS.map(({ collection }) => collection))('of %s is the same graph in all six formats', async (collection) => {
    const { quads, rootIRI } = collections.quads(kind(collection), { size: 5 });
    const triples = quads.map((each) => quad(each.subject, each.predicate, each.object, defaultGraph()));
    const expected = await canonicalHash(triples);
    for (const format of RDF_FORMATS) {
      const text = await serialiseRdf(triples, { format, baseIRI, rootIRI: format.name === 'jsonld' ? rootIRI : undefined });
      expect(await canonicalHash(await parseRdf(text, { mediaType: format.mediaType, baseIRI })), format.name).toBe(expected);
    }
  });
});

describe('CSV', () => {
  it('has a line for each item that matches, not for one page, with CRLF and a header', () => {
    const text = collections.csv(kind('initiatives'), { facets: { agency: ['unep'] }, size: 5 });
    expect(text.replaceAll('\r\n', '')).not.toMatch(/\r/u);
    expect(text.endsWith('\r\n')).toBe(true);
    const rows = parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(rows.map(({ id }) => id)).toEqual(slugs('initiatives', { facets: { agency: ['unep'] } }));
  });

  it('says of an initiative what the inventory says', () => {
    const rows = parse(collections.csv(kind('initiatives'), {}), { columns: true }) as Record<string, string>[];
    const ctcn = rows.find(({ id }) => id === 'ctcn');
    expect(ctcn).toMatchObject({
      iri: `${baseIRI}id/initiative/ctcn`,
      name: 'Climate Technology Centre and Network',
      acronym: 'CTCN',
      type: 'Network',
      lead_agencies: 'UNEP',
      homepage: 'https://www.ctc-n.org',
      confidence: 'high',
    });
    expect(ctcn?.sdgs).toBe('7;9;13;17');
  });

  it.each(KINDS.map(({ collection }) => collection))(
    'of %s names every item, and has no column that is always empty without cause',
    (collection) => {
      const rows = parse(collections.csv(kind(collection), {}), { columns: true }) as Record<string, string>[];
      expect(rows.length).toBe(collections.page(kind(collection), {}).totalItems);
      for (const { id, iri, name } of rows) expect([id, iri, name].every(Boolean), iri).toBe(true);
    },
  );

  it('leaves text as it is, also when a spreadsheet would calculate it', () => {
    const iri = namedNode(`${baseIRI}id/resource/formula`);
    const added = [quad(iri, rdf('type'), tf('KnowledgeResource')), quad(iri, skos('prefLabel'), literal('=1+1, "quoted"\nline', 'en'))];
    writer.commit([{ dataset: 'test', added, removed: [], agent: 'test', note: '' }]);
    const rows = parse(collections.csv(kind('resources'), { q: '=1+1' }), { columns: true }) as Record<string, string>[];
    expect(rows[0]?.name).toBe('=1+1, "quoted"\nline');
    writer.commit([{ dataset: 'test', added: [], removed: added, agent: 'test', note: '' }]);
  });
});
