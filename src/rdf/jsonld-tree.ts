import { blankNesting } from './blank-nesting.ts';
import { addProperty, appendTo } from './jsonld-nodes.ts';
import { type JsonLdValue, literalValue, nodeId, RDF_TYPE } from './jsonld-values.ts';
import { namedNode, type Quad, type Term } from './terms.ts';

/** Nodes deeper than this become further objects: a list of thousands of named cells would exhaust the stack of who writes or reads it. */
const MAX_DEPTH = 24;

/** A node object that waits for its properties. */
interface Placed {
  readonly id: string;
  readonly node: JsonLdValue;
  /** Steps from the top of its tree. */
  readonly depth: number;
}

/**
 * Expanded JSON-LD as a tree: the root at the top, every other node nested where a walk from the root first meets it (nearest first, along
 * triples, then against them under `@reverse`), and named by `@id` alone everywhere else. Each triple is written exactly once, which
 * framing does not promise (docs/decisions/json-ld.md). What the walk does not meet within 24 steps follows as further objects.
 */
export function jsonLdTree(quads: readonly Quad[], rootIRI: string): JsonLdValue[] {
  const nesting = blankNesting(quads);
  const outgoing = Map.groupBy(quads, ({ subject }) => nodeId(subject));
  const incoming = Map.groupBy(
    quads.filter(({ predicate, object }) => object.termType !== 'Literal' && predicate.value !== RDF_TYPE),
    ({ object }) => nodeId(object),
  );
  const placed = new Set<string>();
  const written = new Set<Quad>();
  const queue: Placed[] = [];

  const place = (term: Term, depth: number): JsonLdValue => {
    const id = nodeId(term);
    placed.add(id);
    const node: JsonLdValue = nesting.isNested(term) ? {} : { '@id': id };
    queue.push({ id, node, depth });
    return node;
  };
  const toValue = (term: Term, depth: number): JsonLdValue => {
    if (term.termType === 'Literal') return literalValue(term);
    const items = nesting.list(term);
    if (items !== undefined) return { '@list': items.map((item) => toValue(item, depth)) };
    const id = nodeId(term);
    // A nested blank node can be named by its place alone; blankNesting keeps those from going deep.
    const isPlaced = outgoing.has(id) && !placed.has(id) && (depth <= MAX_DEPTH || nesting.isNested(term));
    return isPlaced ? place(term, depth) : { '@id': id };
  };
  const addOutgoing = ({ id, node, depth }: Placed): void => {
    for (const each of outgoing.get(id) ?? []) {
      if (written.has(each)) continue;
      written.add(each);
      addProperty(node, each.predicate.value, each.object, (term) => toValue(term, depth + 1));
    }
  };
  const addIncoming = ({ id, node, depth }: Placed): void => {
    if (depth >= MAX_DEPTH) return;
    for (const each of incoming.get(id) ?? []) {
      const subject = nodeId(each.subject);
      if (placed.has(subject) || nesting.isNested(each.subject)) continue;
      written.add(each);
      node['@reverse'] ??= {};
      appendTo(node['@reverse'] as JsonLdValue, each.predicate.value, place(each.subject, depth + 1));
    }
  };
  const grow = (term: Term): JsonLdValue => {
    const top = place(term, 0);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      addOutgoing(next);
      addIncoming(next);
    }
    return top;
  };

  const root = grow(namedNode(rootIRI));
  const others = [...outgoing.values()].flatMap(([first]) => (first === undefined || nesting.isNested(first.subject) ? [] : first.subject));
  return [root, ...others.flatMap((subject) => (placed.has(nodeId(subject)) ? [] : [grow(subject)]))];
}
