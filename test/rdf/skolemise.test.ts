import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankNodesOf } from '../../src/rdf/blank-nodes.ts';
import { canonicalHash } from '../../src/rdf/canonical.ts';
import { parseNQuads, quadToNQuad } from '../../src/rdf/nquads.ts';
import { skolemise } from '../../src/rdf/skolemise.ts';
import { blankNode, type Quad, type Quad_Object, quad } from '../../src/rdf/terms.ts';
import { clique, relabelled } from './blank-node-graphs.ts';

const baseIRI = 'http://localhost:3000/';
const GENID = /^http:\/\/localhost:3000\/\.well-known\/genid\/[0-9a-f]{40}$/;
const named = async (quads: readonly Quad[]) => (await skolemise(quads, { baseIRI })).map(quadToNQuad);
const sorted = async (quads: readonly Quad[]) => [...new Set(await named(quads))].sort();

/** A component of up to three blank nodes; the number makes its labels its own. */
const component = fc
  .array(fc.tuple(fc.nat(2), fc.constantFrom('p', 'q'), fc.oneof(fc.nat(2), fc.constantFrom('"x"', '"y"', '<u:o>'))), {
    minLength: 1,
    maxLength: 5,
  })
  .map((edges) => (number: number) => {
    const node = (n: number) => `_:c${number}n${n}`;
    return edges.map(([s, p, o]) => `${node(s)} <u:${p}> ${typeof o === 'number' ? node(o) : o} .\n`).join('');
  });

describe('skolemising', () => {
  it('leaves no blank node and changes nothing else', async () => {
    const text = '<u:s> <u:p> _:b .\n_:b <u:q> "x" .\n<u:s> <u:p> "no blank node" .\n<u:s> <u:says> <<( _:b <u:q> <u:o> )>> _:b .\n';
    const result = await skolemise(parseNQuads(text), { baseIRI });
    expect(result.flatMap(blankNodesOf)).toEqual([]);
    expect(result[0]?.object.value).toMatch(GENID);
    expect(result[1]?.subject.value).toBe(result[0]?.object.value);
    const inner = result[3]?.object as Quad;
    expect(inner.subject.value).toBe(result[0]?.object.value);
    expect(result[3]?.graph.value).toBe(result[0]?.object.value);
    expect(quadToNQuad(result[2] as Quad)).toBe('<u:s> <u:p> "no blank node" .\n');
  });

  it('gives the same names whatever the labels and the order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(component, { maxLength: 5 }), fc.integer(), async (components, seed) => {
        const quads = parseNQuads(components.map((make, index) => make(index)).join(''));
        expect(await sorted(relabelled(quads, seed))).toEqual(await sorted(quads));
      }),
    );
  });

  it('keeps the names of a component when others change, come or go', async () => {
    await fc.assert(
      fc.asyncProperty(
        component,
        fc.array(component, { maxLength: 3 }),
        fc.array(component, { maxLength: 3 }),
        async (kept, before, after) => {
          const around = (others: typeof before) =>
            parseNQuads(kept(0) + others.map((make, index) => make(index + 1).replaceAll('<u:', '<v:')).join(''));
          const own = async (quads: Quad[]) => (await sorted(quads)).filter((line) => line.includes('<u:p>') || line.includes('<u:q>'));
          expect(await own(around(after))).toEqual(await own(around(before)));
        },
      ),
    );
  });

  it('loses nothing: back to blank nodes, the graph is the one that came in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(component, { maxLength: 4 }), async (components) => {
        const quads = parseNQuads(components.map((make, index) => make(index)).join(''));
        const back = (await skolemise(quads, { baseIRI })).map((each) => {
          const blank = <T extends Quad_Object>(term: T) =>
            GENID.test(term.value) ? (blankNode(term.value.slice(-40)) as Quad_Object as T) : term;
          return quad(blank(each.subject), each.predicate, blank(each.object), each.graph);
        });
        expect(await canonicalHash(back)).toBe(await canonicalHash(quads));
      }),
    );
  });

  it('numbers components that say the same, and keeps the first name when one of them goes', async () => {
    const one = parseNQuads('<u:s> <u:p> _:a .\n_:a <u:q> "x" .\n');
    const two = parseNQuads('<u:s> <u:p> _:a .\n_:a <u:q> "x" .\n<u:s> <u:p> _:b .\n_:b <u:q> "x" .\n');
    expect(new Set(await named(two)).size).toBe(4);
    expect(await sorted(two)).toEqual(expect.arrayContaining(await sorted(one)));
  });

  it('gives the same content in two graphs two names', async () => {
    const result = await skolemise(parseNQuads('_:a <u:q> "x" <u:g1> .\n_:b <u:q> "x" <u:g2> .\n'), { baseIRI });
    expect(result[0]?.subject.value).not.toBe(result[1]?.subject.value);
  });

  it('takes time in proportion to the number of components', async () => {
    const intervals = (count: number) =>
      parseNQuads(
        Array.from(
          { length: count },
          (_, i) =>
            `<u:m${i}> <u:during> _:i${i} .\n_:i${i} <u:begin> _:b${i} .\n_:b${i} <u:year> "2014" .\n_:i${i} <u:end> _:e${i} .\n_:e${i} <u:year> "2019" .\n`,
        ).join(''),
      );
    // With the square of it this would outlast the test's time.
    expect(new Set(await named(intervals(10_000))).size).toBe(50_000);
  });

  it('copes with a long list', async () => {
    const items = 5000;
    const list = Array.from(
      { length: items },
      (_, i) => `_:l${i} <u:first> "${i}" .\n_:l${i} <u:rest> ${i === items - 1 ? '<u:nil>' : `_:l${i + 1}`} .\n`,
    );
    expect(new Set(await named(parseNQuads(list.reverse().join('')))).size).toBe(2 * items);
  });

  it('is refused for data made to exhaust the algorithm', async () => {
    await expect(skolemise(clique(12), { baseIRI })).rejects.toMatchObject({ code: 'malformed-rdf' });
  });
});
