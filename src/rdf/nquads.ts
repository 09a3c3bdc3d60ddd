import { FacilisError } from '../errors.ts';
import { NQuadsScanner } from './nquads-scanner.ts';
import type { Literal, Quad, Term } from './terms.ts';
import { xsd } from './vocabulary.ts';

const XSD_STRING = xsd('string').value;

/**
 * What canonical N-Quads (RDF 1.2 N-Quads §4) writes as it is in a literal; the rest (controls, `"`, `\`, DEL, U+FFFE and
 * U+FFFF) becomes an `ECHAR` where one exists, `\u` with four digits otherwise.
 */
const ESCAPED_IN_LITERAL = /[^ !#-[\]-~\u0080-\ufffd]/;
/** What `IRIREF` cannot hold (controls, space and `<>"{}|^` with the backtick and `\`): escaped, so that even a wrong IRI stays one token. */
const ESCAPED_IN_IRI = /[^!#-;=?-[\]_a-z~-\uffff]/;
const ECHARS: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};
/** One term in canonical N-Triples form. A triple term is `<<( s p o )>>`, a base direction `@ar--rtl`; language tags are lower case. */
export function termToNTriples(term: Term): string {
  switch (term.termType) {
    case 'NamedNode':
      return iriToNTriples(term.value);
    case 'BlankNode':
      return `_:${term.value}`;
    case 'Literal':
      return literalToNTriples(term);
    case 'Quad':
      return `<<( ${termToNTriples(term.subject)} ${termToNTriples(term.predicate)} ${termToNTriples(term.object)} )>>`;
    default:
      throw new FacilisError('malformed-rdf', { detail: `A ${term.termType} cannot be written as N-Quads.` });
  }
}

/** `s p o` without a full stop: what identifies a triple inside its graph. */
export function tripleToNTriples(triple: Quad): string {
  return `${termToNTriples(triple.subject)} ${termToNTriples(triple.predicate)} ${termToNTriples(triple.object)}`;
}

/** One canonical N-Quads line, its line feed included. */
export function quadToNQuad(statement: Quad): string {
  const graph = statement.graph.termType === 'DefaultGraph' ? '' : ` ${termToNTriples(statement.graph)}`;
  return `${tripleToNTriples(statement)}${graph} .\n`;
}

/** Sorts in place by Unicode code point, which is also the order of the UTF-8 bytes (and SQLite's). */
export function sortByCodePoint(lines: string[]): string[] {
  // The built-in order is by UTF-16 code unit; the two differ only where a surrogate meets U+E000 to U+FFFF.
  return lines.some((line) => /[\ud800-\udfff]/.test(line)) ? lines.sort(compareCodePoints) : lines.sort();
}

/**
 * Reads N-Quads without changing a term: blank node labels and literal forms stay as written.
 * @throws FacilisError `malformed-rdf` with the line and column of the first error
 */
export function parseNQuads(text: string): Quad[] {
  const scanner = new NQuadsScanner(text);
  const quads: Quad[] = [];
  while (scanner.skipToStatement()) quads.push(scanner.statement());
  return quads;
}

/** The inverse of `termToNTriples`. */
export function parseTerm(text: string): Term {
  return new NQuadsScanner(text).wholeTerm();
}

function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
  }
  return a.length - b.length;
}

function literalToNTriples(term: Literal): string {
  const quoted = `"${escapeWith(ESCAPED_IN_LITERAL, term.value, (character) => ECHARS[character] ?? uchar(character))}"`;
  if (term.language !== '') return `${quoted}@${term.language.toLowerCase()}${term.direction ? `--${term.direction}` : ''}`;
  return term.datatype.value === XSD_STRING ? quoted : `${quoted}^^${iriToNTriples(term.datatype.value)}`;
}

function iriToNTriples(iri: string): string {
  return `<${escapeWith(ESCAPED_IN_IRI, iri, uchar)}>`;
}

function escapeWith(pattern: RegExp, text: string, replace: (character: string) => string): string {
  // RDF 1.1 Concepts §3.3: a literal is a Unicode string; half a surrogate pair has no UTF-8 form and would be lost on disk.
  if (!text.isWellFormed()) throw new FacilisError('malformed-rdf', { detail: `"${text.toWellFormed()}" holds half a surrogate pair.` });
  return pattern.test(text) ? text.replace(new RegExp(pattern, 'g'), replace) : text;
}

function uchar(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
