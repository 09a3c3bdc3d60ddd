import type { ReadQuery } from './analyse-query.ts';
import { rangeOf, type SyntaxNode } from './syntax-walk.ts';

/**
 * The text of a query that only counts the triples of the default graph, `SELECT (COUNT(*) AS ?n) { ?s ?p ?o }`, with their number
 * written in: the store knows it, and the engine would look at each. It is what most clients ask of an endpoint first. `undefined`
 * for any other query, or when the number is not known.
 */
export function withKnownCount(query: ReadQuery, tripleCount: () => number | undefined): string | undefined {
  const { syntax, text } = query;
  if (syntax.subType !== 'select' || syntax.datasets.clauses.length > 0 || syntax.values !== undefined) return undefined;
  const { group, having, order } = syntax.solutionModifiers;
  if (group !== undefined || having !== undefined || order !== undefined) return undefined;
  const names = namesOfAnyTriple(syntax.where as unknown as SyntaxNode);
  const counts = names && (syntax.variables as unknown as readonly SyntaxNode[]).map((column) => countOfAll(column, names));
  if (counts === undefined || counts.includes(undefined)) return undefined;
  const count = tripleCount();
  if (count === undefined) return undefined;
  const pieces = [...counts.map((node) => ({ node, piece: String(count) })), { node: syntax.where, piece: '{}' }];
  return pieces.toReversed().reduce((written: string | undefined, { node, piece }) => {
    const range = rangeOf(node);
    return written && range && `${written.slice(0, range.start)}${piece}${written.slice(range.end)}`;
  }, text);
}

/** The variables of a pattern that each triple matches once: three different ones. */
function namesOfAnyTriple(where: SyntaxNode): readonly string[] | undefined {
  const [block, ...others] = where.patterns as readonly SyntaxNode[];
  const [triple, ...more] = block?.subType === 'bgp' ? (block.triples as readonly SyntaxNode[]) : [];
  if (triple?.type !== 'triple' || others.length > 0 || more.length > 0 || (triple.annotations as readonly unknown[]).length > 0)
    return undefined;
  const ends = [triple.subject, triple.predicate, triple.object] as readonly SyntaxNode[];
  const names = new Set(ends.flatMap(({ subType, value }) => (subType === 'variable' ? [String(value)] : [])));
  return names.size === 3 ? [...names] : undefined;
}

/** The `COUNT` of a column that counts all solutions. */
function countOfAll({ subType, expression }: SyntaxNode, names: readonly string[]): SyntaxNode | undefined {
  const aggregate = subType === 'bind' ? (expression as SyntaxNode) : undefined;
  if (aggregate?.subType !== 'aggregate' || aggregate.aggregation !== 'count' || aggregate.distinct === true) return undefined;
  const [counted] = aggregate.expression as readonly SyntaxNode[];
  return counted?.type === 'wildcard' || (counted?.subType === 'variable' && names.includes(String(counted.value))) ? aggregate : undefined;
}
