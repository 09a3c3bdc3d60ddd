import { canonize } from 'rdf-canonize';
import { quadToNQuad, termToNTriples } from './nquads.ts';
import { blankNode, type Quad, quad, type Term } from './terms.ts';

/**
 * Above this many quads with blank nodes their labels follow the order of first use instead of RDFC-1.0, whose cost grows faster than
 * the data.
 */
const MAX_CANONICAL_QUADS = 20_000;

/**
 * Each quad once, in the order of graph, subject, predicate and object (code points of their N-Triples form), blank nodes relabelled
 * `b0`, `b1`, … by their place in the RDFC-1.0 canonical form, so that unstable labels of a parser or query engine do not show.
 */
export async function stableQuads(quads: Iterable<Quad>): Promise<Quad[]> {
  const unique = new Map<string, Quad>();
  let blank = false;
  for (const each of quads) {
    unique.set(quadToNQuad(each), each);
    blank ||= blankLabels(each).next().done === false;
  }
  const distinct = [...unique.values()];
  return sortQuads(blank ? await relabel(distinct) : distinct);
}

async function relabel(quads: Quad[]): Promise<Quad[]> {
  const labels = (await canonicalLabels(quads)) ?? labelsByFirstUse(quads);
  const rename = (term: Term): Term => {
    if (term.termType === 'BlankNode') return blankNode(labels.get(term.value) ?? term.value);
    return term.termType === 'Quad' ? renameQuad(term as Quad) : term;
  };
  const renameQuad = (each: Quad): Quad =>
    quad(
      rename(each.subject) as Quad['subject'],
      each.predicate as Quad['predicate'],
      rename(each.object) as Quad['object'],
      rename(each.graph) as Quad['graph'],
    );
  return quads.map(renameQuad);
}

/** Undefined where RDFC-1.0 does not apply: triple terms, very large inputs, and inputs made to exhaust it. */
async function canonicalLabels(quads: readonly Quad[]): Promise<Map<string, string> | undefined> {
  const affected = quads.filter((each) => blankLabels(each).next().done === false);
  if (affected.length > MAX_CANONICAL_QUADS || affected.some((each) => each.object.termType === 'Quad')) return undefined;
  const canonicalIdMap = new Map<string, string>();
  try {
    await canonize(affected, { algorithm: 'RDFC-1.0', canonicalIdMap, maxWorkFactor: 2 });
  } catch {
    // the library throws one kind of error: that the work limit is reached
    return undefined;
  }
  const bare = (label: string) => label.replace(/^_:/u, '');
  return new Map([...canonicalIdMap].map(([from, to]) => [bare(from), bare(to).replace(/^c14n/u, 'b')]));
}

function labelsByFirstUse(quads: readonly Quad[]): Map<string, string> {
  const keyed = quads.map((each) => ({ each, key: quadToNQuad(each).replace(/_:\S+/gu, '_:') }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const labels = new Map<string, string>();
  for (const { each } of keyed) {
    for (const label of blankLabels(each)) if (!labels.has(label)) labels.set(label, `b${labels.size}`);
  }
  return labels;
}

function* blankLabels(each: Quad): Generator<string> {
  for (const term of [each.subject, each.object, each.graph]) {
    if (term.termType === 'BlankNode') yield term.value;
    else if (term.termType === 'Quad') yield* blankLabels(term as Quad);
  }
}

function sortQuads(quads: readonly Quad[]): Quad[] {
  const keys = new Map<string, string>();
  const key = (term: Term): string => {
    if (term.termType === 'DefaultGraph') return '';
    if (term.termType === 'Quad' || term.termType === 'Literal') return termToNTriples(term);
    const id = term.termType === 'BlankNode' ? `_:${term.value}` : term.value;
    const text = keys.get(id) ?? termToNTriples(term);
    keys.set(id, text);
    return text;
  };
  return quads
    .map((each) => ({ each, keys: [key(each.graph), key(each.subject), key(each.predicate), key(each.object)] }))
    .sort((a, b) => compareKeys(a.keys, b.keys))
    .map(({ each }) => each);
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareCodePoints(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Unicode code points, not UTF-16 code units: the order of the UTF-8 bytes. */
function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
  }
  return a.length - b.length;
}
