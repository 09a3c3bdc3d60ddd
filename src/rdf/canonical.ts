import { createHash } from 'node:crypto';
import { replaceBlankNodes } from './blank-nodes.ts';
import { canonicalLabels } from './canonical-labels.ts';
import { quadToNQuad, sortByCodePoint } from './nquads.ts';
import { blankNode, type Quad } from './terms.ts';

/**
 * The canonical form of a dataset (RDFC-1.0): equal texts for equal datasets, whatever their blank node labels and order.
 * @throws FacilisError `malformed-rdf` when the blank nodes cannot be told apart within bounds
 */
export async function canonicalNQuads(quads: Iterable<Quad>): Promise<string> {
  const dataset = [...quads];
  return canonicalForm(dataset, await canonicalLabels(dataset));
}

/** The same from the canonical labels of the blank nodes. */
export function canonicalForm(quads: readonly Quad[], labels: ReadonlyMap<string, string>): string {
  const lines = quads.map((statement) => quadToNQuad(replaceBlankNodes(statement, (label) => blankNode(labels.get(label)))));
  return sortByCodePoint([...new Set(lines)]).join('');
}

/** SHA-256 of the canonical form, hexadecimal. */
export async function canonicalHash(quads: Iterable<Quad>): Promise<string> {
  return createHash('sha256')
    .update(await canonicalNQuads(quads))
    .digest('hex');
}
