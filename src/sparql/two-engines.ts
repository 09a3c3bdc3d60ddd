import { FacilisError } from '../errors.ts';
import { iriFault } from '../rdf/iri-syntax.ts';
import { type ReadQuery, readQuery } from './analyse-query.ts';
import { DatasetSource } from './dataset-source.ts';
import { type EngineFacts, hasOpenPredicate, whySecondEngine } from './engine-choice.ts';
import { inJoinOrder } from './join-order.ts';
import { withKnownCount } from './known-count.ts';
import { withoutAlternatives } from './path-alternatives.ts';
import { writeGraph } from './rdf-answer.ts';
import type { QueryDataset, ReplicaStore } from './replica-store.ts';
import { mediaTypesOf, resultFormatByMediaType } from './result-formats.ts';
import { evaluateSecond, type SecondAnswer } from './second-engine.ts';
import { standardText } from './standard-text.ts';
import { writeBindings } from './write-bindings.ts';

const MAX_STEPS = 20;
const MAX_CHECKED_BYTES = 1 << 22;
const JSON_RESULTS = 'application/sparql-results+json';

export interface Question {
  readonly query: ReadQuery;
  readonly dataset: QueryDataset;
  readonly store: ReplicaStore;
  readonly resultsFormat: string;
  readonly baseIRI: string;
  readonly maxRows: number;
  tooMany(what: string): FacilisError;
  /** The answer of the local engine. */
  first(query: ReadQuery): Promise<Uint8Array>;
}

/**
 * The answer of the engine that can give it exactly: the local one, unless the query has a feature that it answers otherwise
 * than the standard, or refuses. Both read the same store in this thread, so the revision and the limits are the same.
 */
export async function answerExactly(asked: Question): Promise<Uint8Array> {
  const question = { ...asked, query: inStandardWords(asked) };
  const { query, dataset, store } = question;
  const counted = dataset.kind === 'union' ? withKnownCount(query, () => store.tripleCount()) : undefined;
  if (counted !== undefined) return question.first(readQuery(counted, question.baseIRI));
  if (whySecondEngine(query, factsOf(question)) !== undefined) return second(question);
  const unions = withoutAlternatives(query, question.baseIRI);
  if (unions === undefined) return second(question);
  try {
    const bytes = await question.first(inJoinOrder(unions, store.statistics, question.baseIRI));
    return meetsChanged(question, bytes) ? await second(question) : bytes;
  } catch (cause) {
    if (!isRefusal(cause) || query.form === 'DESCRIBE') throw cause;
    // What both refuse is refused in the words of the first, which knows the place in the text.
    return second(question).catch((why: unknown) => {
      throw why instanceof FacilisError ? why : cause;
    });
  }
}

/** Written anew until nothing is left to write: a `GRAPH` may stand in another. */
function inStandardWords({ query, dataset, store, baseIRI }: Question): ReadQuery {
  let read = query;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const text = standardText(read, () => (dataset.kind === 'named' ? [...new Set(dataset.namedGraphs)] : store.namedGraphs()));
    if (text === undefined) return read;
    read = readQuery(text, baseIRI);
  }
  throw new FacilisError('unsupported-query', {
    detail: `More than ${MAX_STEPS} patterns of the form GRAPH ?g { … } with MINUS, VALUES or aggregates.`,
  });
}

/**
 * Asked again in JSON where the answer is in another format: CSV does not tell a number from a text. A long answer is not
 * looked through, nor one that was spooled: it has literals in the form that the engine gives them.
 */
function meetsChanged({ query, store, dataset, resultsFormat }: Question, bytes: Uint8Array): boolean {
  if (store.changedPredicates.size === 0 || query.form !== 'SELECT' || !hasOpenPredicate(query)) return false;
  if (bytes.length === 0 || bytes.length > MAX_CHECKED_BYTES) return false;
  const json = resultsFormat === JSON_RESULTS ? new TextDecoder().decode(bytes) : store.query(query.text, dataset, JSON_RESULTS);
  return store.literalForms.isMetIn(json);
}

function factsOf({ store, dataset }: Question): EngineFacts {
  const ask = (pattern: string) => store.query(`ASK { ${pattern} }`, { kind: 'union' }, 'text/tab-separated-values').trim() === 'true';
  return {
    namesDataset: dataset.kind === 'named',
    hasNode: (iri) => iriFault(iri) === undefined && (ask(`<${iri}> ?p ?o`) || ask(`?s ?p <${iri}>`)),
    changedPredicates: store.changedPredicates,
  };
}

async function second(question: Question): Promise<Uint8Array> {
  const { query, store, dataset } = question;
  const answer = await evaluateSecond(query, new DatasetSource(store, dataset), question).catch((cause: unknown) => {
    // A broken engine is for the worker to see; what Comunica cannot evaluate is told to the client.
    if (cause instanceof FacilisError || cause instanceof WebAssembly.RuntimeError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FacilisError('unsupported-query', {
      detail: `No engine here can answer this query exactly. The second one says: ${why}.`,
      cause,
    });
  });
  return write(answer, question);
}

async function write(answer: SecondAnswer, { query, resultsFormat, baseIRI }: Question): Promise<Uint8Array> {
  const format = resultFormatByMediaType(resultsFormat);
  const bytes =
    answer.kind === 'graph'
      ? await writeGraph(answer.lines, resultsFormat, baseIRI)
      : format && new TextEncoder().encode(writeBindings(format.name, answer));
  if (bytes !== undefined) return bytes;
  const offered = mediaTypesOf(query.form).join(', ');
  throw new FacilisError('not-acceptable', { detail: `${query.form} cannot be answered in ${resultsFormat}; it can in ${offered}.` });
}

/** The query was well-formed for our parser, and the engine would not have it. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof FacilisError && cause.code === 'malformed-query';
}
