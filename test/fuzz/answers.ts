import { QueryEngine } from '@comunica/query-sparql';
import { RdfStore } from 'rdf-stores';
import { parseRdf } from '../../src/rdf/parse.ts';
import { defaultGraph, namedNode, quad, type Term } from '../../src/rdf/terms.ts';
import { FUZZ_BASE, FUZZ_GRAPHS } from './fuzz-data.ts';

/** An answer as sorted lines, one for each solution or triple: equal lists are equal multisets. Or the error instead of one. */
export type Answer = { readonly lines: readonly string[] } | { readonly error: string };

export type Ask = (query: string) => Promise<Answer>;

/** The second engine: Comunica in this process over the same graphs, with their union as the default graph, each triple once. */
export async function askComunica(): Promise<Ask> {
  const store = RdfStore.createDefault();
  for (const [name, turtle] of Object.entries(FUZZ_GRAPHS))
    for (const { subject, predicate, object } of await parseRdf(turtle, { mediaType: 'text/turtle', baseIRI: FUZZ_BASE }))
      for (const graph of [namedNode(`${FUZZ_BASE}graph/${name}`), defaultGraph()]) store.addQuad(quad(subject, predicate, object, graph));
  const engine = new QueryEngine();
  return async (query) => {
    try {
      const result = await engine.query(query, { sources: [store], baseIRI: FUZZ_BASE });
      if (result.resultType === 'boolean') return { lines: [String(await result.execute())] };
      if (result.resultType === 'bindings') {
        const rows = await (await result.execute()).toArray();
        return { lines: rows.map((row) => rowLine([...row].map(([variable, term]) => [variable.value, term as Term]))).sort() };
      }
      if (result.resultType !== 'quads') return { error: result.resultType };
      const quads = await (await result.execute()).toArray();
      return {
        lines: [
          ...new Set(quads.map((each) => [each.subject, each.predicate, each.object].map((term) => termText(term as Term)).join(' '))),
        ].sort(),
      };
    } catch (cause) {
      return { error: String(cause) };
    }
  };
}

/** The service, over HTTP. */
export function askService(endpoint: string): Ask {
  return async (query) => {
    const accept = 'application/sparql-results+json, application/n-triples;q=0.5';
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/sparql-query' },
      body: query,
    });
    const text = await response.text();
    if (response.status !== 200) return { error: `${response.status} ${text}` };
    if (response.headers.get('content-type')?.startsWith('application/n-triples')) {
      const quads = await parseRdf(text, { mediaType: 'application/n-triples', baseIRI: FUZZ_BASE });
      return { lines: quads.map(({ subject, predicate, object }) => [subject, predicate, object].map(termText).join(' ')).sort() };
    }
    const { boolean, results } = JSON.parse(text) as JsonAnswer;
    if (results === undefined) return { lines: [String(boolean)] };
    return { lines: results.bindings.map((row) => rowLine(Object.entries(row).map(([name, term]) => [name, jsonTerm(term)]))).sort() };
  };
}

interface JsonAnswer {
  readonly boolean?: boolean;
  readonly results?: { readonly bindings: readonly Readonly<Record<string, JsonTerm>>[] };
}

interface JsonTerm {
  readonly type: string;
  readonly value: string;
  readonly datatype?: string;
  readonly 'xml:lang'?: string;
}

type PlainTerm = {
  readonly termType: string;
  readonly value: string;
  readonly datatype?: { readonly value: string };
  readonly language?: string;
};

function jsonTerm({ type, value, datatype, 'xml:lang': language }: JsonTerm): PlainTerm {
  if (type !== 'literal') return { termType: type === 'uri' ? 'NamedNode' : 'BlankNode', value };
  return { termType: 'Literal', value, language, datatype: { value: datatype ?? (language ? LANG_STRING : STRING) } };
}

const STRING = 'http://www.w3.org/2001/XMLSchema#string';
const LANG_STRING = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString';
const NUMERIC = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|decimal|double|float)$/;

function rowLine(row: readonly (readonly [name: string, term: PlainTerm])[]): string {
  return row
    .map(([name, term]) => `?${name}=${termText(term)}`)
    .sort()
    .join(' ');
}

/**
 * SPARQL 1.1 §17.3 gives functions values, not lexical forms: `2.50` and `2.5` of one datatype are the same value. Twelve
 * digits, since XML Schema leaves it to each implementation how many digits a decimal quotient has.
 */
function termText({ termType, value, datatype, language }: PlainTerm): string {
  if (termType === 'NamedNode') return `<${value}>`;
  if (termType === 'BlankNode') return '_:';
  const type = datatype?.value ?? STRING;
  if (NUMERIC.test(type) && Number.isFinite(Number(value))) return `"${Number(Number(value).toPrecision(12))}"^^<${type}>`;
  return `${JSON.stringify(value)}${language ? `@${language.toLowerCase()}` : `^^<${type}>`}`;
}
