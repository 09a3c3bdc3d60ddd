import {
  blankNode,
  literal,
  type NamedNode,
  namedNode,
  type Quad_Object,
  type Quad_Subject,
  quad,
  type Term,
} from '../../src/rdf/terms.ts';
import type { Result } from './solutions.ts';

interface JsonTerm {
  readonly type: string;
  readonly value: string | { readonly subject: JsonTerm; readonly predicate: JsonTerm; readonly object: JsonTerm };
  readonly datatype?: string;
  readonly 'xml:lang'?: string;
  readonly 'its:dir'?: string;
}

interface JsonResult {
  readonly head: { readonly vars?: readonly string[] };
  readonly boolean?: boolean;
  readonly results?: { readonly bindings: readonly Readonly<Record<string, JsonTerm>>[] };
}

/** SPARQL 1.2 Query Results JSON. */
export function readJsonResult(text: string): Result {
  const { head, boolean, results } = JSON.parse(text) as JsonResult;
  if (boolean !== undefined) return { kind: 'boolean', value: boolean };
  const rows = (results?.bindings ?? []).map((row) => new Map(Object.entries(row).map(([name, term]) => [name, readTerm(term)])));
  return { kind: 'solutions', variables: head.vars ?? [], rows };
}

function readTerm(term: JsonTerm): Term {
  const { type, value } = term;
  if (typeof value !== 'string') {
    const [subject, predicate, object] = [value.subject, value.predicate, value.object].map(readTerm);
    return quad(subject as Quad_Subject, predicate as NamedNode, object as Quad_Object);
  }
  if (type === 'uri') return namedNode(value);
  if (type === 'bnode') return blankNode(value);
  return readLiteral(value, { language: term['xml:lang'], direction: term['its:dir'], datatype: term.datatype });
}

export interface LiteralKind {
  readonly language: string | undefined;
  readonly direction: string | undefined;
  readonly datatype: string | undefined;
}

export function readLiteral(value: string, { language, direction, datatype }: LiteralKind): Term {
  if (language !== undefined) return literal(value, direction === undefined ? language : ({ language, direction } as unknown as string));
  return literal(value, datatype === undefined ? undefined : namedNode(datatype));
}
