import { blankNode, literal, namedNode, type Quad_Object, type Quad_Subject, quad, type Term } from '../rdf/terms.ts';

/** By name of the variable; an unbound one is not there. */
export type Solution = Readonly<Record<string, Term | undefined>>;

interface JsonTerm {
  readonly type: string;
  readonly value: unknown;
  readonly datatype?: string;
  readonly 'xml:lang'?: string;
  readonly 'its:dir'?: string;
}

/**
 * SPARQL 1.1 Query Results JSON §3.2.1, with the triple terms of 1.2.
 * @throws SyntaxError, TypeError or RangeError when it is no whole result of a SELECT
 */
export function readJsonSolutions(bytes: Uint8Array): Solution[] {
  const document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as {
    results: { bindings: Record<string, JsonTerm>[] };
  };
  return document.results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, term]) => [name, readTerm(term)])));
}

function readTerm(term: JsonTerm): Term {
  const { type, value } = term;
  if (type === 'triple') {
    const { subject, predicate, object } = value as Record<'subject' | 'predicate' | 'object', JsonTerm>;
    return quad(readTerm(subject) as Quad_Subject, namedNode(String(predicate.value)), readTerm(object) as Quad_Object);
  }
  if (typeof value !== 'string') throw new TypeError(`${JSON.stringify(term)} is no RDF term`);
  if (type === 'uri') return namedNode(value);
  if (type === 'bnode') return blankNode(value);
  // "typed-literal" is what SPARQL 1.0 endpoints still say.
  if (type !== 'literal' && type !== 'typed-literal') throw new TypeError(`${type} is no kind of RDF term`);
  const language = term['xml:lang'];
  if (language === undefined) return literal(value, term.datatype === undefined ? undefined : namedNode(term.datatype));
  // RDF 1.2: the type of @rdfjs/types knows directions, that of N3's factory does not yet.
  const direction = term['its:dir'];
  return literal(value, (direction === undefined ? language : { language, direction }) as string);
}
