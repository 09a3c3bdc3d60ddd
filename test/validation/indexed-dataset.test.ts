import { describe, expect, it } from 'vitest';
import { blankNode, literal, namedNode, type Quad, quad } from '../../src/rdf/terms.ts';
import { IndexedDataset, type Matches } from '../../src/validation/indexed-dataset.ts';

const [a, b, p, q] = [namedNode('urn:a'), namedNode('urn:b'), namedNode('urn:p'), namedNode('urn:q')];
const quads = [quad(a, p, b), quad(a, p, literal('b')), quad(a, q, literal('b', 'en')), quad(b, p, a), quad(blankNode('a'), p, a)];
const dataset = new IndexedDataset(quads);

function texts(matches: Matches): string[] {
  return [...matches].map((each: Quad) => `${each.subject.value} ${each.predicate.value} ${each.object.value}`).sort();
}

describe('IndexedDataset', () => {
  it('finds what each pattern of subject, predicate and object matches', () => {
    for (const subject of [null, a, b, blankNode('a')]) {
      for (const predicate of [null, p, q]) {
        for (const object of [null, a, b, literal('b'), literal('b', 'en')]) {
          const expected = quads.filter(
            (each) =>
              (!subject || each.subject.equals(subject)) &&
              (!predicate || each.predicate.equals(predicate)) &&
              (!object || each.object.equals(object)),
          );
          const matches = dataset.match(subject, predicate, object);
          expect(matches.size).toBe(expected.length);
          expect(texts(matches)).toEqual(texts({ size: 0, [Symbol.iterator]: () => expected[Symbol.iterator]() }));
        }
      }
    }
  });

  it('holds a triple once, in however many graphs it is', () => {
    const twice = new IndexedDataset([quad(a, p, b, namedNode('urn:g1')), quad(a, p, b, namedNode('urn:g2'))]);
    expect(twice.size).toBe(1);
    expect(twice.match(a, p, b).size).toBe(1);
  });

  it('tells an IRI, a blank node, and literals of other datatypes, languages and directions apart', () => {
    const objects = [
      namedNode('x'),
      blankNode('x'),
      literal('x'),
      literal('x', 'en'),
      // @types/n3 does not know base directions yet, n3 itself does.
      literal('x', { language: 'en', direction: 'ltr' } as unknown as string),
      literal('x', namedNode('urn:datatype')),
      quad(a, p, literal('x')),
      quad(a, p, literal('x', 'en')),
    ];
    expect(new IndexedDataset(objects.map((object) => quad(a, p, object))).size).toBe(objects.length);
  });
});
