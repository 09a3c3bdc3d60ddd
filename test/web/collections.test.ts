import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '../../src/publish/kinds.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { hydra } from '../../src/rdf/vocabulary.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

async function members(path: string): Promise<{ total: number; items: string[] }> {
  const quads = await parseRdf((await web.ask(path)).text, { mediaType: 'text/turtle', baseIRI });
  const values = (property: string) => quads.filter(({ predicate }) => predicate.equals(hydra(property))).map(({ object }) => object.value);
  return { total: Number(values('totalItems')[0]), items: values('member') };
}

describe('a collection', () => {
  it.each(KINDS.map(({ collection }) => collection))('/%s is there as a page, as RDF and as CSV', async (collection) => {
    expect(await web.page(`/${collection}`)).toContain('<h1>');
    expect((await members(`/${collection}`)).items.length).toBeGreaterThan(0);
    const csv = await web.ask(`/${collection}.csv`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(parse(csv.text, { columns: true }).length).toBe((await members(`/${collection}`)).total);
  });

  it('holds the whole inventory', async () => {
    const totals = await Promise.all(
      ['initiatives', 'agencies', 'assessments', 'activities', 'partnerships'].map((name) => members(`/${name}`)),
    );
    expect(totals.map(({ total }) => total)).toEqual([270, 92, 129, 83, 60]);
  });

  it('is negotiated: CSV by Accept, 406 for what it is not', async () => {
    expect((await web.ask('/agencies', { headers: { accept: 'text/csv' } })).headers['content-location']).toBe('/agencies.csv');
    expect((await web.ask('/agencies', { headers: { accept: 'image/png' } })).status).toBe(406);
    expect((await web.ask('/agencies.xyz')).status).toBe(404);
    expect((await web.ask('/agencies', { headers: { 'if-none-match': (await web.ask('/agencies')).headers.etag ?? '' } })).status).toBe(
      304,
    );
  });
});

describe('facets', () => {
  it('narrow each other, and values of one are alternatives', async () => {
    const [unep, undp, either, both] = await Promise.all([
      members('/initiatives?agency=unep'),
      members('/initiatives?agency=undp'),
      members('/initiatives?agency=unep&agency=undp'),
      members('/initiatives?agency=unep&sdg=7'),
    ]);
    expect(either.total).toBeGreaterThan(Math.max(unep.total, undp.total));
    expect(either.total).toBeLessThanOrEqual(unep.total + undp.total);
    expect(both.total).toBeGreaterThan(0);
    expect(both.total).toBeLessThan(unep.total);
  });

  it('reach the CSV and the links to every format', async () => {
    const page = await web.page('/initiatives?agency=unep&q=climate');
    expect(page).toContain('href="/initiatives.csv?agency=unep&#38;q=climate"');
    const csv = parse((await web.ask('/initiatives.csv?agency=unep&q=climate')).text, { columns: true });
    expect(csv.length).toBe((await members('/initiatives?agency=unep&q=climate')).total);
  });

  it('are a form with boxes and counts, and each active one can be removed by a link', async () => {
    const page = await web.page('/initiatives?agency=unep');
    expect(page).toMatch(/<input type="checkbox" name="agency" value="unep" checked>/);
    expect(page).toContain('aria-label="Remove the filter Agency: United Nations Environment Programme"');
    expect(page).toContain('<a href="/initiatives">Clear all filters</a>');
  });

  it('that name nothing are an error that says which', async () => {
    const reply = await web.ask('/initiatives?agency=nobody');
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).detail).toContain('agency=nobody');
  });

  it('that a collection has no use for leave nothing, visibly', async () => {
    const page = await web.page('/countries?agency=unep');
    expect(page).toContain('Nothing matches these filters.');
    expect(page).toContain('Agency: unep');
  });

  it('left blank in a form are no filters', async () => {
    expect((await members('/initiatives?agency=&q=&page=')).total).toBe(270);
  });
});

describe('paging', () => {
  it('shows each item once from the first page to the last', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => members(`/initiatives?size=100&page=${page}`)));
    const items = pages.flatMap((page) => page.items);
    expect(items.length).toBe(270);
    expect(new Set(items).size).toBe(270);
  });

  it('leads on in headers and links, and names the items', async () => {
    const reply = await web.ask('/initiatives?page=2', { headers: { accept: 'text/html' } });
    for (const relation of ['first', 'prev', 'next', 'last']) expect(reply.headers.link).toMatch(new RegExp(`rel="${relation}"`));
    expect(reply.headers.link?.match(/rel="item"/g)).toHaveLength(50);
    expect(reply.text).toContain('<a href="/initiatives?page=3" rel="next">');
  });

  it.each(['page=0', 'page=-1', 'page=x', 'size=0', 'size=501', 'page=1e3'])('refuses %s', async (query) => {
    expect((await web.ask(`/initiatives?${query}`)).status).toBe(400);
  });

  it('ends with 404 behind the last page', async () => {
    expect((await web.ask('/initiatives?page=999')).status).toBe(404);
  });
});

describe('the page of a concept', () => {
  it('leads to the collections narrowed to it, with their counts', async () => {
    const page = await web.page('/doc/function/capacity-building');
    const { total } = await members('/initiatives?function=capacity-building');
    expect(page).toContain(`<a href="/initiatives?function=capacity-building"><strong>${total}</strong> Initiatives</a>`);
  });
});

describe('the title of a list', () => {
  const titleOf = async (path: string) => /<title>(.*?) · Facilis<\/title>/.exec(await web.page(path))?.[1];

  it('tells narrowed lists and pages apart', async () => {
    expect(await titleOf('/initiatives')).toBe('Initiatives');
    expect(await titleOf('/initiatives?page=2')).toBe('Initiatives (Page 2)');
    expect(await titleOf('/initiatives?sdg=13&q=water')).toBe('Initiatives · Climate Action · “water”');
  });
});
