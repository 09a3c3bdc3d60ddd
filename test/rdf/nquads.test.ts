import fc from 'fast-check';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { FacilisError } from '../../src/errors.ts';
import { parseNQuads, parseTerm, quadToNQuad, sortByCodePoint, termToNTriples } from '../../src/rdf/nquads.ts';
import { blankNode, defaultGraph, literal, namedNode, type Quad_Object, quad } from '../../src/rdf/terms.ts';

const xsd = 'http://www.w3.org/2001/XMLSchema#';
const iri = fc.stringMatching(/^[a-z]{1,8}$/).map((name) => namedNode(`http://example.org/${name}/é`));
const blank = fc.stringMatching(/^[a-z_][a-z0-9.]{0,3}[a-z0-9]$/).map((label) => blankNode(label));
const text = fc.string({ unit: 'binary' });
const plain = text.map((value) => literal(value));
const typed = fc.tuple(text, iri).map(([value, datatype]) => literal(value, datatype));
const tagged = fc.tuple(text, fc.constantFrom('en', 'zh-hans', 'x-a1')).map(([value, language]) => literal(value, language));
const directed = fc
  .tuple(text, fc.constantFrom('ltr', 'rtl'))
  .map(([value, direction]) => literal(value, { language: 'ar', direction } as unknown as string));
const { object } = fc.letrec<{ object: Quad_Object }>((tie) => ({
  object: fc.oneof(
    { depthSize: 'small' },
    iri,
    blank,
    plain,
    typed,
    tagged,
    directed,
    fc.tuple(iri, iri, tie('object')).map((triple) => quad(...triple)),
  ),
}));
const statement = fc
  .tuple(fc.oneof(iri, blank), iri, object, fc.oneof(iri, blank, fc.constant(defaultGraph())))
  .map((terms) => quad(...terms));

describe('N-Quads text', () => {
  it('is read back as the very same quads', () => {
    fc.assert(
      fc.property(fc.array(statement), (quads) => {
        const written = quads.map(quadToNQuad).join('');
        const read = parseNQuads(written);
        expect(read.length).toBe(quads.length);
        expect(read.every((each, index) => each.equals(quads[index]))).toBe(true);
        expect(read.map(quadToNQuad).join('')).toBe(written);
      }),
    );
  });

  it('is understood by another parser in the same way', () => {
    const ground = fc.tuple(iri, iri, fc.oneof(iri, plain, typed, tagged, directed), iri).map((terms) => quad(...terms));
    fc.assert(
      fc.property(fc.array(ground), (quads) => {
        const read = new Parser({ format: 'application/n-quads' }).parse(quads.map(quadToNQuad).join(''));
        expect(read.map(quadToNQuad)).toEqual(quads.map(quadToNQuad));
      }),
    );
  });

  it.each([
    ['a\tb\nc\rd\be\ff"g\\h', '"a\\tb\\nc\\rd\\be\\ff\\"g\\\\h"'],
    ['\u0000\u000b\u001f\u007f\ufffe\uffff', '"\\u0000\\u000B\\u001F\\u007F\\uFFFE\\uFFFF"'],
    ["é'😀\u0080\u2028", '"é\'😀\u0080\u2028"'],
  ])('escapes what the canonical form says and nothing else (%j)', (value, expected) => {
    expect(termToNTriples(literal(value))).toBe(expected);
  });

  it.each([
    ['"01"^^<http://www.w3.org/2001/XMLSchema#integer>', literal('01', namedNode(`${xsd}integer`))],
    ['"x"', literal('x', namedNode(`${xsd}string`))],
    ['"x"@zh-hans', literal('x', 'zh-Hans')],
    ['"مرحبا"@ar--rtl', literal('مرحبا', { language: 'ar', direction: 'rtl' } as unknown as string)],
    ['<<( <a:s> <a:p> <<( _:b <a:p> "o"@en )>> )>>', parseTerm('<<( <a:s> <a:p> <<( _:b <a:p> "o"@en )>> )>>')],
    ['<a:b\\u0020c>', namedNode('a:b c')],
  ])('writes %s', (expected, term) => {
    expect(termToNTriples(term)).toBe(expected);
    expect(parseTerm(expected).equals(term)).toBe(true);
  });

  it('may hold comments, blank lines, tabs, any line end, and numeric escapes', () => {
    const read = parseNQuads('# first\r\n\r\n<a:s>\t<a:p>"x\\U0001F600\\u00e9" .# end\r\n  _:b.c <a:p> <a:\\u006f> <a:g> . \n#last');
    expect(read.map(quadToNQuad).join('')).toBe('<a:s> <a:p> "x😀é" .\n_:b.c <a:p> <a:o> <a:g> .\n');
  });

  it.each([
    ['<a:s> <a:p> "open .', 1, 13],
    ['<a:s> <a:p> <a:o> .\n<a:s> <a:p> "x\\q" .', 2, 13],
    ['<a:s> <a:p> "x"', 1, 16],
    ['"literal" <a:p> "x" .', 1, 10],
    ['<a:s> _:p "x" .', 1, 10],
    ['<a:s> <a:p> "x" . <a:s> <a:p> "y" .', 1, 16],
    ['<a:s> <a:p> "\\uD800" .', 1, 13],
    ['<a:s> <a:p> "\\U00110000" .', 1, 13],
    ['<a b> <a:p> "x" .', 1, 1],
    ['<<( <a:s> <a:p> "x" )>> <a:p> "x" .', 1, 24],
    ['<a:s> <a:p> "two\nlines" .', 1, 13],
    ['<a:s> <a:p> "x" "y" .', 1, 16],
  ])('that is wrong is refused at its place: %j', (wrong, line, column) => {
    let error: unknown;
    try {
      parseNQuads(wrong);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(FacilisError);
    expect(error).toMatchObject({ code: 'malformed-rdf', extra: { line } });
    expect(Math.abs(Number((error as FacilisError).extra.column) - column)).toBeLessThanOrEqual(1);
  });

  it('refuses half a surrogate pair, which no file could hold', () => {
    expect(() => termToNTriples(literal('\ud83d'))).toThrow('surrogate');
  });

  it('sorts by code point, as UTF-8 bytes do', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\ue000', '\uffee', '😀', '𐀀', 'é') })), (lines) => {
        const byBytes = [...lines].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(sortByCodePoint([...lines])).toEqual(byBytes);
      }),
    );
  });
});
