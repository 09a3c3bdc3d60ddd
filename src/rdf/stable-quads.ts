import { blankNodesOf, replaceBlankNodes } from './blank-nodes.ts';
import { canonicalLabels } from './canonical-labels.ts';
import { quadToNQuad, sortByCodePoint, termToNTriples, tripleToNTriples } from './nquads.ts';
import { blankNode, type Quad } from './terms.ts';

/** Above this many quads with blank nodes their labels follow the order of first use: RDFC-1.0 costs more than the answer is worth. */
const MAX_CANONICAL_QUADS = 20_000;

/**
 * Each quad once, in the order of graph, subject, predicate and object (code points of their N-Triples form), blank nodes relabelled
 * `b0`, `b1`, … by their place in the RDFC-1.0 canonical form, so that unstable labels of a parser or query engine do not show.
 */
export async function stableQuads(quads: Iterable<Quad>): Promise<Quad[]> {
  const distinct = [...new Map([...quads].map((each) => [quadToNQuad(each), each])).values()];
  const affected = distinct.filter((each) => blankNodesOf(each).length > 0);
  if (affected.length === 0) return inOrder(distinct);
  const labels = await stableLabels(affected);
  return inOrder(distinct.map((each) => replaceBlankNodes(each, (label) => blankNode(labels.get(label)))));
}

async function stableLabels(quads: readonly Quad[]): Promise<ReadonlyMap<string, string>> {
  if (quads.length > MAX_CANONICAL_QUADS) return labelsByFirstUse(quads);
  try {
    const canonical = await canonicalLabels(quads);
    return new Map([...canonical].map(([label, name]) => [label, name.replace(/^c14n/u, 'b')]));
  } catch {
    // nodes too entangled to be told apart: any label is right, if not the same each time
    return labelsByFirstUse(quads);
  }
}

function labelsByFirstUse(quads: readonly Quad[]): Map<string, string> {
  const withoutLabels = Map.groupBy(quads, (each) => quadToNQuad(replaceBlankNodes(each, () => blankNode('b'))));
  const labels = new Map<string, string>();
  for (const key of sortByCodePoint([...withoutLabels.keys()])) {
    for (const label of withoutLabels.get(key)?.flatMap(blankNodesOf) ?? []) if (!labels.has(label)) labels.set(label, `b${labels.size}`);
  }
  return labels;
}

function inOrder(quads: readonly Quad[]): Quad[] {
  const byKey = new Map(quads.map((each) => [`${graphKey(each)} ${tripleToNTriples(each)}`, each]));
  return sortByCodePoint([...byKey.keys()]).map((key) => byKey.get(key) as Quad);
}

/** The default graph sorts first. */
function graphKey({ graph }: Quad): string {
  return graph.termType === 'DefaultGraph' ? '' : termToNTriples(graph);
}
