import { type ReadQuery, readQuery } from './analyse-query.ts';

/** A node of the parser's tree. */
interface Node {
  readonly type?: string;
  readonly subType?: string;
  readonly [key: string]: unknown;
}

/**
 * The query with the columns of `SELECT *` in the order of the text, which is the one that people expect: the engine has them in that
 * of the alphabet. Any other query comes back as it is.
 */
export function withColumnsInOrder(query: ReadQuery, baseIRI: string): ReadQuery {
  const { syntax, text } = query;
  if (syntax.subType !== 'select' || syntax.variables[0]?.type !== 'wildcard') return query;
  const { loc } = syntax.variables[0] as { loc?: { start?: number; end?: number } };
  const columns = visibleVariables([syntax.where, syntax.values]).map((name) => `?${name}`);
  if (columns.length === 0 || loc?.start === undefined || loc.end === undefined || text.slice(loc.start, loc.end) !== '*') return query;
  return readQuery(`${text.slice(0, loc.start)} ${columns.join(' ')} ${text.slice(loc.end)}`, baseIRI);
}

/**
 * The variables that `SELECT *` stands for, in the order in which the text names them first. SPARQL 1.1 §18.2.1: those of triples
 * and paths, GRAPH and SERVICE, BIND and VALUES, and what a subquery selects; not those of FILTER, EXISTS and the right side of MINUS.
 */
export function visibleVariables(pattern: unknown): readonly string[] {
  const names = new Set<string>();
  collect(pattern, names);
  return [...names];
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, names);
    return;
  }
  const node = value as Node;
  if (node.type === 'term' && node.subType === 'variable') names.add(String(node.value));
  else if (node.type === 'query') collectSelected(node, names);
  else if (node.type === 'pattern' && (node.subType === 'filter' || node.subType === 'minus')) return;
  else if (node.type === 'pattern' && (node.subType === 'bind' || node.subType === 'values')) {
    collect(node.variable ?? node.variables, names);
  } else {
    for (const [key, child] of Object.entries(node)) if (key !== 'loc') collect(child, names);
  }
}

function collectSelected({ variables, where, values }: Node, names: Set<string>): void {
  for (const each of variables as readonly Node[]) {
    if (each.type === 'wildcard') {
      collect(where, names);
      collect(values, names);
    } else collect(each.subType === 'bind' ? each.variable : each, names);
  }
}
