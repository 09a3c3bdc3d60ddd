import type { FacilisError } from '../errors.ts';
import { PREFIXES } from '../rdf/prefixes.ts';
import { afterToken, malformedQuery, positionOf } from './query-text.ts';

const FIRST_WORDS = 'SELECT, ASK, CONSTRUCT, DESCRIBE, PREFIX or BASE';
const LONGEST_WORD = 60;
/** The faults of which the parser gives a message alone: with their place, and what would be right. */
export function lexicalFault(query: string, message: string, cause: unknown): FacilisError | undefined {
  const prefix = /^Unknown prefix: (.*)$/.exec(message)?.[1];
  if (prefix !== undefined) return unknownPrefix(query, prefix, cause);
  const offset = Number(/at offset: (\d+)/.exec(message)?.[1] ?? Number.NaN);
  if (Number.isNaN(offset)) return undefined;
  return malformedQuery(unreadable(query, offset), positionOf(query, offset), cause);
}

function unreadable(query: string, offset: number): string {
  const character = query.at(offset) ?? '';
  if (character === '"' || character === "'") return 'a string begins here that does not end; expected a closing quotation mark.';
  const word = /^[\w-]{2,}/.exec(query.slice(offset, offset + LONGEST_WORD))?.[0];
  if (word === undefined) return `the character "${character}" was not expected.`;
  const expected =
    query.slice(0, offset).trim() === ''
      ? FIRST_WORDS
      : 'a keyword, a variable (?name), an IRI (<…>), a prefixed name (prefix:name) or a literal';
  return `"${word}" is no word of SPARQL; expected ${expected}.`;
}

function unknownPrefix(query: string, prefix: string, cause: unknown): FacilisError {
  const known = (PREFIXES as Readonly<Record<string, string>>)[prefix];
  const detail = `the prefix ${prefix}: is not declared; expected PREFIX ${prefix}: <${known ?? '…'}> before the query.`;
  for (let offset = 0; offset < query.length; offset = afterToken(query, offset)) {
    if (query.startsWith(`${prefix}:`, offset) && !/[\w.-]$/.test(query.slice(0, offset)))
      return malformedQuery(detail, positionOf(query, offset), cause);
  }
  return malformedQuery(detail, undefined, cause);
}
