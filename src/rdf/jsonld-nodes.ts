import { type BlankNesting, blankNesting } from './blank-nesting.ts';
import { type JsonLdValue, literalValue, nodeId, RDF_TYPE } from './jsonld-values.ts';
import type { Quad, Term } from './terms.ts';

/** Expanded JSON-LD: one node object for each subject of each graph, nested blank nodes and lists in the place where they are used. */
export function jsonLdNodes(quads: readonly Quad[]): JsonLdValue[] {
  const nesting = blankNesting(quads);
  const graphs = Map.groupBy(quads, ({ graph }) => (graph.termType === 'DefaultGraph' ? '' : nodeId(graph)));
  return [...graphs].flatMap(([name, own]) => {
    const nodes = nodesOfGraph(own, nesting);
    return name === '' ? nodes : [{ '@id': name, '@graph': nodes }];
  });
}

function nodesOfGraph(quads: readonly Quad[], nesting: BlankNesting): JsonLdValue[] {
  const bySubject = Map.groupBy(quads, ({ subject }) => nodeId(subject));
  const toValue = (term: Term): JsonLdValue => {
    if (term.termType === 'Literal') return literalValue(term);
    const items = nesting.list(term);
    if (items !== undefined) return { '@list': items.map(toValue) };
    return nesting.isNested(term) ? toNode({}, bySubject.get(nodeId(term)) ?? []) : { '@id': nodeId(term) };
  };
  const toNode = (node: JsonLdValue, own: readonly Quad[]): JsonLdValue => {
    for (const { predicate, object } of own) addProperty(node, predicate.value, object, toValue);
    return node;
  };
  return [...bySubject]
    .filter(([, [first]]) => first !== undefined && !nesting.isNested(first.subject))
    .map(([id, own]) => toNode({ '@id': id }, own));
}

/** Adds one triple to a node object; types that are nodes go under `@type`. */
export function addProperty(node: JsonLdValue, predicate: string, object: Term, toValue: (term: Term) => JsonLdValue): void {
  const isType = predicate === RDF_TYPE && object.termType !== 'Literal';
  const key = isType ? '@type' : predicate;
  appendTo(node, key, isType ? nodeId(object) : toValue(object));
}

/** Appends to the array under a key, which it makes when there is none. */
export function appendTo(node: JsonLdValue, key: string, value: unknown): void {
  const values = node[key] as unknown[] | undefined;
  if (values === undefined) node[key] = [value];
  else values.push(value);
}
