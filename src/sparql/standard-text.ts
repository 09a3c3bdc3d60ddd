import type { ReadQuery } from './analyse-query.ts';
import { rangeOf, type SyntaxNode, type Visited, walkSyntax } from './syntax-walk.ts';

/** More named graphs than this are not written out one by one. */
const MAX_GRAPHS = 500;
const MAX_CHARACTERS = 1_000_000;

/** A piece of the text, and what stands there instead. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The query in words that the local engine takes as the standard means them; `undefined` when it is in them already.
 * @param namedGraphs the named graphs of its dataset; called only when they are needed
 */
export function standardText(query: ReadQuery, namedGraphs: () => readonly string[]): string | undefined {
  const visited = [...walkSyntax(query.syntax)];
  const concatenations = visited.flatMap(({ node }) => plainConcatenation(node, query.text));
  // One step at a time, the outer GRAPH last: what is written anew is read anew.
  const graph = visited.findLast(isJoinedTooEarly);
  const edit = graph === undefined ? undefined : inEachGraph(graph.node, query, namedGraphs());
  const edits = edit === undefined ? concatenations : [edit];
  if (edits.length === 0) return undefined;
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: piece }) => text.slice(0, start) + piece + text.slice(end), query.text);
}

/** SPARQL 1.1 §18.5.1.7: GROUP_CONCAT gives a simple literal. The engine keeps a language tag that all have (aggregates#agg-groupconcat-04, -06). */
function plainConcatenation(node: SyntaxNode, text: string): Edit[] {
  const range = rangeOf(node);
  if (node.subType !== 'aggregate' || node.aggregation !== 'group_concat' || range === undefined) return [];
  // What has been written by this function before.
  if (/STR\(\s*$/i.test(text.slice(0, range.start))) return [];
  return [{ ...range, text: `STR(${text.slice(range.start, range.end)})` }];
}

/**
 * SPARQL 1.1 §18.6, Graph: the pattern is evaluated in each graph by itself, and then joined with the name of the graph. The
 * engine binds the name first and evaluates once, which differs for MINUS (negation#graph-minus), for inline data about the name
 * (bindings#graph) and for aggregates without groups (aggregates#agg-empty-group-count-graph).
 */
function isJoinedTooEarly({ node }: Visited): boolean {
  if (node.type !== 'pattern' || node.subType !== 'graph' || !isVariable(node.name)) return false;
  const { value } = node.name;
  return walkSyntax(node.patterns as object).some(
    ({ node: inner }) =>
      (inner.type === 'pattern' && inner.subType === 'minus') ||
      (inner.type === 'pattern' && inner.subType === 'values' && (inner.variables as SyntaxNode[]).some((name) => name.value === value)) ||
      (inner.type === 'query' && isUngroupedAggregate(inner)),
  );
}

/** `GRAPH ?g { P }` as the union that the standard defines it by. */
function inEachGraph(node: SyntaxNode, { text }: ReadQuery, graphs: readonly string[]): Edit | undefined {
  const range = rangeOf(node);
  const name = rangeOf(node.name as SyntaxNode);
  if (range === undefined || name === undefined) return undefined;
  const variable = text.slice(name.start, name.end);
  const pattern = text.slice(name.end, range.end);
  // §4.1.4: a blank node label stands in one basic graph pattern only.
  if (/_:/.test(pattern) || graphs.length > MAX_GRAPHS || graphs.length * pattern.length > MAX_CHARACTERS) return undefined;
  const parts = graphs.map((iri) => `{ GRAPH <${iri}> ${pattern} VALUES ${variable} { <${iri}> } }`);
  return { ...range, text: parts.length === 0 ? `{ VALUES ${variable} {} }` : `{ ${parts.join(' UNION ')} }` };
}

function isVariable(term: unknown): term is SyntaxNode {
  return (term as SyntaxNode).subType === 'variable';
}

function isUngroupedAggregate({ solutionModifiers, variables }: SyntaxNode): boolean {
  if ((solutionModifiers as { group?: unknown }).group !== undefined) return false;
  return walkSyntax(variables as object).some(({ node }) => node.type === 'expression' && node.subType === 'aggregate');
}
