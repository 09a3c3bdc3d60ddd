import type { TextRange } from './service-clauses.ts';

/** A term of a pattern: `?name`, or an IRI or literal in canonical N-Triples form. */
export type End = string;

export interface Pattern {
  readonly subject: End;
  readonly predicate: End;
  readonly object: End;
  /** The `GRAPH` it stands in; none: the default graph. */
  readonly graph: End | undefined;
}

/** A property path that is no fixed sequence of triples: `*`, `+`, `?` or a negated set is in it. */
export interface PathPattern {
  readonly subject: End;
  readonly object: End;
  readonly graph: End | undefined;
  /** The path in SPARQL, with whole IRIs. */
  readonly text: string;
  /** The predicates whose triples it follows, `<iri>` each; `undefined`: any predicate. */
  readonly predicates: readonly string[] | undefined;
  /** Whether it leads from each node to itself (SPARQL 1.1 §18.4, ZeroLengthPath). */
  readonly canBeEmpty: boolean;
}

/** A condition as the query writes it. */
export interface Condition {
  /** `FILTER …`, with the prefixes of the query. */
  readonly text: string;
  readonly variables: ReadonlySet<string>;
  /** Whether any source decides it as we do: no EXISTS, chance, clock or function of somebody's own. */
  readonly isPortable: boolean;
}

/**
 * What of a query says which triples it needs: SPARQL 1.1 §18.2.2, with what only shapes the answer (expressions, order,
 * aggregates) left to the engine that evaluates the whole query in the end.
 */
export type Operation =
  | { readonly kind: 'join'; readonly parts: readonly Operation[] }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'path'; readonly path: PathPattern }
  | { readonly kind: 'union'; readonly parts: readonly Operation[] }
  | { readonly kind: 'optional' | 'minus'; readonly left: Operation; readonly right: Operation }
  | { readonly kind: 'filter'; readonly input: Operation; readonly conditions: readonly Condition[]; readonly exists: readonly Operation[] }
  | { readonly kind: 'values'; readonly variables: readonly string[]; readonly rows: readonly (readonly (string | undefined)[])[] }
  | { readonly kind: 'service'; readonly range: TextRange }
  | Subquery;

export interface Subquery {
  readonly kind: 'subquery';
  readonly range: TextRange;
  readonly input: Operation;
  /** Patterns of EXISTS in its expressions, order or groups. */
  readonly exists: readonly Operation[];
  /** Variables that mean the same outside. */
  readonly projected: ReadonlySet<string>;
  /** Whether every solution of `input` shows: no LIMIT, OFFSET, or groups other than by the projected variables. */
  readonly isTransparent: boolean;
  /** Whether a part of it is less than its parts: then it is worth being asked whole. */
  readonly isReducing: boolean;
}

export function isVariable(end: End): boolean {
  return end.startsWith('?');
}

export function variablesOf({ subject, predicate, object, graph }: Pattern): string[] {
  return [...new Set([subject, predicate, object, graph ?? ''].filter(isVariable))];
}

/** The patterns and paths below, whatever stands between. */
export function* leavesOf(operation: Operation): Generator<Extract<Operation, { kind: 'pattern' | 'path' | 'service' }>> {
  if (operation.kind === 'pattern' || operation.kind === 'path' || operation.kind === 'service') yield operation;
  else for (const child of childrenOf(operation)) yield* leavesOf(child);
}

export function childrenOf(operation: Operation): readonly Operation[] {
  switch (operation.kind) {
    case 'join':
    case 'union':
      return operation.parts;
    case 'optional':
    case 'minus':
      return [operation.left, operation.right];
    case 'filter':
    case 'subquery':
      return [operation.input, ...operation.exists];
    default:
      return [];
  }
}
