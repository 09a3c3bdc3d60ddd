import type { Term } from '../../src/rdf/terms.ts';
import { termKey } from './term-key.ts';

/** Variable → term; unbound variables are absent. */
export type Solution = ReadonlyMap<string, Term>;

export type Result =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'solutions'; readonly variables: readonly string[]; readonly rows: readonly Solution[]; readonly isOrdered?: boolean };

/** What is wrong with an answer; `undefined` when it is the expected one, blank nodes renamed, in any order unless one is asked. */
export function resultDifference(expected: Result, actual: Result): string | undefined {
  if (expected.kind === 'boolean' || actual.kind === 'boolean') {
    const same = expected.kind === 'boolean' && actual.kind === 'boolean' && expected.value === actual.value;
    return same ? undefined : `expected ${shown(expected)}, answered ${shown(actual)}`;
  }
  if (expected.rows.length !== actual.rows.length) return `expected ${expected.rows.length} solutions, answered ${actual.rows.length}`;
  if (expected.isOrdered && expected.rows.some((row, at) => shapeOf(row) !== shapeOf(actual.rows[at] as Solution))) return 'wrong order';
  if (isMatch([...expected.rows], [...actual.rows])) return undefined;
  const shapes = new Set(expected.rows.map(shapeOf));
  const odd = actual.rows.map(shapeOf).find((shape) => !shapes.has(shape));
  return odd === undefined ? 'other solutions' : `unexpected solution ${odd}`;
}

function shown(result: Result): string {
  return result.kind === 'boolean' ? String(result.value) : `${result.rows.length} solutions`;
}

/** A row with every blank node written alike: rows that match have the same. */
function shapeOf(row: Solution): string {
  return [...row]
    .map(([name, term]) => `?${name}=${termKey(term, () => '_:')}`)
    .sort()
    .join(' ');
}

/** Whether one renaming of blank nodes makes the rows the same multiset; by trying, since the tests are small. */
function isMatch(expected: Solution[], actual: Solution[]): boolean {
  const shapes = actual.map(shapeOf);
  const byShape = (a: Solution, b: Solution) => shapeOf(a).localeCompare(shapeOf(b));
  expected.sort(byShape);
  const used = new Set<number>();
  const step = (at: number, names: ReadonlyMap<string, string>): boolean => {
    const row = expected[at];
    if (row === undefined) return true;
    const shape = shapeOf(row);
    const tried = new Set<string>();
    for (const [index, candidate] of actual.entries()) {
      if (used.has(index) || shapes[index] !== shape) continue;
      const exact = exactKey(candidate);
      if (tried.has(exact)) continue;
      tried.add(exact);
      const more = withPairs(row, candidate, names);
      if (more === undefined) continue;
      used.add(index);
      if (step(at + 1, more)) return true;
      used.delete(index);
    }
    return false;
  };
  return step(0, new Map());
}

function exactKey(row: Solution): string {
  return [...row]
    .map(([name, term]) => `${name} ${termKey(term, (label) => `_:${label}`)}`)
    .sort()
    .join(' ');
}

/** The renaming with what this pair of rows adds to it, when it stays one to one. */
function withPairs(expected: Solution, actual: Solution, names: ReadonlyMap<string, string>): ReadonlyMap<string, string> | undefined {
  const next = new Map(names);
  for (const [name, term] of expected) {
    const ours = blankNodesOf(term);
    const theirs = blankNodesOf(actual.get(name) as Term);
    for (const [at, label] of ours.entries()) {
      const other = theirs[at] as string;
      const known = next.get(label);
      if (known === undefined ? [...next.values()].includes(other) : known !== other) return undefined;
      next.set(label, other);
    }
  }
  return next;
}

function blankNodesOf(term: Term): string[] {
  if (term.termType === 'BlankNode') return [term.value];
  return term.termType === 'Quad' ? [term.subject, term.predicate, term.object].flatMap(blankNodesOf) : [];
}
