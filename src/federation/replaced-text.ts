import { isVariable } from './algebra.ts';
import type { Solutions } from './read-solutions.ts';
import type { TextRange } from './service-clauses.ts';

/** A piece of a query's text that its solutions stand for from now on. */
export interface TextPiece {
  readonly range: TextRange;
  readonly text: string;
}

export function replacePieces(text: string, pieces: readonly TextPiece[]): string {
  return pieces
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((whole, { range, text: piece }) => whole.slice(0, range.start) + piece + whole.slice(range.end), text);
}

/** `VALUES` with each variable once. */
export function valuesText({ variables, rows }: Solutions): string {
  const names = variables.filter(isVariable).join(' ');
  return `VALUES (${names}) { ${rows.map((row) => `(${row.map((term) => term ?? 'UNDEF').join(' ')})`).join(' ')} }`;
}
