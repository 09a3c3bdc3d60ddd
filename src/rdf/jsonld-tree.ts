import { blankNesting } from './blank-nesting.ts';
import { addProperty, appendTo } from './jsonld-nodes.ts';
import { type JsonLdValue, literalValue, nodeId, RDF_TYPE } from './jsonld-values.ts';
import type { Quad, Term } from './terms.ts';

/**
 * Expanded JSON-LD as a tree: the root at the top, every other node nested where a walk from the root first meets it (nearest first, along
 * triples, then against them under `@reverse`), and named by `@id` alone everywhere else. Each triple is written exactly once, which
 * framing does not promise (docs/decisions/json-ld.md). What the walk never meets follows as further objects.
 */
export function jsonLdTree(quads: readonly Quad[], rootIRI: string): JsonLdValue[] {
  const nesting = blankNesting(quads);
  const outgoing = groupBy(quads, ({ subject }) => nodeId(subject));
  const incoming = groupBy(
    quads.filter(({ predicate, object }) => object.termType !== 'Literal' && predicate.value !== RDF_TYPE),
    ({ object }) => nodeId(object),
  );
  const placed = new Set<string>();
  const written = new Set<Quad>();
  const queue: { id: string; node: JsonLdValue }[] = [];

  const place = (id: string): JsonLdValue => {
    placed.add(id);
    const isNamedByPlace = id.startsWith('_:') && nesting.isNested({ termType: 'BlankNode', value: id.slice(2) } as Term);
    const node: JsonLdValue = isNamedByPlace ? {} : { '@id': id };
    queue.push({ id, node });
    return node;
  };
  const toValue = (term: Term): JsonLdValue => {
    if (term.termType === 'Literal') return literalValue(term);
    const items = nesting.list(term);
    if (items !== undefined) return { '@list': items.map(toValue) };
    const id = nodeId(term);
    return outgoing.has(id) && !placed.has(id) ? place(id) : { '@id': id };
  };
  const addOutgoing = (id: string, node: JsonLdValue): void => {
    for (const each of outgoing.get(id) ?? []) {
      if (written.has(each)) continue;
      written.add(each);
      addProperty(node, each.predicate.value, each.object, toValue);
    }
  };
  const addIncoming = (id: string, node: JsonLdValue): void => {
    for (const each of incoming.get(id) ?? []) {
      const subject = nodeId(each.subject);
      if (placed.has(subject) || nesting.isNested(each.subject)) continue;
      written.add(each);
      node['@reverse'] ??= {};
      appendTo(node['@reverse'] as JsonLdValue, each.predicate.value, place(subject));
    }
  };
  const grow = (id: string): JsonLdValue => {
    const top = place(id);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      addOutgoing(next.id, next.node);
      addIncoming(next.id, next.node);
    }
    return top;
  };

  const isTop = (id: string, own: readonly Quad[]): boolean => !placed.has(id) && own[0] !== undefined && !nesting.isNested(own[0].subject);
  const root = grow(rootIRI);
  return [root, ...[...outgoing].flatMap(([id, own]) => (isTop(id, own) ? [grow(id)] : []))];
}

function groupBy(quads: readonly Quad[], key: (quad: Quad) => string): Map<string, Quad[]> {
  const groups = new Map<string, Quad[]>();
  for (const each of quads) {
    const own = groups.get(key(each));
    if (own === undefined) groups.set(key(each), [each]);
    else own.push(each);
  }
  return groups;
}
