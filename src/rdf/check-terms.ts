import { FacilisError } from '../errors.ts';
import type { Quad, Term } from './terms.ts';

/** RFC 3987 and the IRIREF production of Turtle: what an IRI never contains, however it is escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_IRI = /[\u0000-\u0020<>"{}|^`\\]/u;
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/u;
/** BCP 47 as far as Turtle's LANGTAG production asks. */
const LANGUAGE_TAG = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/u;

/**
 * Refuses terms which some parsers let through although no RDF format can write them: relative IRIs, IRIs with forbidden
 * characters (they would break out of `<…>`), language tags that are none, and text that is not Unicode.
 */
export function assertWritable(quad: Quad): void {
  assertTerm(quad.subject);
  assertTerm(quad.predicate);
  assertTerm(quad.object);
  assertTerm(quad.graph);
}

function assertTerm(term: Term): void {
  switch (term.termType) {
    case 'NamedNode':
      if (NOT_IN_IRI.test(term.value)) fail(`${shown(term.value)} is not an IRI: it has a character that IRIs cannot have.`);
      if (!ABSOLUTE.test(term.value)) fail(`${shown(term.value)} is not an absolute IRI.`);
      assertUnicode(term.value);
      return;
    case 'Literal':
      assertUnicode(term.value);
      if (term.language !== '' && !LANGUAGE_TAG.test(term.language)) fail(`${shown(term.language)} is not a language tag.`);
      assertTerm(term.datatype);
      return;
    case 'Quad':
      assertWritable(term as Quad);
      return;
    case 'BlankNode':
    case 'DefaultGraph':
      return;
    case 'Variable':
      fail(`?${term.value} is a variable; RDF has none.`);
  }
}

function assertUnicode(text: string): void {
  if (!text.isWellFormed()) fail('A term has half of a surrogate pair, which is not a Unicode character.');
}

function shown(value: string): string {
  return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
}

function fail(detail: string): never {
  throw new FacilisError('malformed-rdf', { detail });
}
