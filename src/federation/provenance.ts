import type { ReadQuery } from '../sparql/analyse-query.ts';
import type { ReplicaQuery } from '../sparql/replica.ts';
import type { SyntaxNode } from '../sparql/syntax-walk.ts';
import { visibleVariables } from '../sparql/visible-variables.ts';
import { isVariable, type Operation, type Pattern, variablesOf } from './algebra.ts';
import type { Solutions } from './read-solutions.ts';
import { type GivenSolutions, replacePieces, type TextPiece } from './replaced-text.ts';
import type { Scratch } from './scratch.ts';
import type { TextRange } from './service-clauses.ts';

/** The column that says where a row came from: IRIs of sources, with spaces between them. */
export const SOURCES_COLUMN = '?_sources';

export interface ProvenanceOptions {
  readonly query: ReadQuery;
  readonly where: Operation;
  readonly scratch: Scratch;
  /** Of the query's text, for what members gave as it is. */
  readonly pieces: readonly TextPiece[];
  /** Of the request; without graphs the query's own holds. */
  readonly dataset: Pick<ReplicaQuery, 'defaultGraphs' | 'namedGraphs'>;
}

/**
 * The rows of a SELECT with the members that each came from: those that hold a triple which one of its solutions matches, or that
 * gave a part of it as it is. A row that stands for several solutions, as those of DISTINCT and of groups do, came from the members of all.
 */
export async function withSources(answer: Solutions, options: ProvenanceOptions): Promise<Solutions> {
  const { query, where, scratch, pieces, dataset } = options;
  const visible = new Set(visibleVariables([query.syntax.where]).map((name) => `?${name}`));
  const keys = keyVariables(query).filter((name) => visible.has(name) && answer.variables.includes(name));
  const solutions = await scratch.solutions(allSolutionsText(query, pieces), dataset);
  const triples = [...patternsThatBind(where)].map((pattern) => fromTriples(pattern, scratch));
  const contributions = [...triples, ...pieces.flatMap(({ given }) => given.map(fromGiven))];
  const byKey = new Map<string, Set<string>>();
  const keyOf = keyReader(solutions.variables, keys);
  for (const row of solutions.rows) {
    const sources = byKey.get(keyOf(row)) ?? new Set<string>();
    byKey.set(keyOf(row), sources);
    const termOf = (name: string) => row[solutions.variables.indexOf(name)];
    for (const contribution of contributions) for (const member of contribution(termOf)) sources.add(member);
  }
  const keyOfAnswer = keyReader(answer.variables, keys);
  const rows = answer.rows.map((row) => [...row, `"${[...(byKey.get(keyOfAnswer(row)) ?? [])].sort().join(' ')}"`]);
  return { variables: [...answer.variables, SOURCES_COLUMN], rows };
}

/** Variables of the answer that mean the same in its solutions: what is selected, or what it is grouped by. */
function keyVariables({ syntax }: ReadQuery): string[] {
  const { variables, solutionModifiers, where } = syntax as unknown as Record<string, unknown>;
  const { group } = solutionModifiers as { group?: { groupings: readonly SyntaxNode[] } };
  const nodes = (group?.groupings ?? variables) as readonly SyntaxNode[];
  if (nodes.some(({ type }) => type === 'wildcard')) return visibleVariables([where]).map((name) => `?${name}`);
  return nodes.filter(({ type, subType }) => type === 'term' && subType === 'variable').map(({ value }) => `?${String(value)}`);
}

/** `SELECT *` over the WHERE clause as it was evaluated. */
function allSolutionsText({ syntax, prologue, text }: ReadQuery, pieces: readonly TextPiece[]): string {
  const where = rangeOf(syntax.where);
  const inside = pieces
    .filter(({ range }) => range.start >= where.start && range.end <= where.end)
    .map((piece) => ({ text: piece.text, range: { start: piece.range.start - where.start, end: piece.range.end - where.start } }));
  const { clauses } = syntax.datasets;
  const from = clauses.length === 0 ? '' : slice(text, rangeOf(syntax.datasets));
  return `${prologue}\nSELECT * ${from} WHERE ${replacePieces(text.slice(where.start, where.end), inside)}`;
}

function slice(text: string, { start, end }: TextRange): string {
  return text.slice(start, end);
}

function rangeOf(node: { readonly loc?: unknown } | undefined): TextRange {
  const { start = 0, end = 0 } = (node?.loc ?? {}) as Partial<TextRange>;
  return { start, end };
}

type Contribution = (termOf: (name: string) => string | undefined) => Iterable<string>;

/** Not those of EXISTS and MINUS, which give nothing to a row. */
function* patternsThatBind(operation: Operation): Generator<Pattern> {
  switch (operation.kind) {
    case 'pattern':
      yield operation.pattern;
      return;
    case 'join':
    case 'union':
      for (const part of operation.parts) yield* patternsThatBind(part);
      return;
    case 'optional':
      yield* patternsThatBind(operation.left);
      yield* patternsThatBind(operation.right);
      return;
    case 'minus':
      yield* patternsThatBind(operation.left);
      return;
    case 'filter':
    case 'subquery':
      yield* patternsThatBind(operation.input);
      return;
    case 'path': {
      const { subject, object, graph, predicates } = operation.path;
      // Where a path led through is not in a row: the edges at its ends stand for it.
      for (const predicate of predicates ?? ['?'])
        yield* [
          { subject, predicate, object: '?', graph },
          { subject: '?', predicate, object, graph },
        ];
    }
  }
}

/** A variable that the row does not show, such as the middle of a path, matches anything. */
function fromTriples(pattern: Pattern, scratch: Scratch): Contribution {
  const names = variablesOf(pattern);
  return (termOf) => {
    const bound = names.filter((name) => termOf(name) !== undefined);
    if (bound.length === 0 && names.length > 0) return [];
    const filled = (end: string) => (isVariable(end) ? termOf(end) : end);
    return scratch.membersWith({ subject: filled(pattern.subject), predicate: filled(pattern.predicate), object: filled(pattern.object) });
  };
}

function fromGiven({ member, variables, rows }: GivenSolutions): Contribution {
  const columns = variables.map((_, column) => column).filter((column) => rows.every((row) => row[column] !== undefined));
  const names = columns.map((column) => variables[column] as string);
  const keyOf = keyReader(variables, names);
  const known = new Set(rows.map(keyOf));
  return (termOf) => (names.length > 0 && known.has(names.map(termOf).join('\n')) ? [member] : []);
}

function keyReader(variables: readonly string[], names: readonly string[]): (row: readonly (string | undefined)[]) => string {
  const columns = names.map((name) => variables.indexOf(name));
  return (row) => columns.map((column) => row[column]).join('\n');
}
