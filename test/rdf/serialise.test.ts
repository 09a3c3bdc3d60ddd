import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalNQuads } from '../../src/rdf/canonical.ts';
import { RDF_FORMATS, type RdfFormat } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { serialiseRdf } from '../../src/rdf/serialise.ts';
import { blankNode, literal, namedNode, type Quad, quad } from '../../src/rdf/terms.ts';

const baseIRI = 'http://localhost:3000/';
const FIRST = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#first';
const REST = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#rest';
const NIL = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#nil';

function format(name: RdfFormat['name']): RdfFormat {
  return RDF_FORMATS.find((each) => each.name === name) as RdfFormat;
}

function turtle(text: string): Promise<Quad[]> {
  const prefixes =
    '@prefix x: <http://x/> . @prefix tf: <https://w3id.org/technology-facilitation#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . ';
  return parseRdf(prefixes + text, { mediaType: 'application/trig', baseIRI });
}

/** Canonical form after a way through the format, and of the quads themselves. */
async function roundTrip(quads: Quad[], name: RdfFormat['name'], rootIRI?: string): Promise<[string, string]> {
  const text = await serialiseRdf(quads, { format: format(name), baseIRI, ...(rootIRI === undefined ? {} : { rootIRI }) });
  const back = await parseRdf(text, { mediaType: format(name).mediaType, baseIRI });
  return [await canonicalNQuads(back), await canonicalNQuads(quads)];
}

const DIFFICULT = `
  <id/a> a tf:Agency, <http://x/1>; skos:prefLabel "A & <b> ]]> \\"q\\" \\\\"@en, "أ"@ar, "b"@en; x:p (1 2 [x:q "z\\r\\n\\t "]);
    x:n 1.0e0, 01, 5, -5, 99999999999999999999, true, "1"^^xsd:boolean, 1.50, "2013"^^xsd:gYear, "x"^^xsd:integer;
    rdf:_1 "one"; rdf:_3 "three"; rdf:type "no class"; x:self <id/a>; x:knows <id/b>; <urn:x:abc> "u"; <http://x/9abc> "k";
    x:html "<p>"^^rdf:XMLLiteral, "{ \\"a\\": 1}"^^rdf:JSON, ""; x:list <http://skolem/l>; x:bad _:bad.
  <id/b> x:knows <id/a>, _:c; skos:prefLabel "B". _:c x:p _:d. _:d x:p _:c. [] x:lone "l".
  <http://é/ü> x:p <http://é/ü>. <id/c> x:knows <id/a>; x:empty (). <http://skolem/l> rdf:first 1; rdf:rest ().
  _:bad rdf:first 1, 2; rdf:rest (). <id/c> x:shared _:s. <id/b> x:shared _:s. _:s rdf:first "s"; rdf:rest ("t").
  <id/c> a _:class . _:class a x:Class . <id/c> x:nested ((1) ()) .`;

describe('every format', () => {
  it.each(RDF_FORMATS.map(({ name }) => name))('%s holds difficult terms and comes back as the same graph', async (name) => {
    const [back, before] = await roundTrip(await turtle(DIFFICULT), name);
    expect(back).toBe(before);
  });

  it('as a JSON-LD tree too', async () => {
    const [back, before] = await roundTrip(await turtle(DIFFICULT), 'jsonld', `${baseIRI}id/a`);
    expect(back).toBe(before);
  });

  it.each(['trig', 'nquads', 'jsonld'] as const)('%s keeps graph names and blank nodes across graphs', async (name) => {
    const quads = await turtle('<g> { <a> x:p [ x:q "1" ] . _:n x:p "2" } <h> { _:n x:p "3", _:g } _:g { <a> x:p "4" } <a> x:p "5" .');
    const [back, before] = await roundTrip(quads, name);
    expect(back).toBe(before);
  });

  it.each(['turtle', 'ntriples', 'rdfxml'] as const)('%s leaves graph names out and writes each triple once', async (name) => {
    const text = await serialiseRdf(await turtle('<g> { <a> x:p "1" } <h> { <a> x:p "1" }'), { format: format(name) });
    const back = await parseRdf(text, { mediaType: format(name).mediaType, baseIRI });
    expect(back).toHaveLength(1);
    expect(back[0]?.graph.termType).toBe('DefaultGraph');
  });

  it.each(RDF_FORMATS.map(({ name }) => name))('%s gives the same bytes whatever the order and the blank node labels', async (name) => {
    const options = { format: format(name), baseIRI };
    const one = await serialiseRdf(await turtle(DIFFICULT), options);
    expect(await serialiseRdf((await turtle(DIFFICULT)).reverse(), options)).toBe(one);
  });

  it.each(RDF_FORMATS.map(({ name }) => name))('%s writes an empty graph', async (name) => {
    const text = await serialiseRdf([], { format: format(name), baseIRI });
    expect(await parseRdf(text, { mediaType: format(name).mediaType, baseIRI })).toEqual([]);
  });

  it('comes back the same from random graphs, from each of the six', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(randomQuad(), { maxLength: 12 }), async (quads) => {
        for (const { name } of RDF_FORMATS) {
          const [back, before] = await roundTrip(quads, name);
          expect(back, name).toBe(before);
        }
        const [tree, before] = await roundTrip(quads, 'jsonld', 'http://x/n0');
        expect(tree, 'tree').toBe(before);
      }),
      { numRuns: 150 },
    );
  });
});

/** Small enough that nodes meet, lists form and break, and circles close. */
function randomQuad(): fc.Arbitrary<Quad> {
  const node = fc.oneof(
    fc.integer({ min: 0, max: 3 }).map((n) => namedNode(`http://x/n${n}`)),
    fc.integer({ min: 0, max: 4 }).map((n) => blankNode(`b${n}`)),
  );
  const predicate = fc
    .constantFrom(
      FIRST,
      REST,
      'http://x/p',
      'http://x/9q',
      'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
      ...['leadAgency', 'enabled', 'rating', 'startYear', 'score'].map((local) => `https://w3id.org/technology-facilitation#${local}`),
      'http://www.w3.org/2004/02/skos/core#prefLabel',
    )
    .map((iri) => namedNode(iri));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
  const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u;
  const text = fc.string({ unit: 'binary' }).filter((each) => each.isWellFormed() && !notInXml.test(each));
  const value = fc.oneof(
    text.map((each) => literal(each)),
    text.map((each) => literal(each, 'en')),
    fc
      .constantFrom('1', '01', 'true', '1.5', '2020')
      .chain((each) =>
        fc
          .constantFrom('integer', 'boolean', 'decimal', 'double', 'gYear')
          .map((type) => literal(each, namedNode(`http://www.w3.org/2001/XMLSchema#${type}`))),
      ),
  );
  const object = fc.oneof(node, fc.constant(namedNode(NIL)), value);
  return fc.tuple(node, predicate, object).map(([s, p, o]) => quad(s, p, o));
}

describe('Turtle', () => {
  it('groups subjects, starts with type and label, nests blank nodes and lists, and declares used prefixes alone', async () => {
    const quads = await turtle(
      '<id/a> x:z "last"; tf:acronym "A"; skos:prefLabel "a"@en; a tf:Agency; tf:list (1 [ tf:q "x" ]) . <id/b> a tf:Agency .',
    );
    expect(await serialiseRdf(quads, { format: format('turtle') })).toBe(`@prefix skos: <http://www.w3.org/2004/02/skos/core#>.
@prefix tf: <https://w3id.org/technology-facilitation#>.

<http://localhost:3000/id/a> a tf:Agency;
    skos:prefLabel "a"@en;
    <http://x/z> "last";
    tf:acronym "A";
    tf:list (1 [ tf:q "x" ]).

<http://localhost:3000/id/b> a tf:Agency.
`);
  });

  it('starts with what the document is about', async () => {
    const quads = await turtle('<id/b> x:p <id/a> . <id/a> x:p <id/b> .');
    const text = await serialiseRdf(quads, { format: format('turtle'), rootIRI: `${baseIRI}id/b` });
    expect(text.indexOf('<http://localhost:3000/id/b> <http://x/p>')).toBe(0);
  });

  it('keeps graph names in TriG and N-Quads also when there is something the document is about', async () => {
    const quads = await turtle('<g> { <id/a> x:p "1" }');
    for (const name of ['trig', 'nquads'] as const) {
      expect(await serialiseRdf(quads, { format: format(name), rootIRI: `${baseIRI}id/a` }), name).toContain('<http://localhost:3000/g>');
    }
  });

  it('writes triple terms and base directions', async () => {
    const quads = await turtle('<a> x:p <<( <a> x:p "o" )>>, "x"@ar--rtl .');
    const [back, before] = await roundTrip(quads, 'turtle');
    expect(back).toBe(before);
  });

  it('does not exhaust the stack on deep nesting or long lists', async () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => quad(blankNode(`c${i}`), namedNode('http://x/p'), blankNode(`c${i + 1}`)));
    const list = Array.from({ length: 5_000 }, (_, i) => [
      quad(blankNode(`l${i}`), namedNode(FIRST), literal(String(i))),
      quad(blankNode(`l${i}`), namedNode(REST), i === 4_999 ? namedNode(NIL) : blankNode(`l${i + 1}`)),
    ]).flat();
    const quads = [...chain, ...list, quad(namedNode('http://x/s'), namedNode('http://x/p'), blankNode('l0'))];
    for (const name of ['turtle', 'jsonld'] as const) {
      const text = await serialiseRdf(quads, { format: format(name), baseIRI });
      expect(await parseRdf(text, { mediaType: format(name).mediaType, baseIRI })).toHaveLength(quads.length);
    }
  });
});

describe('JSON-LD', () => {
  it('is compacted with the published context and names it by its IRI', async () => {
    const quads = await turtle(
      '<id/a> a tf:Agency; skos:prefLabel "a"@en, "b"@fr; tf:startYear "2013"^^xsd:gYear; tf:enabled true; tf:rating 5 .',
    );
    expect(JSON.parse(await serialiseRdf(quads, { format: format('jsonld'), baseIRI }))).toEqual({
      '@context': `${baseIRI}context.jsonld`,
      id: `${baseIRI}id/a`,
      type: 'Agency',
      name: { en: 'a', fr: 'b' },
      enabled: true,
      rating: 5,
      startYear: '2013',
    });
  });

  it('nests neighbours under the root and what points to it under reverse terms', async () => {
    const quads =
      await turtle(`<id/i> tf:leadAgency <id/a> . <id/i> skos:prefLabel "i"@en . <id/a> skos:prefLabel "a"@en; tf:headquartersCountry <id/c> .
      <id/c> skos:prefLabel "c"@en . <id/c> x:p <id/a> .`);
    expect(JSON.parse(await serialiseRdf(quads, { format: format('jsonld'), baseIRI, rootIRI: `${baseIRI}id/a` }))).toEqual({
      '@context': `${baseIRI}context.jsonld`,
      id: `${baseIRI}id/a`,
      name: { en: 'a' },
      headquartersCountry: { id: `${baseIRI}id/c`, name: { en: 'c' }, 'http://x/p': { id: `${baseIRI}id/a` } },
      leads: [{ id: `${baseIRI}id/i`, name: { en: 'i' } }],
    });
  });

  it('does not take skolemised list nodes for blank ones', async () => {
    const quads = await turtle('<id/a> x:p <id/l> . <id/l> rdf:first 1; rdf:rest () .');
    const [back, before] = await roundTrip(quads, 'jsonld', `${baseIRI}id/a`);
    expect(back).toBe(before);
  });
});

describe('terms that a format cannot hold', () => {
  const refuse = async (name: RdfFormat['name'], text: string) =>
    serialiseRdf(await turtle(text), { format: format(name), baseIRI }).then(
      () => ({ code: 'none', detail: '' }),
      (error: { code: string; detail: string }) => error,
    );

  it.each([
    ['rdfxml', '<a> <http://x/p/123> "x" .', 'http://x/p/123'],
    ['rdfxml', '<a> <http://x/p/> "x" .', 'http://x/p/'],
    ['rdfxml', '<a> x:p "\\u0001" .', 'U+0001'],
    ['rdfxml', '<a> x:p <<( <a> x:p "o" )>> .', 'triple term'],
    ['rdfxml', '<a> x:p "x"@ar--rtl .', 'direction'],
    ['jsonld', '<a> x:p <<( <a> x:p "o" )>> .', 'triple term'],
  ] as const)('%s refuses %s and names it', async (name, text, named) => {
    const error = await refuse(name, text);
    expect(error.code).toBe('not-acceptable');
    expect(error.detail).toContain(named);
    expect(error.detail).toContain(name === 'rdfxml' ? 'RDF/XML' : 'JSON-LD');
  });
});
