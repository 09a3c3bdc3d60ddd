import { describe, expect, it } from 'vitest';
import { FacilisError } from '../../src/errors.ts';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { parseRdf } from '../../src/rdf/parse.ts';

const baseIRI = 'http://localhost:3000/';

async function lines(mediaType: string, input: string | Uint8Array, more: { maxQuads?: number } = {}): Promise<string[]> {
  return (await parseRdf(input, { mediaType, baseIRI, ...more })).map((quad) => quadToNQuad(quad).trimEnd());
}

async function failure(mediaType: string, input: string | Uint8Array, more: { maxQuads?: number } = {}): Promise<FacilisError> {
  const error = await lines(mediaType, input, more).catch((each: unknown) => each);
  expect(error).toBeInstanceOf(FacilisError);
  return error as FacilisError;
}

const XML = (body: string, attributes = ''): string =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/" ${attributes}>${body}</rdf:RDF>`;

describe('parsing Turtle, TriG, N-Triples and N-Quads', () => {
  it('resolves relative IRIs against the base and puts language tags into lower case', async () => {
    expect(await lines('text/turtle; charset=utf-8', '<id/a> <p> "x"@EN-us .')).toEqual([
      '<http://localhost:3000/id/a> <http://localhost:3000/p> "x"@en-us .',
    ]);
  });

  it('reads triple terms and base directions of RDF 1.2', async () => {
    const [first, second] = await lines(
      'application/n-quads',
      '<a:s> <a:p> "x"@ar--rtl <a:g> .\n<a:s> <a:p> <<( <a:s> <a:p> 	"o" )>> .\n',
    );
    expect(first).toBe('<a:s> <a:p> "x"@ar--rtl <a:g> .');
    expect(second).toBe('<a:s> <a:p> <<( <a:s> <a:p> "o" )>> .');
  });

  it('keeps literals as they were written', async () => {
    expect(await lines('text/turtle', '<a:s> <a:p> 01, 1.50, 1e0 .')).toEqual([
      '<a:s> <a:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .',
      '<a:s> <a:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
      '<a:s> <a:p> "1e0"^^<http://www.w3.org/2001/XMLSchema#double> .',
    ]);
  });

  it('says on which line the error is', async () => {
    const error = await failure('text/turtle', '<a> <b> <c> .\n<a> <b> \n c .');
    expect(error.code).toBe('malformed-rdf');
    expect(error.extra).toEqual({ line: 3 });
  });

  it.each([
    ['a graph in Turtle', 'text/turtle', '<g> { <a> <b> <c> }'],
    ['a quad in N-Triples', 'application/n-triples', '<a:a> <a:b> <a:c> <a:d> .'],
    ['a relative IRI in N-Triples', 'application/n-triples', '<a> <b> <c> .'],
    ['a document that is cut off', 'text/turtle', '<a> <b> <c> ; <d>'],
    ['a space in an IRI', 'text/turtle', '<http://x/a b> <b> <c> .'],
    ['an escaped > in an IRI', 'text/turtle', '<http://x/\\u003E> <b> <c> .'],
    ['half a surrogate pair', 'text/turtle', '<a> <b> "\\uD800" .'],
    ['an unknown prefix', 'text/turtle', 'x:a x:b x:c .'],
  ])('refuses %s', async (_what, mediaType, input) => {
    expect((await failure(mediaType, input)).code).toBe('malformed-rdf');
  });

  it('reads characters outside the Basic Multilingual Plane wherever the pieces of a long document end', async () => {
    const text = `${'😀'.repeat(40_000)}x${'😀'.repeat(40_000)}`;
    expect(await lines('application/n-triples', `<a:s> <a:p> "${text}" .`)).toEqual([`<a:s> <a:p> "${text}" .`]);
  });

  it('keeps the blank nodes of two documents apart', async () => {
    for (const [mediaType, input] of [
      ['text/turtle', '_:b <a:p> _:b .'],
      ['application/ld+json', '{"@id":"_:b","a:p":{"@id":"_:b"}}'],
      ['application/rdf+xml', XML('<rdf:Description rdf:nodeID="b"><e:p rdf:nodeID="b"/></rdf:Description>')],
    ] as const) {
      const [one] = await parseRdf(input, { mediaType, baseIRI });
      const [other] = await parseRdf(input, { mediaType, baseIRI });
      expect(one?.subject.value).toBe(one?.object.value);
      expect(one?.subject.value).not.toBe(other?.subject.value);
    }
  });
});

describe('limits and bytes', () => {
  it('refuses more quads than allowed, and takes exactly as many', async () => {
    expect(await lines('text/turtle', '<a> <b> <c>, <d> .', { maxQuads: 2 })).toHaveLength(2);
    expect((await failure('text/turtle', '<a> <b> <c>, <d>, <e> .', { maxQuads: 2 })).code).toBe('payload-too-large');
  });

  it('refuses bytes that are not UTF-8 and NUL characters', async () => {
    expect((await failure('text/turtle', new Uint8Array([0x3c, 0xff]))).detail).toContain('UTF-8');
    expect((await failure('text/turtle', '<a> <b>\n "\0" .')).extra).toEqual({ line: 2 });
  });

  it('ignores a byte order mark', async () => {
    expect(await lines('text/turtle', new TextEncoder().encode('\uFEFF<a:s> <a:p> <a:o> .'))).toEqual(['<a:s> <a:p> <a:o> .']);
  });

  it('names the media types that it reads when it gets another', async () => {
    const error = await failure('text/html', '');
    expect(error.code).toBe('unsupported-media-type');
    expect(error.detail).toContain('application/ld+json');
  });
});

describe('parsing JSON-LD', () => {
  const read = (document: unknown) => lines('application/ld+json', JSON.stringify(document));
  const refuse = (document: unknown) => failure('application/ld+json', JSON.stringify(document));

  it.each(['http://localhost:3000/context.jsonld', 'https://w3id.org/technology-facilitation/context.jsonld'])(
    'knows the shipped context as %s',
    async (context) => {
      expect(await read({ '@context': context, id: 'a:s', name: { en: 'x' }, startYear: '2013' })).toEqual([
        '<a:s> <http://www.w3.org/2004/02/skos/core#prefLabel> "x"@en .',
        '<a:s> <https://w3id.org/technology-facilitation#startYear> "2013"^^<http://www.w3.org/2001/XMLSchema#gYear> .',
      ]);
    },
  );

  it('refuses every other context by name, and opens no connection for it', async () => {
    const error = await refuse({ '@context': 'https://schema.org/', '@id': 'a:s', name: 'x' });
    expect(error.code).toBe('malformed-rdf');
    expect(error.detail).toContain('https://schema.org/');
  });

  it('refuses keys that no context maps, which processors drop silently', async () => {
    expect((await refuse({ '@id': 'a:s', foo: 1 })).detail).toContain('"foo"');
  });

  it('refuses identifiers that stay relative', async () => {
    expect((await refuse({ '@context': { '@base': null }, '@id': 'a', 'a:p': 'x' })).code).toBe('malformed-rdf');
  });

  it('reads @direction as a directional language-tagged string, and refuses it without a language', async () => {
    expect(await read({ '@id': 'a:s', 'a:p': { '@value': 'x', '@language': 'AR', '@direction': 'rtl' } })).toEqual([
      '<a:s> <a:p> "x"@ar--rtl .',
    ]);
    expect((await refuse({ '@id': 'a:s', 'a:p': { '@value': 'x', '@direction': 'rtl' } })).detail).toContain('@language');
  });

  it('keeps the form of doubles that are strings', async () => {
    const double = 'http://www.w3.org/2001/XMLSchema#double';
    expect(await read({ '@id': 'a:s', 'a:p': [{ '@value': '1.0e0', '@type': double }, 1.5] })).toEqual([
      `<a:s> <a:p> "1.0e0"^^<${double}> .`,
      `<a:s> <a:p> "1.5E0"^^<${double}> .`,
    ]);
  });

  it('says where the JSON breaks off', async () => {
    const error = await failure('application/ld+json', '{"@id":\n"a",');
    expect(error.extra.line).toBe(2);
  });

  it('survives nesting that exhausts the stack', async () => {
    expect((await failure('application/ld+json', `${'['.repeat(50_000)}${']'.repeat(50_000)}`)).code).toBe('malformed-rdf');
  });

  it('refuses a document that is neither object nor array', async () => {
    expect((await failure('application/ld+json', '"x"')).code).toBe('malformed-rdf');
  });
});

describe('parsing RDF/XML', () => {
  const read = (body: string, attributes?: string) => lines('application/rdf+xml', XML(body, attributes));
  const refuse = (xml: string) => failure('application/rdf+xml', xml);
  const about = (body: string) => `<rdf:Description rdf:about="a:s">${body}</rdf:Description>`;

  it('joins text around comments and CDATA sections', async () => {
    expect(await read(about('<e:p>one <!-- c -->two <![CDATA[<b>&]]> three</e:p>'))).toEqual(['<a:s> <http://e/p> "one two <b>& three" .']);
  });

  it('keeps the markup of XML literals well-formed', async () => {
    expect(await read(about('<e:p rdf:parseType="Literal"><b a="&lt;">x</b> &amp; y</e:p>'))).toEqual([
      '<a:s> <http://e/p> "<b a=\\"&lt;\\">x</b> &amp; y"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral> .',
    ]);
  });

  it('reads collections, also with properties after them', async () => {
    const quads = await read(about('<e:p rdf:parseType="Collection"><e:T rdf:about="a:b"/></e:p><e:q>x</e:q>'));
    expect(quads).toHaveLength(5);
    expect(quads).toContain('<a:s> <http://e/q> "x" .');
  });

  it('reads xml:base, xml:lang, rdf:ID, reification and rdf:li', async () => {
    const quads = await read(
      '<e:T rdf:ID="x" xml:lang="FR"><e:p rdf:ID="st">t</e:p><rdf:li xml:lang="">u</rdf:li></e:T>',
      'xml:base="http://b/doc"',
    );
    expect(quads).toContain('<http://b/doc#x> <http://e/p> "t"@fr .');
    expect(quads).toContain('<http://b/doc#x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#_1> "u" .');
    expect(quads).toContain('<http://b/doc#st> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <http://e/p> .');
  });

  it('refuses any DOCTYPE, and so every entity bomb and external entity', async () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${XML(about('<e:p>&b;</e:p>'))}`;
    expect((await refuse(bomb)).detail).toContain('DOCTYPE');
    expect((await refuse(`<!-- x --><!DOCTYPE rdf:RDF SYSTEM "file:///etc/passwd">${XML('')}`)).detail).toContain('DOCTYPE');
  });

  it.each([
    ['a document that is cut off', XML(about('<e:p>x</e:p>')).replace('</rdf:RDF>', '')],
    ['text beside elements', XML(about('text<e:p>x</e:p>'))],
    ['an element beside text', XML(about('<e:p>x<e:T/></e:p>'))],
    ['an undeclared prefix', XML(about('<f:p>x</f:p>'))],
    ['an undeclared entity', XML(about('<e:p>&nbsp;</e:p>'))],
    ['an IRI with a space', XML('<e:T rdf:about="http://a b"/>')],
    ['the same rdf:ID twice', XML('<e:T rdf:ID="x"/><e:T rdf:ID="x"/>')],
    ['another encoding', `<?xml version="1.0" encoding="ISO-8859-1"?>${XML('')}`],
    ['an empty document', ''],
    ['no XML', 'hello'],
  ])('refuses %s', async (_what, xml) => {
    expect((await refuse(xml)).code).toBe('malformed-rdf');
  });

  it('says on which line and column the XML is broken', async () => {
    expect((await refuse(XML(`\n${about('<e:p>x</e:q>')}`))).extra.line).toBe(2);
  });
});
