import fc from 'fast-check';
import { canonize } from 'rdf-canonize';
import { describe, expect, it } from 'vitest';
import { canonicalHash, canonicalNQuads } from '../../src/rdf/canonical.ts';
import { parseNQuads } from '../../src/rdf/nquads.ts';
import { clique, relabelled } from './blank-node-graphs.ts';

const edges = fc.array(fc.tuple(fc.nat(4), fc.constantFrom('p', 'q'), fc.oneof(fc.nat(4), fc.constantFrom('"x"', '"y"'))), {
  maxLength: 8,
});
const graph = edges.map((list) => list.map(([s, p, o]) => `_:b${s} <u:${p}> ${typeof o === 'number' ? `_:b${o}` : o} .\n`).join(''));

describe('the canonical form', () => {
  it('is the one in the recommendation: RDFC-1.0, example 2', async () => {
    const example = (e0: string, e1: string) =>
      [`<#p> <#q> _:${e0} .`, `<#p> <#r> _:${e1} .`, `_:${e0} <#s> <#u> .`, `_:${e1} <#t> <#u> .`]
        .map((line) => `${line.replaceAll('<#', '<http://example.com/#')}\n`)
        .join('');
    expect(await canonicalNQuads(parseNQuads(example('e0', 'e1')))).toBe(example('c14n0', 'c14n1'));
  });

  it('is what the library writes where RDF 1.1 is enough', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (text) => {
        const distinct = parseNQuads([...new Set(text.split(/(?<=\n)/))].join(''));
        expect(await canonicalNQuads(distinct)).toBe(await canonize(distinct, { algorithm: 'RDFC-1.0', maxWorkFactor: 3 }));
      }),
    );
  });

  it('does not depend on labels or order', async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.integer(), async (text, seed) => {
        const quads = parseNQuads(text);
        expect(await canonicalNQuads(relabelled(quads, seed))).toBe(await canonicalNQuads(quads));
      }),
    );
  });

  it('holds a quad once that is given twice', async () => {
    const text = '_:a <u:p> _:b .\n_:b <u:p> "x" .\n';
    expect(await canonicalNQuads(parseNQuads(text + text))).toBe(await canonicalNQuads(parseNQuads(text)));
  });

  it('tells base directions and languages apart', async () => {
    const forms = ['"x"@ar--rtl', '"x"@ar--ltr', '"x"@ar', '"x"'].map((value) =>
      canonicalNQuads(parseNQuads(`_:a <u:p> ${value} .\n_:b <u:q> _:a .`)),
    );
    expect(new Set(await Promise.all(forms)).size).toBe(4);
    expect(await forms[0]).toContain('"x"@ar--rtl');
  });

  it('reaches blank nodes inside triple terms', async () => {
    const text = (a: string, b: string) =>
      `_:${a} <u:says> <<( _:${b} <u:p> <<( <u:s> <u:p> _:${a} )>> )>> .\n_:${b} <u:n> "1" .\n<u:x> <u:y> <<( <u:s> <u:p> "ground" )>> .\n`;
    const form = await canonicalNQuads(parseNQuads(text('a', 'b')));
    expect(await canonicalNQuads(parseNQuads(text('b', 'a')))).toBe(form);
    expect(form).toMatch(/<<\( _:c14n[01] <u:p> <<\( <u:s> <u:p> _:c14n[01] \)>> \)>>/);
    expect(await canonicalNQuads(parseNQuads(text('a', 'a')))).not.toBe(form);
  });

  it('has a hash of 64 hexadecimal digits that follows the content', async () => {
    const [one, two] = await Promise.all([
      canonicalHash(parseNQuads('<u:s> <u:p> _:b .')),
      canonicalHash(parseNQuads('<u:s> <u:p> _:zz .')),
    ]);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(two).toBe(one);
    // SHA-256 of nothing.
    expect(await canonicalHash([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('is refused, soon and clearly, for data made to exhaust the algorithm', async () => {
    await expect(canonicalNQuads(clique(12))).rejects.toMatchObject({
      code: 'malformed-rdf',
      detail: expect.stringContaining('12 blank nodes are so alike'),
    });
  });
});
