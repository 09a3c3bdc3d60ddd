import type { IriSyntax, ReadQuery } from './analyse-query.ts';
import { type SyntaxNode, type Visited, walkSyntax } from './syntax-walk.ts';

/** What the choice depends on besides the query itself. */
export interface EngineFacts {
  /** Whether the query names its dataset, or the request does. */
  readonly namesDataset: boolean;
  /** Whether the default graph has a triple with this subject or object. */
  hasNode(iri: string): boolean;
  /** Predicates of literals that the local engine does not keep as they are. */
  readonly changedPredicates: ReadonlySet<string>;
}

interface Feature {
  /** The test of the W3C's suites that shows the difference, or how else it was found. */
  readonly shownBy: string;
  applies(visited: Visited, query: ReadQuery, facts: EngineFacts): boolean;
}

/**
 * What the local engine (Oxigraph 0.5.11) answers differently from the standard, however it is asked (`standard-text.ts`). A query with any of it goes to the second
 * engine, and so does one that it refuses though it is well-formed.
 */
const FEATURES: readonly Feature[] = [
  // §17.4.2.9: the same label gives the same node within one solution, another one in the next; there it is one for all.
  { shownBy: 'functions#bnode01', applies: ({ node }) => node.operator === 'bnode' && (node.args as unknown[]).length > 0 },
  // §18.4, ZeroLengthPath: a term at the end of the path is reached from itself, also when the graph does not hold it.
  {
    shownBy: 'property-path#zero_or_more_set_start, #zero_or_more_set_end, #zero_or_one_set_start, #zero_or_one_set_end',
    applies: ({ node, graph }, query, facts) =>
      node.type === 'triple' &&
      canBeEmpty(node.predicate as SyntaxNode) &&
      [node.subject, node.object].some((end) => isAbsent(end as SyntaxNode, graph, query, facts)),
  },
  // RDF 1.1 Concepts §3.3: literals with different lexical forms or datatypes are different terms; there `001` is `1`.
  {
    shownBy: 'sparql12/grouping#group01',
    applies: ({ node }, query, { changedPredicates }) =>
      changedPredicates.size > 0 && node.type === 'triple' && names(node.predicate as SyntaxNode, query, changedPredicates),
  },
  // §18.6 substitutes the row's values for variables before EXISTS evaluates, so MINUS no longer shares them; there it does.
  {
    shownBy: 'npm run fuzz -- --seed 11',
    applies: ({ node }) =>
      (node.operator === 'exists' || node.operator === 'notexists') &&
      walkSyntax(node.args as object).some(({ node: inner }) => inner.type === 'pattern' && inner.subType === 'minus'),
  },
];

/** The test that shows why this query is for the second engine; `undefined` when the local one can answer it exactly. */
export function whySecondEngine(query: ReadQuery, facts: EngineFacts): string | undefined {
  // What a DESCRIBE answers with is not for the standard to say, and is written by the local engine alone.
  if (query.form === 'DESCRIBE') return undefined;
  for (const visited of walkSyntax(query.syntax)) {
    for (const { applies, shownBy } of FEATURES) if (applies(visited, query, facts)) return shownBy;
  }
  return undefined;
}

/** Whether it has a pattern that any predicate matches: then only its answer tells whether it met a changed literal (csv-tsv-res#tsv03). */
export function hasOpenPredicate({ syntax }: ReadQuery): boolean {
  return walkSyntax(syntax).some(
    ({ node }) => (node.type === 'triple' && isVariable(node.predicate as SyntaxNode)) || (node.type === 'path' && node.subType === '!'),
  );
}

function isVariable(term: SyntaxNode | undefined): term is SyntaxNode {
  return term?.type === 'term' && term.subType === 'variable';
}

function canBeEmpty({ type, subType, items }: SyntaxNode): boolean {
  if (type !== 'path') return false;
  const parts = items as SyntaxNode[];
  if (subType === '*' || subType === '?') return true;
  if (subType === '!') return false;
  return subType === '|' ? parts.some(canBeEmpty) : parts.every(canBeEmpty);
}

/** Of a term that is no IRI, or of another graph than the default graph of the service, nothing is known. */
function isAbsent(end: SyntaxNode, graph: SyntaxNode | undefined, query: ReadQuery, facts: EngineFacts): boolean {
  if (end.type !== 'term' || end.subType === 'variable' || end.subType === 'blankNode') return false;
  if (end.subType !== 'namedNode' || graph !== undefined || facts.namesDataset) return true;
  return !facts.hasNode(query.resolve(end as IriSyntax));
}

function names(predicate: SyntaxNode, query: ReadQuery, iris: ReadonlySet<string>): boolean {
  for (const { node } of walkSyntax(predicate)) {
    if (node.type === 'term' && node.subType === 'namedNode' && iris.has(query.resolve(node as IriSyntax))) return true;
  }
  return false;
}
