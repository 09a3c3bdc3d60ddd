import { FacilisError } from '../errors.ts';
import type { Literal, Term } from './terms.ts';
import { rdf, xsd } from './vocabulary.ts';

export type JsonLdValue = { [keyword: string]: unknown };

const STRING = xsd('string').value;
const BOOLEAN = xsd('boolean').value;
const INTEGER = xsd('integer').value;
/** Integers in canonical form, the only ones that come back from JSON as they were. */
const CANONICAL_INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/u;

export const RDF_TYPE = rdf('type').value;

/** `@id` of a node: an IRI, or a blank node with its prefix. */
export function nodeId(term: Term): string {
  if (term.termType === 'NamedNode') return term.value;
  if (term.termType === 'BlankNode') return `_:${term.value}`;
  throw new FacilisError('not-acceptable', { detail: `JSON-LD 1.1 cannot hold a triple term (${term.termType}). Ask for another format.` });
}

/**
 * An expanded value object. Booleans and integers become native JSON where JSON-LD reads them back as the same literal; every other
 * literal keeps its form as a string (`rdf:JSON` too, whose native form would be normalised). The datatype is always said: without one a
 * number could end up in a language map.
 */
export function literalValue({ value, language, direction, datatype }: Literal): JsonLdValue {
  if (language) return { '@value': value, '@language': language, ...(direction ? { '@direction': direction } : {}) };
  switch (datatype.value) {
    case STRING:
      return { '@value': value };
    case BOOLEAN:
      return { '@value': value === 'true' || value === 'false' ? value === 'true' : value, '@type': BOOLEAN };
    case INTEGER:
      return { '@value': CANONICAL_INTEGER.test(value) ? Number(value) : value, '@type': INTEGER };
    default:
      return { '@value': value, '@type': datatype.value };
  }
}
