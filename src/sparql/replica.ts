import { FacilisError } from '../errors.ts';
import { type ReadQuery, readQuery } from './analyse-query.ts';
import { boundQuery } from './bound-query.ts';
import { countRows } from './count-rows.ts';
import { engineFault } from './engine-fault.ts';
import type { QueryRequest } from './query-types.ts';
import { describedQuads, writeGraph } from './rdf-answer.ts';
import type { QueryDataset, ReplicaStore } from './replica-store.ts';
import { hasBindings, mediaTypesOf, resultFormatByMediaType } from './result-formats.ts';

const N_QUADS = 'application/n-quads';

export type ReplicaQuery = Pick<QueryRequest, 'query' | 'defaultGraphs' | 'namedGraphs' | 'resultsFormat'>;

export interface ReplicaOptions {
  readonly baseIRI: string;
  /** Bound of the solutions of a query and of the triples of an RDF answer. */
  readonly maxRows: number;
}

/** Answers queries over one store. It holds the thread that calls it until a query has ended: see `replica-worker.ts`. */
export class Replica {
  readonly #store: ReplicaStore;
  readonly #options: ReplicaOptions;

  constructor(store: ReplicaStore, options: ReplicaOptions) {
    this.#store = store;
    this.#options = options;
  }

  /**
   * @throws FacilisError `malformed-query`, `unsupported-query`, `not-acceptable`, `query-too-many-rows`
   * @throws WebAssembly.RuntimeError when the engine broke: nothing can be asked of this replica, or of this thread, again
   */
  async answer(request: ReplicaQuery): Promise<Uint8Array> {
    const query = readQuery(request.query, this.#options.baseIRI);
    const [service] = query.services;
    if (service !== undefined) {
      throw new FacilisError('unsupported-query', { detail: `SERVICE ${service}: the local engine does not ask other sources.` });
    }
    return hasBindings(query.form) ? this.#bindings(query, request) : this.#graph(query, request);
  }

  #bindings(query: ReadQuery, request: ReplicaQuery): Uint8Array {
    const format = resultFormatByMediaType(request.resultsFormat) ?? unsuited(query, request.resultsFormat);
    const bound = boundQuery(query, this.#options.maxRows);
    const bytes = new TextEncoder().encode(this.#ask(query, request, bound.text, format.mediaType));
    // A solution takes a byte at least, so most answers need no counting.
    const { maxRows } = this.#options;
    if (bound.isCut && bytes.length > maxRows && countRows(format.name, bytes) > maxRows) throw this.#tooMany('solutions');
    return bytes;
  }

  async #graph(query: ReadQuery, request: ReplicaQuery): Promise<Uint8Array> {
    const { maxRows, baseIRI } = this.#options;
    const bound = boundQuery(query, maxRows);
    if (bound.probe !== undefined) {
      const count = Number(this.#ask(query, request, bound.probe, 'text/csv').split(/\r?\n/)[1]);
      if (count > maxRows) throw this.#tooMany('resources to describe');
    }
    const { lines, solutions } = describedQuads(this.#ask(query, request, bound.text, N_QUADS));
    if (bound.isCut && solutions > maxRows) throw this.#tooMany('solutions');
    if (lines.length > maxRows) throw this.#tooMany('triples');
    return (await writeGraph(lines, request.resultsFormat, baseIRI)) ?? unsuited(query, request.resultsFormat);
  }

  #ask(query: ReadQuery, request: ReplicaQuery, text: string, mediaType: string): string {
    try {
      return this.#store.query(text, datasetOf(query, request), mediaType);
    } catch (cause) {
      throw engineFault(cause);
    }
  }

  #tooMany(what: string): FacilisError {
    const { maxRows } = this.#options;
    return new FacilisError('query-too-many-rows', {
      detail: `The query has more than ${maxRows} ${what}, the limit of this service (QUERY_MAX_ROWS). Ask for less with LIMIT, a filter or COUNT, or take a dump.`,
      extra: { limit: 'QUERY_MAX_ROWS', maxRows },
    });
  }
}

/**
 * SPARQL 1.1 Protocol §2.1.4: a dataset named in the protocol replaces the one in the query; what it leaves out is empty
 * (§13.2 of SPARQL 1.1 Query). With neither, the default graph is the union of all graphs.
 */
function datasetOf(query: ReadQuery, { defaultGraphs = [], namedGraphs = [] }: ReplicaQuery): QueryDataset {
  if (defaultGraphs.length > 0 || namedGraphs.length > 0) return { kind: 'named', defaultGraphs, namedGraphs };
  return query.dataset === undefined ? { kind: 'union' } : { kind: 'named', ...query.dataset };
}

function unsuited(query: ReadQuery, mediaType: string): never {
  const offered = mediaTypesOf(query.form).join(', ');
  throw new FacilisError('not-acceptable', { detail: `${query.form} cannot be answered in ${mediaType}; it can in ${offered}.` });
}
