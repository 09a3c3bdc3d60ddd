import { quadToNQuad } from '../rdf/nquads.ts';
import type { Quad, Term } from '../rdf/terms.ts';
import type { ReadQuery } from './analyse-query.ts';
import { withoutDataset } from './bound-query.ts';
import type { DatasetSource } from './dataset-source.ts';
import { distinctLines } from './rdf-answer.ts';
import type { BindingAnswer } from './write-bindings.ts';

export interface SecondEngineOptions {
  readonly baseIRI: string;
  /** Bound of the solutions or triples of the answer; one more is the error of `tooMany`. */
  readonly maxRows: number;
  tooMany(what: string): Error;
}

/** The parts of Comunica's interface that are used here; its own types would take RDF/JS types of another version in. */
interface Engine {
  query(text: string, context: object): Promise<EngineResult>;
}
type EngineResult =
  | { resultType: 'boolean'; execute(): Promise<boolean> }
  | { resultType: 'quads'; execute(): Promise<ResultStream<Quad>> }
  | {
      resultType: 'bindings';
      execute(): Promise<ResultStream<{ get(name: string): Term | undefined }>>;
      metadata(): Promise<{ variables: { value: string }[] }>;
    };
type ResultStream<T> = AsyncIterable<T> & { on(event: 'error', listener: () => void): unknown };

/** `lines` are N-Triples without line feeds, as `distinctLines` gives them. */
export type SecondAnswer = BindingAnswer | { readonly kind: 'graph'; readonly lines: readonly string[] };

let engine: Promise<Engine> | undefined;

/** Loaded by the first query that needs it, which takes a second: most workers never do. */
function comunica(): Promise<Engine> {
  engine ??= import('@comunica/query-sparql').then(({ QueryEngine }) => new QueryEngine() as unknown as Engine);
  return engine;
}

/** Comunica would ask whatever a query names. */
async function noConnection(): Promise<never> {
  throw new TypeError('The local engines ask nobody.');
}

/** Evaluates a query with Comunica over a dataset in this thread: slower than the local engine, and exact where that is not. */
export async function evaluateSecond(query: ReadQuery, source: DatasetSource, options: SecondEngineOptions): Promise<SecondAnswer> {
  const context = { sources: [source], baseIRI: options.baseIRI, fetch: noConnection };
  const result = await (await comunica()).query(withoutDataset(query), context);
  if (result.resultType === 'boolean') return { kind: 'boolean', value: await result.execute() };
  if (result.resultType === 'quads') {
    const lines = new Set<string>();
    for await (const each of listened(await result.execute())) {
      if (isTriple(each)) lines.add(quadToNQuad(each).trimEnd());
      if (lines.size > options.maxRows) throw options.tooMany('triples');
    }
    return { kind: 'graph', lines: distinctLines([...lines]) };
  }
  const variables = (await result.metadata()).variables.map(({ value }) => value);
  const rows: (Term | undefined)[][] = [];
  for await (const bindings of listened(await result.execute())) {
    if (rows.length === options.maxRows) throw options.tooMany('solutions');
    rows.push(variables.map((name) => bindings.get(name)));
  }
  return { kind: 'solutions', variables, rows };
}

/**
 * SPARQL 1.1 §16.2: what has "an illegal RDF construct, such as a literal in subject or predicate position" is not included in the
 * graph of a CONSTRUCT. Comunica includes it.
 */
function isTriple({ subject, predicate }: { readonly subject: Term; readonly predicate: Term }): boolean {
  return (subject.termType === 'NamedNode' || subject.termType === 'BlankNode') && predicate.termType === 'NamedNode';
}

/** A second error after a loop over the stream has ended would end the thread. */
function listened<T>(stream: ResultStream<T>): ResultStream<T> {
  stream.on('error', () => {});
  return stream;
}
