import type { IriSyntax, ReadQuery } from '../sparql/analyse-query.ts';

/** Offsets in the query's text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** One outermost `SERVICE` clause. What is in it belongs to the source. */
export interface ServiceClause {
  readonly range: TextRange;
  /** Of the endpoint; `?name` when that is a variable. */
  readonly iri: string;
  readonly isSilent: boolean;
  /** Its group graph pattern, braces included. */
  readonly body: TextRange;
  /** Whether the pattern is triples and plain filters alone, so that bindings may stand inside it. */
  readonly isBasic: boolean;
  readonly variables: ReadonlySet<string>;
  /** Patterns that every solution which needs the clause's answer also matches, with the variables that they bind for sure. */
  readonly anchors: readonly Anchor[];
}

export interface Anchor {
  readonly range: TextRange;
  readonly variables: ReadonlySet<string>;
}

interface Node {
  readonly type: string;
  readonly subType: string;
  readonly loc?: { readonly sourceLocationType: string; readonly start?: number; readonly end?: number };
  readonly patterns?: readonly Node[];
  readonly [key: string]: unknown;
}

/** The outermost clauses in the order of the text. */
export function serviceClauses(query: ReadQuery): ServiceClause[] {
  const clauses: ServiceClause[] = [];
  visit(query.syntax as unknown as Node, []);
  return clauses.sort((a, b) => a.range.start - b.range.start);

  function visit(node: Node, anchors: readonly Anchor[]): void {
    if (node.type === 'pattern' && node.subType === 'service') clauses.push(clause(query, node, anchors));
    else if (node.type === 'pattern' && node.patterns !== undefined) visitPatterns(node, anchors);
    // Anything else (a query, an expression with EXISTS) starts afresh: what it shares with its surroundings is not sure.
    else for (const child of childrenOf(node)) visit(child, []);
  }

  function visitPatterns(node: Node, anchors: readonly Anchor[]): void {
    const patterns = node.patterns ?? [];
    const isGroup = node.subType === 'group' || node.subType === 'optional';
    for (const [index, pattern] of patterns.entries()) {
      if (!isGroup) {
        visit(pattern, []);
        continue;
      }
      // Dropping a solution early is safe where it would be dropped later: a group joins what it holds. An OPTIONAL is joined
      // to what stands before it alone; a wider restriction would turn solutions with its part into ones without it.
      const isService = pattern.subType === 'service';
      const own = patterns.filter((other, at) => other !== pattern && (at < index || isService)).flatMap(anchorOf);
      visit(pattern, pattern.subType === 'optional' ? own : [...anchors, ...own]);
    }
  }
}

/** A basic graph pattern binds all its variables, and so does inline data without UNDEF. */
function anchorOf(node: Node): Anchor[] {
  const isWholeData = node.subType === 'values' && isWhole(node);
  return node.subType === 'bgp' || isWholeData ? [{ range: rangeOf(node), variables: variablesOf(node) }] : [];
}

function isWhole({ variables, values }: Node): boolean {
  const width = (variables as unknown[]).length;
  return (values as object[]).every((row) => Object.values(row).filter((term) => term !== undefined).length === width);
}

function clause({ text, resolve }: ReadQuery, node: Node, anchors: readonly Anchor[]): ServiceClause {
  const range = rangeOf(node);
  const name = node.name as Node;
  const head = rangeOf(name).end;
  const brace = /^(?:\s|#[^\n\r]*[\n\r])*/.exec(text.slice(head, range.end))?.[0].length ?? 0;
  const patterns = node.patterns ?? [];
  return {
    range,
    iri: name.subType === 'variable' ? `?${String(name.value)}` : resolve(name as IriSyntax),
    isSilent: node.silent === true,
    body: { start: head + brace, end: range.end },
    isBasic: patterns.every(({ subType }) => subType === 'bgp' || subType === 'filter') && !/\bEXISTS\b/i.test(text.slice(head, range.end)),
    variables: variablesOf(node),
    anchors,
  };
}

function variablesOf(node: Node): Set<string> {
  const names = new Set<string>();
  const stack: Node[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.type === 'term' && next.subType === 'variable') names.add(String(next.value));
    stack.push(...childrenOf(next));
  }
  return names;
}

function childrenOf(node: object): Node[] {
  return Object.entries(node)
    .filter(([key]) => key !== 'loc')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is Node => typeof value === 'object' && value !== null);
}

function rangeOf({ loc }: Node): TextRange {
  if (loc?.start === undefined || loc.end === undefined) throw new TypeError('A pattern of the query has no place in its text.');
  return { start: loc.start, end: loc.end };
}
