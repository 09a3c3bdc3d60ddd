import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { describe, expect, it } from 'vitest';
import { FacilisError } from '../../src/errors.ts';
import { assertWritable } from '../../src/rdf/check-terms.ts';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { type Literal, literal, namedNode, type Quad, type Quad_Object, quad } from '../../src/rdf/terms.ts';

const N_QUADS = 'application/n-quads';
const SUBJECT = namedNode('https://example.org/s');
const PREDICATE = namedNode('https://example.org/p');
const about = (object: Quad_Object): Quad => quad(SUBJECT, PREDICATE, object);

function isAccepted(object: Quad_Object): boolean {
  try {
    assertWritable(about(object));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'malformed-rdf' });
    return false;
  }
}

/** Whether Oxigraph's strict parser, which checks RFC 3987 and BCP 47 for itself, takes the term. */
function isStrictlyLoaded(object: Quad_Object): boolean {
  try {
    new oxigraph.Store().load(quadToNQuad(about(object)), { format: N_QUADS });
    return true;
  } catch {
    return false;
  }
}

/** Loads as a replica does, gives back what the engine then holds, and takes it out again as a patch does. */
function throughReplica(lines: string): string {
  const store = new oxigraph.Store();
  store.load(lines, { format: N_QUADS, lenient: true });
  const held = store.dump({ format: N_QUADS });
  for (const each of oxigraph.parse(lines, { format: N_QUADS, lenient: true })) store.delete(each);
  expect(store.size).toBe(0);
  return held;
}

function message(object: Quad_Object): string {
  try {
    assertWritable(about(object));
  } catch (error) {
    if (error instanceof FacilisError) return error.detail;
  }
  return 'accepted';
}

/** An IRI with something foreign in each of its parts. */
const IN_EACH_PART = [
  (x: string) => `${x}http://a/p`,
  (x: string) => `h${x}t://a/p`,
  (x: string) => `http://u${x}v@a/p`,
  (x: string) => `http://a${x}b/p`,
  (x: string) => `http://a:8${x}0/p`,
  (x: string) => `http://[::${x}1]/p`,
  (x: string) => `http://a/b${x}c`,
  (x: string) => `urn:x${x}y`,
  (x: string) => `http://a/b?q${x}r`,
  (x: string) => `http://a/b#f${x}g`,
];
const range = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => String.fromCodePoint(from + index));
/** ASCII and Latin-1, and the characters at the edges of RFC 3987's `ucschar` and `iprivate`. */
const CHARACTERS = [
  ...range(0x01, 0x180),
  ...[0x200e, 0x2028, 0xd7ff, 0xe000, 0xf8ff, 0xf900, 0xfdcf, 0xfdd0, 0xfdef, 0xfdf0, 0xffef, 0xfff0, 0xfffd, 0xfffe, 0xffff].map((code) =>
    String.fromCodePoint(code),
  ),
  ...range(1, 17).flatMap((_, plane) =>
    [0x0000, 0x0fff, 0x1000, 0xfffd, 0xfffe, 0xffff].map((offset) => String.fromCodePoint((plane + 1) * 0x10000 + offset)),
  ),
];
const ESCAPES = ['%zz', '%', '%4', '%41', '%e9', '%%', '%4g', '%00', '%25'];

const AUTHORITIES =
  '[::1] [::1]:80 [1::2::3] [v1.a] [vg.a] [v1.] [V1.a] [v1.a:b] [] [::1 ::1] [::1]x [::1%25eth0] [fe80::1%eth] [::] [01::] [::ffff:1.2.3.4] [::ffff:1.2.3.456] [::ffff:01.2.3.4] [1:2:3:4:5:6:7:8] [1:2:3:4:5:6:7] [1:2:3:4:5:6:7:8:9] [1:2:3:4::5:6:7:8] [1:2:3:4:5:6:7::] [12345::] [1.2.3.4] u@[::1] a:b a:99999 a: a:80:80 a@b@c 1.2.3.456 @ : @: a%41 [[::1]] [::1]] a[b] '.split(
    ' ',
  );
const ODD_IRIS =
  ',a,/a,//a/b,#,?,x:,x:/,x://,x:///,x:a//b,urn:,1x:a,x+y:a,x_y:a,:a,mailto:a@b,file:///c|/x,data:;x%20,http:a,http:/,http://,http:///p,http://a/../b,http://a//b,http://a?b?c#d,http://a#b#c'.split(
    ',',
  );

describe('what is accepted as an IRI', () => {
  it('is what RFC 3987 says, for every character in every part', () => {
    const iris = IN_EACH_PART.flatMap((part) => [...CHARACTERS, ...ESCAPES].map(part));
    expect(iris.length).toBeGreaterThan(4500);
    expect(iris.filter((iri) => isAccepted(namedNode(iri)) !== isStrictlyLoaded(namedNode(iri)))).toEqual([]);
  });

  it('is what RFC 3987 says, for odd authorities and odd shapes', () => {
    const iris = [
      ...AUTHORITIES.flatMap((authority) => [`http://${authority}`, `http://${authority}/p`, `x://${authority}?q`]),
      ...ODD_IRIS,
    ];
    expect(iris.filter((iri) => isAccepted(namedNode(iri)) !== isStrictlyLoaded(namedNode(iri)))).toEqual([]);
  });

  it('is what RFC 3987 says, for random IRIs', () => {
    const piece = fc.constantFrom(...'aZ0-._~:/?#[]@!$&(*+,;=%| {é\ue000😀', '%41', '//', '::', '[::1]', ':80');
    const iri = fc.array(piece, { maxLength: 12 }).map((pieces) => `x:${pieces.join('')}`);
    fc.assert(
      fc.property(iri, (text) => isAccepted(namedNode(text)) === isStrictlyLoaded(namedNode(text))),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['http://a/b[c', 'its path has "[", which cannot stand there; it is written "%5B"'],
    ['http://a/b?c=%zz', 'in its query a "%" is not followed by two hexadecimal digits; the sign itself is written "%25"'],
    ['http://a/b#c#d', 'its fragment has "#", which cannot stand there; it is written "%23"'],
    ['http://a/b c', 'its path has U+0020, which cannot stand there; it is written "%20"'],
    ['http://a/\ue000', 'its path has U+E000, which cannot stand there; it is written "%EE%80%80"'],
    ['http://a:b/', 'its port "b" is no number'],
    ['http://[::1::]/', 'its host "[::1::]" is no IP address; square brackets hold nothing else'],
    ['a/b', 'it is relative, or its scheme is none; an IRI begins with a scheme such as "https:"'],
  ])('when %s is refused, says where it is and what would be right', (iri, why) => {
    const place = 'An object of <https://example.org/s> <https://example.org/p>';
    expect(message(namedNode(iri))).toBe(`${place}: ${JSON.stringify(iri)} is not an IRI (RFC 3987): ${why}.`);
  });

  it('is checked as subject, predicate, graph name, datatype and inside a triple term, too', () => {
    const bad = namedNode('http://a/[');
    const quads = [
      quad(bad, PREDICATE, SUBJECT),
      quad(SUBJECT, bad, SUBJECT),
      quad(SUBJECT, PREDICATE, SUBJECT, bad),
      about(literal('x', bad)),
      about(quad(SUBJECT, PREDICATE, bad) as never),
    ];
    for (const each of quads) expect(() => assertWritable(each)).toThrow(FacilisError);
  });
});

describe('what is accepted as a literal', () => {
  it('has a language tag that is well-formed by BCP 47', () => {
    const subtags = 'en a x i zh abc abcd abcde abcdefgh abcdefghi latn us 1 12 123 1994 1abc rozaj u t oed gb sgn be fr klingon'.split(
      ' ',
    );
    const tag = fc.array(fc.constantFrom(...subtags), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('-'));
    const irregular = 'en-GB-oed i-default i-klingon sgn-BE-FR sgn-ch-de art-lojban zh-min-nan no-bok x-a i-foo en- -en e1 en--us'.split(
      ' ',
    );
    const isLoaded = (language: string) => isStrictlyLoaded(literal('x', language));
    for (const language of irregular) expect(isAccepted(literal('x', language)), language).toBe(isLoaded(language));
    fc.assert(
      fc.property(tag, (language) => isAccepted(literal('x', language)) === isLoaded(language)),
      { numRuns: 3000 },
    );
  });

  it('has no language datatype without a language', async () => {
    const document = { '@id': 'a:s', 'a:p': { '@value': 'x', '@type': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString' } };
    await expect(parseRdf(JSON.stringify(document), { mediaType: 'application/ld+json', baseIRI: 'http://b/' })).rejects.toThrow(
      /has the datatype .*langString> but no language tag; write one, such as "text"@en/,
    );
  });

  it('has no half of a surrogate pair', () => {
    expect(message(literal('a\ud800') as Literal)).toMatch(/half of a surrogate pair/);
    expect(message(namedNode('http://a/\udc00'))).toMatch(/half of a surrogate pair/);
  });
});

describe('whatever parseRdf accepts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('\0', '\ufffe', '\r\n\t"\\', '\u007f'),
  );
  const iri = fc
    .tuple(fc.constantFrom('http://a/', 'urn:x', 'http://a?', 'http://a#', 'http://', ''), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([start, rest]) => namedNode(start + rest));
  const tagged = fc
    .tuple(text, fc.constantFrom('en', 'zh-Hans-CN', 'x-a', 'en-us-latn', 'toolonglanguage'), fc.constantFrom('', 'ltr', 'rtl'))
    .map(([value, language, direction]) => literal(value, (direction === '' ? language : { language, direction }) as string));
  const flat = fc.oneof(
    iri,
    tagged,
    text.map((value) => literal(value)),
    fc.tuple(text, iri).map(([value, datatype]) => literal(value, datatype)),
  );
  const term = fc.oneof(
    flat,
    flat.map((object) => about(object) as never as Quad_Object),
  );

  it('a replica loads, holds as it is, and deletes again', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(iri, iri, term, iri, async (subject, predicate, object, graph) => {
        const line = quadToNQuad(quad(subject, predicate, object, graph));
        const quads = await parseRdf(line, { mediaType: N_QUADS, baseIRI: 'http://b/' }).catch((error: unknown) => {
          expect(error).toBeInstanceOf(FacilisError);
          return [];
        });
        if (quads.length === 0) return;
        accepted += 1;
        const stored = quads.map(quadToNQuad).join('');
        expect(throughReplica(stored)).toBe(stored);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('nests triple terms no deeper than a replica can delete them', async () => {
    const nested = (depth: number): string => `<a:s> <a:p> ${'<<( <a:s> <a:p> '.repeat(depth)}"x"${' )>>'.repeat(depth)} .\n`;
    const options = { mediaType: N_QUADS, baseIRI: 'http://b/' };
    const deepest = (await parseRdf(nested(64), options)).map(quadToNQuad).join('');
    expect(throughReplica(deepest)).toBe(deepest);
    await expect(parseRdf(nested(65), options)).rejects.toThrow(/nested more than 64 deep/);
  });
});
