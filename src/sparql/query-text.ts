import { FacilisError } from '../errors.ts';

/** Brackets in brackets. The engine's stack ends between 200 and 500; people's queries end before 20. */
export const MAX_NESTING = 100;

/** What an IRIREF cannot hold: its `<` is then an operator (SPARQL 1.1 §19.8, [139]). */
const ENDS_NO_IRI = new Set([...'<"{}|^`\\ \t\n\r']);

/**
 * Measures the brackets of a query without parsing it: recursive parsers end their process or their engine on deep nesting,
 * so this comes first. Comments, strings and IRIs are skipped. Linear in the length of the text, whatever it holds.
 * @throws FacilisError `malformed-query` when it is nested deeper than `MAX_NESTING`
 */
export function checkNesting(query: string): void {
  let depth = 0;
  for (let offset = 0; offset < query.length; offset = afterToken(query, offset)) {
    switch (query[offset]) {
      case '{':
      case '(':
      case '[':
        depth += 1;
        if (depth > MAX_NESTING) throw tooDeep(query, offset);
        break;
      case '}':
      case ')':
      case ']':
        depth -= 1;
        break;
    }
  }
}

/** The offset behind the comment, string, IRI or single character that begins at `offset`. */
export function afterToken(query: string, offset: number): number {
  switch (query[offset]) {
    case '#':
      return afterComment(query, offset);
    case '"':
    case "'":
      return afterString(query, offset);
    case '<':
      return afterIri(query, offset);
    case '\\':
      // SPARQL 1.1 §19.8 [173]: in a local name the escaped character is no quote and no comment.
      return offset + 2;
    default:
      return offset + 1;
  }
}

function afterComment(query: string, offset: number): number {
  let end = offset + 1;
  while (end < query.length && query[end] !== '\n' && query[end] !== '\r') end += 1;
  return end;
}

/** A string without its end takes the rest of the line, or of the text when it is a long one; the parser will refuse it. */
function afterString(query: string, offset: number): number {
  const mark = query[offset] ?? '';
  const isLong = query.startsWith(mark.repeat(3), offset);
  const closing = isLong ? mark.repeat(3) : mark;
  for (let end = offset + closing.length; end < query.length; end += 1) {
    const character = query[end];
    if (character === '\\') end += 1;
    else if (character === mark && query.startsWith(closing, end)) return end + closing.length;
    else if (!isLong && (character === '\n' || character === '\r')) return end;
  }
  return query.length;
}

function afterIri(query: string, offset: number): number {
  for (let end = offset + 1; end < query.length; end += 1) {
    const character = query[end] ?? '';
    if (character === '>') return end + 1;
    if (ENDS_NO_IRI.has(character)) return offset + 1;
  }
  return offset + 1;
}

export interface TextPosition {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

export function positionOf(text: string, offset: number): TextPosition {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** An error with the place it was seen at, for people in `detail` and for programs as `line` and `column`. */
export function malformedQuery(why: string, position?: TextPosition, cause?: unknown): FacilisError {
  const place = position === undefined ? '' : `Line ${position.line}, column ${position.column}: `;
  return new FacilisError('malformed-query', { detail: `${place}${why}`, extra: { ...position }, cause });
}

function tooDeep(query: string, offset: number): FacilisError {
  return malformedQuery(`the query is nested too deeply; at most ${MAX_NESTING} brackets may be open at once.`, positionOf(query, offset));
}
