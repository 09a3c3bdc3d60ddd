import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalHash } from '../../src/rdf/canonical.ts';
import { RDF_FORMATS } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { literal, namedNode, quad } from '../../src/rdf/terms.ts';
import { dct, foaf, rdf, skos, tf } from '../../src/rdf/vocabulary.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

const CTCN = '/doc/initiative/ctcn';
const HOSTILE = namedNode(`${baseIRI}id/initiative/hostile`);
const PAYLOAD = `</script><script>alert(1)</script>"'><img src=x onerror=alert(2)>&`;

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
  const added = [
    quad(HOSTILE, rdf('type'), tf('FacilitationInitiative')),
    quad(HOSTILE, skos('prefLabel'), literal(PAYLOAD, 'en')),
    quad(HOSTILE, dct('description'), literal(PAYLOAD, 'en')),
    quad(HOSTILE, foaf('page'), namedNode('javascript:alert(3)')),
    quad(HOSTILE, tf('leadAgency'), namedNode('javascript:alert(4)')),
    quad(HOSTILE, namedNode(`${baseIRI}"><script>alert(5)</script>`.replace(/[<>"]/g, encodeURIComponent)), literal('x')),
  ];
  web.writer.commit([{ dataset: 'hostile', added, removed: [], agent: 'test', note: 'hostile' }]);
});
afterAll(() => web.close());

describe('the name of a thing', () => {
  it('answers 303 with the address of its description', async () => {
    const reply = await web.ask('/id/initiative/ctcn');
    expect([reply.status, reply.headers.location, reply.headers.vary]).toEqual([303, '/doc/initiative/ctcn', 'Accept']);
  });

  it('keeps the language that was asked for', async () => {
    expect((await web.ask('/id/initiative/ctcn?lang=ar')).headers.location).toBe('/doc/initiative/ctcn?lang=ar');
  });

  it('is 404 when nothing has it', async () => {
    expect((await web.ask('/id/initiative/nothing')).status).toBe(404);
    expect((await web.ask('/doc/initiative/nothing')).status).toBe(404);
  });

  it('is 410 once its description was withdrawn', async () => {
    const gone = quad(namedNode(`${baseIRI}id/initiative/gone`), skos('prefLabel'), literal('gone', 'en'));
    const commit = (added: (typeof gone)[], removed: (typeof gone)[]) =>
      web.writer.commit([{ dataset: 'hostile', added, removed, agent: 'test', note: '' }]);
    commit([gone], []);
    expect((await web.ask('/doc/initiative/gone')).status).toBe(200);
    commit([], [gone]);
    expect((await web.ask('/doc/initiative/gone')).status).toBe(410);
    expect((await web.ask('/id/initiative/gone')).status).toBe(410);
  });

  it('leads from a graph to its dataset, and from a nameless node to what holds it', async () => {
    expect((await web.ask('/graph/initiatives')).headers.location).toBe('/doc/dataset/initiatives');
    const node = [...web.reader.allQuads()].find(
      ({ object, graph }) => object.value.includes('/.well-known/genid/') && !/ontology|shapes/.test(graph.value),
    )?.object;
    if (node !== undefined) {
      const reply = await web.ask(new URL(node.value).pathname);
      expect(reply.status).toBe(303);
      expect((await web.ask(reply.headers.location ?? '')).status).toBe(200);
    }
  });
});

describe('a description', () => {
  it('is the same graph in all six formats, by Accept and by suffix', async () => {
    const hashes = [];
    for (const { mediaType, extension } of RDF_FORMATS) {
      const negotiated = await web.ask(CTCN, { headers: { accept: mediaType } });
      const suffixed = await web.ask(`${CTCN}.${extension}`);
      expect(negotiated.headers['content-type']?.startsWith(mediaType)).toBe(true);
      expect(negotiated.headers['content-location']).toBe(`${CTCN}.${extension}`);
      expect(suffixed.text).toBe(negotiated.text);
      const quads = await parseRdf(negotiated.text, { mediaType, baseIRI });
      hashes.push(await canonicalHash(quads));
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('says on which header fields it depends', async () => {
    expect((await web.ask(CTCN)).headers.vary).toBe('Accept, Accept-Encoding');
    expect((await web.ask(CTCN, { headers: { accept: 'text/html' } })).headers.vary).toBe('Accept, Accept-Language, Accept-Encoding');
  });

  it('is 406 with the list of what exists', async () => {
    const reply = await web.ask(CTCN, { headers: { accept: 'image/png' } });
    expect(reply.status).toBe(406);
    const problem = JSON.parse(reply.text);
    expect(problem.available).toContainEqual({ label: 'Turtle', mediaType: 'text/turtle', href: `${CTCN}.ttl` });
    expect(reply.headers.link).toContain(`<${CTCN}.ttl>; rel="alternate"; type="text/turtle"`);
    expect((await web.ask(`${CTCN}.ttl`, { headers: { accept: 'image/png' } })).status).toBe(200);
  });

  it('exists for a goal under the name that the United Nations gave it', async () => {
    const reply = await web.ask('/doc/sdg/7.ttl');
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('sdg:7');
    expect((await web.ask('/doc/sdg/7.1', { headers: { accept: 'text/html' } })).status).toBe(200);
  });
});

describe('caching', () => {
  it('answers 304 to the tag it gave, for that representation only', async () => {
    const tags = new Set<string>();
    const wishes: Record<string, string>[] = [
      { accept: 'text/turtle' },
      { accept: 'application/ld+json' },
      { accept: 'text/turtle', 'accept-encoding': 'gzip' },
      { accept: 'text/turtle', 'accept-encoding': 'br' },
      { accept: 'text/html' },
      { accept: 'text/html', 'accept-language': 'ar' },
    ];
    for (const headers of wishes) {
      const first = await web.ask(CTCN, { headers });
      const etag = first.headers.etag ?? '';
      expect(etag).toMatch(/^"[^"]+"$/);
      tags.add(etag);
      const second = await web.ask(CTCN, { headers: { ...headers, 'if-none-match': `"other", W/${etag}` } });
      expect([second.status, second.text, second.headers.etag]).toEqual([304, '', etag]);
      expect(second.headers.vary).toBe(first.headers.vary);
      expect(second.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    }
    expect(tags.size).toBe(wishes.length);
    expect((await web.ask(CTCN, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('gives the same bytes for the same revision, and a new tag for a new one', async () => {
    const [one, two] = [await web.ask(`${CTCN}.html`), await web.ask(`${CTCN}.html`)];
    expect(one.text).toBe(two.text);
    web.writer.commit([{ dataset: 'hostile', added: [quad(HOSTILE, skos('note'), literal('new'))], removed: [], agent: 'test', note: '' }]);
    expect((await web.ask(`${CTCN}.html`, { headers: { 'if-none-match': one.headers.etag ?? '' } })).status).toBe(200);
  });

  it('offers a modification time only once its second is over', async () => {
    const young = await web.ask(`${CTCN}.nt`);
    const modified = Math.floor(Date.parse(web.reader.lastModified() ?? '') / 1000);
    if (Math.floor(Date.now() / 1000) === modified) expect(young.headers['last-modified']).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const settled = await web.ask(`${CTCN}.nt`);
    expect(Date.parse(settled.headers['last-modified'] ?? '')).toBe(modified * 1000);
    const since = { 'if-modified-since': settled.headers['last-modified'] ?? '' };
    expect((await web.ask(`${CTCN}.nt`, { headers: since })).status).toBe(304);
    expect((await web.ask(`${CTCN}.nt`, { headers: { ...since, 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('compresses as the client wishes, to the same bytes', async () => {
    const plain = await web.ask(`${CTCN}.nt`);
    const gzip = await web.ask(`${CTCN}.nt`, { headers: { 'accept-encoding': 'gzip' } });
    const brotli = await web.ask(`${CTCN}.nt`, { headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } });
    expect([plain, gzip, brotli].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'gzip', 'br']);
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    expect(Number(gzip.headers['content-length'])).toBe(gzip.bytes.length);
  });
});

describe('signposting', () => {
  it('leads from the landing page to the name, the data, the kind, the licence and the collection', async () => {
    const links = (await web.ask(CTCN, { headers: { accept: 'text/html' } })).headers.link ?? '';
    expect(links).toContain(`<${baseIRI}id/initiative/ctcn>; rel="cite-as"`);
    expect(links).toContain(`<${CTCN}.jsonld>; rel="describedby"; type="application/ld+json"`);
    expect(links).toContain('<https://schema.org/AboutPage>; rel="type"');
    expect(links).toContain('<https://creativecommons.org/licenses/by/4.0/>; rel="license"');
    expect(links).toContain('</initiatives>; rel="collection"');
  });

  it('leads back from the data', async () => {
    expect((await web.ask(`${CTCN}.ttl`)).headers.link).toContain(`<${baseIRI}id/initiative/ctcn>; rel="describes"`);
  });
});

describe('the page of an entity', () => {
  it('holds its JSON-LD, which says what the Turtle says', async () => {
    const page = await web.page(CTCN);
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    const strip = async (quads: Awaited<ReturnType<typeof parseRdf>>) =>
      canonicalHash(quads.map(({ subject, predicate, object }) => quad(subject, predicate, object)));
    const embedded = await strip(await parseRdf(json, { mediaType: 'application/ld+json', baseIRI }));
    expect(embedded).toBe(await strip(await parseRdf((await web.ask(`${CTCN}.ttl`)).text, { mediaType: 'text/turtle', baseIRI })));
  });

  it('links each format for people and for machines', async () => {
    const page = await web.page(CTCN);
    for (const { extension, mediaType } of RDF_FORMATS) {
      expect(page).toContain(`<link rel="alternate" type="${mediaType}" href="${CTCN}.${extension}">`);
      expect(page).toContain(`<a href="${CTCN}.${extension}"`);
    }
  });

  it('shows links with labels, the evidence, what refers to it and a query to start from', async () => {
    const page = await web.page(CTCN);
    expect(page).toContain('<a href="/doc/agency/unep">United Nations Environment Programme</a>');
    expect(page).toContain('<h2 id="evidence">');
    expect(page).toContain('<h2 id="incoming">');
    expect(page).toContain('href="/sparql?query=SELECT');
  });

  it('is in the language of the reader, right to left for Arabic, and marks text in another language', async () => {
    const page = await web.page(CTCN, 'ar, en;q=0.5');
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain('<a href="/doc/agency/unep">برنامج الأمم المتحدة للبيئة</a>');
    expect(page).toMatch(/<p class="lead" lang="en" dir="ltr">Operational arm/);
  });

  it('says how to cite it: its name, and the revision of what describes it', async () => {
    const page = await web.page(CTCN, 'fr');
    expect(page).toContain(`<bdi dir="ltr">${baseIRI}id/initiative/ctcn</bdi>`);
    expect(page).toMatch(/<a href="\/doc\/dataset\/initiatives">[^<]+<\/a>, révision 1, \d{1,2} \p{L}+ \d{4}/u);
  });

  it('says whose publication it is not, and what a country name does not mean', async () => {
    expect(await web.page(CTCN)).toContain('not an official publication of the United Nations');
    expect(await web.page(CTCN, 'es')).toContain('condición jurídica');
  });

  it('keeps the language of ?lang= in its links, against Accept-Language', async () => {
    const page = await web.page(`${CTCN}?lang=es`, 'ru');
    expect(page).toContain('<html lang="es" dir="ltr">');
    expect(page).toContain('href="/doc/agency/unep?lang=es"');
    expect(page).toContain('hreflang="zh"');
  });

  it('lets nothing of the data become markup or script', async () => {
    const page = await web.page('/doc/initiative/hostile');
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/href="javascript:/i);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(JSON.stringify(JSON.parse(json))).toContain(JSON.stringify(PAYLOAD).slice(1, -1));
    expect(await web.page('/initiatives?q=alert')).not.toContain('<script>');
  });
});
