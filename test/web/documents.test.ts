import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalHash } from '../../src/rdf/canonical.ts';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { rdf } from '../../src/rdf/vocabulary.ts';
import { LANGUAGES } from '../../src/web/language.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

const SHAPES = 'https://w3id.org/technology-facilitation/shapes#';

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

describe.each(['ontology', 'shapes'])('/%s', (name) => {
  it('is the same graph in every format', async () => {
    const hashes = await Promise.all(
      RDF_FORMATS.map(async ({ mediaType, extension }) => {
        const quads = await parseRdf((await web.ask(`/${name}.${extension}`)).text, { mediaType, baseIRI });
        return canonicalHash(quads);
      }),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it.each(LANGUAGES)('is documented in %s', async (language) => {
    const page = await web.page(`/${name}`, language);
    expect(page).toContain(`<html lang="${language}"`);
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  it('is revalidated', async () => {
    const { etag = '' } = (await web.ask(`/${name}`)).headers;
    expect((await web.ask(`/${name}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('the documentation of the shapes', () => {
  it('has one anchor for every named shape', async () => {
    const page = await web.page('/shapes');
    const quads = await parseRdf((await web.ask('/shapes.nt')).text, { mediaType: 'application/n-triples', baseIRI });
    const shapes = quads.filter(
      ({ predicate, object }) => predicate.equals(rdf('type')) && /shacl#(Node|Property)Shape$/.test(object.value),
    );
    const anchors = shapes.flatMap(({ subject: { value } }) => (value.startsWith(SHAPES) ? [value.slice(SHAPES.length)] : []));
    expect(anchors.length).toBeGreaterThan(300);
    expect(anchors.filter((anchor) => page.split(` id="${anchor}"`).length !== 2)).toEqual([]);
  });
});

describe('the documentation of the ontology', () => {
  it('has an anchor for every term of the namespace', async () => {
    const page = await web.page('/ontology');
    const terms = new Set(
      web.reader
        .quads('ontology')
        .map(({ subject }) => subject.value)
        .filter((iri) => iri.startsWith('https://w3id.org/technology-facilitation#')),
    );
    expect(terms.size).toBeGreaterThan(100);
    for (const iri of terms) expect(page, iri).toContain(`id="${iri.slice(iri.indexOf('#') + 1)}"`);
  });

  it('uses no anchor twice and leads nowhere that is not there', async () => {
    for (const path of ['/ontology', '/shapes']) {
      const page = await web.page(path);
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
      const targets = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
      expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    }
  });

  it('has a diagram that says what it is', async () => {
    expect(await web.page('/ontology')).toMatch(
      /<svg role="img" aria-labelledby="diagram-title"[^>]*><title id="diagram-title">Class diagram/,
    );
  });

  it('is there under its version, and 404 under another', async () => {
    expect((await web.ask('/ontology/1.0.0')).status).toBe(200);
    expect((await web.ask('/ontology/1.0.0.ttl')).text).toBe((await web.ask('/ontology.ttl')).text);
    expect((await web.ask('/ontology/0.0.1')).status).toBe(404);
  });
});

describe('/context.jsonld', () => {
  it('is JSON-LD for whoever asks', async () => {
    const reply = await web.ask('/context.jsonld', { headers: { accept: 'application/ld+json, application/json' } });
    expect(reply.headers['content-type']).toBe('application/ld+json');
    expect(JSON.parse(reply.text)['@context']).toBeDefined();
  });
});

describe('the front page', () => {
  it.each(LANGUAGES)('says in %s what there is, how much, and where to start', async (language) => {
    const page = await web.page('/', language);
    expect(page).toContain('<strong>270</strong>');
    expect(page).toContain('role="search"');
    expect(page).toContain('href="https://creativecommons.org/licenses/by/4.0/"');
  });

  it('is a page alone', async () => {
    expect((await web.ask('/', { headers: { accept: 'text/turtle' } })).status).toBe(406);
  });
});

describe('links between pages', () => {
  it('all lead somewhere', async () => {
    const seen = new Set<string>();
    for (const start of ['/', '/doc/initiative/ctcn', '/agencies', '/doc/country/ken', '/doc/agency/unep', '/doc/dataset/initiatives']) {
      for (const [, href = ''] of (await web.page(start)).matchAll(/(?:href|action)="(\/[^"#]*)/g)) seen.add(href.replaceAll('&#38;', '&'));
    }
    const broken = [];
    for (const path of seen) {
      const { status } = await web.ask(path, { headers: { accept: '*/*', 'if-none-match': '*' } });
      if (status !== 200 && status !== 304) broken.push(`${status} ${path}`);
    }
    expect(seen.size).toBeGreaterThan(200);
    expect(broken).toEqual([]);
  }, 120_000);
});
