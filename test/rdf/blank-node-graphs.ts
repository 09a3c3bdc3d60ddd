import { replaceBlankNodes } from '../../src/rdf/blank-nodes.ts';
import { parseNQuads } from '../../src/rdf/nquads.ts';
import { blankNode, type Quad } from '../../src/rdf/terms.ts';
import { randomNumbers } from '../crash/random.ts';

/** The same graph with other blank node labels and in another order. */
export function relabelled(quads: readonly Quad[], seed: number): Quad[] {
  const random = randomNumbers(seed);
  const labels = new Map<string, string>();
  const label = (old: string) => {
    const known = labels.get(old) ?? `z${Math.floor(random() * 1e6)}x${labels.size}`;
    labels.set(old, known);
    return blankNode(known);
  };
  return quads
    .map((quad) => ({ quad: replaceBlankNodes(quad, label), key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ quad }) => quad);
}

/** Every one of `size` blank nodes points to every other: n! ways to tell them apart. */
export function clique(size: number): Quad[] {
  const nodes = Array.from({ length: size }, (_, index) => `_:n${index}`);
  return parseNQuads(nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => `${from} <u:p> ${to} .\n`)).join(''));
}
