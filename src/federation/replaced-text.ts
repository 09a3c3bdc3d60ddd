import { isVariable } from './algebra.ts';
import type { Solutions } from './read-solutions.ts';
import type { TextRange } from './service-clauses.ts';

/** A piece of a query's text that its solutions stand for from now on. */
export interface TextPiece {
  readonly range: TextRange;
  readonly text: string;
  /** What stands there, by the member that gave it. */
  readonly given: readonly GivenSolutions[];
}

/** Solutions that one member gave as they are, of a SERVICE clause or a whole subquery. */
export interface GivenSolutions extends Solutions {
  readonly member: string;
}

export function replacePieces(text: string, pieces: readonly Pick<TextPiece, 'range' | 'text'>[]): string {
  return pieces
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((whole, { range, text: piece }) => whole.slice(0, range.start) + piece + whole.slice(range.end), text);
}

/** `VALUES` with each variable once. */
export function valuesText({ variables, rows }: Solutions): string {
  const names = variables.filter(isVariable).join(' ');
  return `VALUES (${names}) { ${rows.map((row) => `(${row.map((term) => term ?? 'UNDEF').join(' ')})`).join(' ')} }`;
}
