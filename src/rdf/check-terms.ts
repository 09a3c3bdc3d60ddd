import { FacilisError } from '../errors.ts';
import { iriFault } from './iri-syntax.ts';
import { isLanguageTag } from './language-tag.ts';
import type { Literal, Quad, Term } from './terms.ts';
import { rdf } from './vocabulary.ts';

/** Oxigraph reads triple terms to any depth, but deleting one that is some 600 deep overruns its stack and ends the replica. */
const MAX_TRIPLE_TERM_DEPTH = 64;
const LANG_STRING = rdf('langString').value;
const DIR_LANG_STRING = rdf('dirLangString').value;

/**
 * Refuses terms which some parsers let through although they are no RDF terms: IRIs that are none by RFC 3987, language tags
 * that are none by BCP 47, text that is not Unicode. They would break out of `<…>`, be refused by whoever reads what we publish,
 * or be beyond every SPARQL query; and what the query engine cannot hold would stop every replica once it is committed.
 */
export function assertWritable(quad: Quad): void {
  for (const position of ['subject', 'predicate', 'object', 'graph'] as const) {
    const fault = termFault(quad[position], 0);
    if (fault !== undefined) throw new FacilisError('malformed-rdf', { detail: `${where(quad, position)}: ${fault}` });
  }
}

function termFault(term: Term, depth: number): string | undefined {
  switch (term.termType) {
    case 'NamedNode':
      return namedNodeFault(term.value);
    case 'Literal':
      return literalFault(term);
    case 'Quad':
      if (depth === MAX_TRIPLE_TERM_DEPTH) return `triple terms are nested more than ${MAX_TRIPLE_TERM_DEPTH} deep; no more is stored.`;
      return termFault(term.subject, depth + 1) ?? termFault(term.predicate, depth + 1) ?? termFault(term.object, depth + 1);
    case 'BlankNode':
    case 'DefaultGraph':
      return undefined;
    case 'Variable':
      return `?${term.value} is a variable; RDF has none.`;
  }
}

function namedNodeFault(iri: string): string | undefined {
  const fault = unicodeFault(iri) ?? iriFault(iri);
  return fault && `${shown(iri)} is not an IRI (RFC 3987): ${fault}.`;
}

function literalFault({ value, language, direction, datatype }: Literal): string | undefined {
  const fault = unicodeFault(value);
  if (fault !== undefined) return `${shown(value)} is not a literal: ${fault}.`;
  if (language !== '' && !isLanguageTag(language)) {
    return `${shown(language)} is not a language tag (BCP 47); one is "en", "pt-BR" or "zh-Hans".`;
  }
  // RDF 1.2 has these two; n3 makes one of whatever follows `--`.
  if (direction && !['ltr', 'rtl'].includes(direction)) return `${shown(direction)} is not a base direction; one is "ltr" or "rtl".`;
  if (language !== '') return undefined;
  if (datatype.value === LANG_STRING || datatype.value === DIR_LANG_STRING) {
    return `${shown(value)} has the datatype <${datatype.value}> but no language tag; write one, such as "text"@en.`;
  }
  return namedNodeFault(datatype.value);
}

function unicodeFault(text: string): string | undefined {
  return text.isWellFormed() ? undefined : 'it has half of a surrogate pair, which is not a Unicode character';
}

/** `The object of <s> <p>`: where in the data the term is, as far as its terms can be shown. */
function where({ subject, predicate }: Quad, position: 'subject' | 'predicate' | 'object' | 'graph'): string {
  const name = subject.termType === 'BlankNode' ? 'a blank node' : `<${clipped(subject.value)}>`;
  switch (position) {
    case 'subject':
      return 'A subject';
    case 'predicate':
      return `A predicate of ${name}`;
    case 'object':
      return `An object of ${name} <${clipped(predicate.value)}>`;
    case 'graph':
      return `The graph name of a statement about ${name}`;
  }
}

function clipped(value: string): string {
  return value.length > 200 ? `${value.slice(0, 200).toWellFormed()}…` : value;
}

function shown(value: string): string {
  return JSON.stringify(clipped(value));
}
