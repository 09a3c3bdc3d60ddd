import { FacilisError } from '../errors.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import { literal, namedNode } from '../rdf/terms.ts';

/** Solutions as they came: a variable may be unbound. */
export interface Solutions {
  /** Each with its `?`. */
  readonly variables: readonly string[];
  /** Terms in canonical N-Triples form. */
  readonly rows: readonly (readonly (string | undefined)[])[];
}

interface JsonTerm {
  readonly type: string;
  readonly value: unknown;
  readonly 'xml:lang'?: string;
  readonly 'its:dir'?: string;
  readonly datatype?: string;
}

/**
 * Reads SPARQL results in JSON. Blank nodes mean something within one answer alone (SPARQL 1.1 §5.1, "scoped to the result
 * set"), so they become names that no other answer has.
 * @param scope what tells the answer from any other: the place of its member, a hyphen and a number
 * @throws FacilisError `source-failed` without its source: what it holds is no SPARQL result
 */
export function readSolutions(bytes: Uint8Array, scope: string): Solutions {
  const document = parse(bytes);
  const names = document.head?.vars;
  const bindings = document.results?.bindings;
  if (!Array.isArray(names) || !Array.isArray(bindings)) throw noResult('it lacks the columns or the rows of a SELECT');
  const rows = bindings.map((row: Record<string, JsonTerm | undefined>) => names.map((name) => row[name] && termText(row[name], scope)));
  return { variables: names.map((name) => `?${name}`), rows };
}

interface ResultDocument {
  readonly head?: { readonly vars?: readonly string[] };
  readonly results?: { readonly bindings?: readonly Record<string, JsonTerm | undefined>[] };
}

function parse(bytes: Uint8Array): ResultDocument {
  try {
    const document: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof document === 'object' && document !== null) return document;
  } catch (cause) {
    throw noResult(cause instanceof Error ? cause.message : String(cause), cause);
  }
  throw noResult('it is no object');
}

function noResult(why: string, cause?: unknown): FacilisError {
  return new FacilisError('source-failed', { detail: `its answer is not a whole SPARQL result in JSON: ${why.slice(0, 200)}`, cause });
}

function termText(term: JsonTerm, scope: string): string {
  const { type, value } = term;
  if (type === 'triple') {
    const { subject, predicate, object } = value as Record<'subject' | 'predicate' | 'object', JsonTerm>;
    return `<<( ${termText(subject, scope)} ${termText(predicate, scope)} ${termText(object, scope)} )>>`;
  }
  if (typeof value !== 'string') throw noResult('a term has no value');
  if (type === 'uri') return iriText(value);
  if (type === 'bnode') return `<urn:facilis:blank:${scope}:${encodeURIComponent(value)}>`;
  if (type !== 'literal' && type !== 'typed-literal') throw noResult(`a term is of the kind ${JSON.stringify(type)}`);
  const { 'xml:lang': language, 'its:dir': direction, datatype } = term;
  if (!value.isWellFormed()) throw noResult('a text holds half a surrogate pair');
  if (language && !LANGUAGE.test(language)) throw noResult(`${JSON.stringify(language.slice(0, 40))} is no language tag`);
  if (language) return termToNTriples(literal(value, direction ? ({ language, direction } as never) : language));
  return termToNTriples(literal(value, datatype ? namedNode(iriText(datatype).slice(1, -1)) : undefined));
}

/** What every engine can read: RFC 3987's syntax as far as a look tells. */
const IRI = /^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s\p{Cc}<>"{}|\\^`]*$/u;
/** RFC 5646 §2.1, in short. */
const LANGUAGE = /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/;

function iriText(value: string): string {
  if (!IRI.test(value)) throw noResult(`${JSON.stringify(value.slice(0, 100))} is no absolute IRI`);
  return termToNTriples(namedNode(value));
}

/** The place in the list of members of the one that a term was a blank node of; -1 for any other term. */
export function memberOfBlank(term: string): number {
  return Number(/^<urn:facilis:blank:(\d+)-/.exec(term)?.[1] ?? -1);
}
