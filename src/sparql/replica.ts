import { FacilisError } from '../errors.ts';
import { type ReadQuery, readQuery } from './analyse-query.ts';
import { boundQuery, countingQuery, pageQuery, solutionsQuery } from './bound-query.ts';
import { readTemplate } from './construct-template.ts';
import { countRows } from './count-rows.ts';
import { engineFault } from './engine-fault.ts';
import { instantiate } from './instantiate.ts';
import { isPageable, writePages } from './paged-answer.ts';
import type { QueryRequest } from './query-types.ts';
import { distinctLines, writeGraph } from './rdf-answer.ts';
import type { DefaultGraphKind, QueryDataset, ReplicaStore } from './replica-store.ts';
import { hasBindings, mediaTypesOf, resultFormatByMediaType } from './result-formats.ts';
import { checkLength, MAX_BYTES_IN_MEMORY, type Spool } from './spool.ts';
import { topRows } from './top-rows.ts';
import { answerExactly } from './two-engines.ts';
import { withColumnsInOrder } from './visible-variables.ts';

const N_TRIPLES = 'application/n-triples';
const TSV = 'text/tab-separated-values';
/** An answer of so many solutions is made at once; nine variables in JSON then take about 80 MB. */
const FIRST_ROWS = 100_000;

interface Bounded<T> {
  readonly answer: T;
  solutions(): number;
}

export type ReplicaQuery = Pick<QueryRequest, 'query' | 'defaultGraphs' | 'namedGraphs' | 'resultsFormat' | 'isSpooled'>;

export interface ReplicaOptions {
  readonly baseIRI: string;
  /** Bound of the solutions of a query and of the triples of an RDF answer. */
  readonly maxRows: number;
  readonly defaultGraph?: DefaultGraphKind;
}

/** Answers queries over one store. It holds the thread that calls it until a query has ended: see `replica-worker.ts`. */
export class Replica {
  /** Of the last answer. */
  serialisationMs = 0;
  readonly #store: ReplicaStore;
  readonly #options: ReplicaOptions;

  constructor(store: ReplicaStore, options: ReplicaOptions) {
    this.#store = store;
    this.#options = options;
  }

  /**
   * A long answer goes to `spool`, if there is one, and then nothing is returned.
   * @throws FacilisError `malformed-query`, `unsupported-query`, `not-acceptable`, `query-too-many-rows`, `query-too-many-bytes`
   * @throws WebAssembly.RuntimeError when the engine broke: nothing can be asked of this replica, or of this thread, again
   */
  async answer(request: ReplicaQuery, spool?: Spool): Promise<Uint8Array> {
    this.serialisationMs = 0;
    const query = withColumnsInOrder(readQuery(request.query, this.#options.baseIRI), this.#options.baseIRI);
    const [service] = query.services;
    if (service !== undefined) {
      throw new FacilisError('unsupported-query', { detail: `SERVICE ${service}: the local engine does not ask other sources.` });
    }
    const bytes = await answerExactly({
      ...this.#options,
      query,
      dataset: datasetOf(query, request),
      store: this.#store,
      resultsFormat: request.resultsFormat,
      tooMany: (what) => this.#tooMany(what),
      first: async (read) => (hasBindings(read.form) ? this.#bindings(read, request, spool) : this.#graph(read, request)),
    });
    checkLength(bytes.length);
    if (spool === undefined || bytes.length <= MAX_BYTES_IN_MEMORY) return bytes;
    await spool.open();
    spool.write(bytes);
    return new Uint8Array();
  }

  async #bindings(query: ReadQuery, request: ReplicaQuery, spool: Spool | undefined): Promise<Uint8Array> {
    const format = resultFormatByMediaType(request.resultsFormat) ?? unsuited(query, request.resultsFormat);
    const top = topRows(query, this.#options.maxRows, (text) => this.#ask(query, request, text, TSV));
    if (top !== undefined) return new TextEncoder().encode(this.#store.query(top, { kind: 'union' }, format.mediaType));
    const inPages = spool !== undefined && isPageable(query);
    const paged = async (total: number) => {
      await spool?.open();
      const page = (window: { offset: number; limit: number }) =>
        new TextEncoder().encode(this.#ask(query, request, pageQuery(query, window), format.mediaType));
      writePages({ total, format: format.name, page, write: (bytes) => spool?.write(bytes) });
      return new Uint8Array();
    };
    const inOnePiece = (text: string, limit: number) => {
      const bytes = new TextEncoder().encode(this.#ask(query, request, text, format.mediaType));
      // A solution takes a byte at least, so most answers need no counting.
      return { answer: bytes, solutions: () => (bytes.length > limit ? countRows(format.name, bytes) : 0) };
    };
    return this.#bounded<Uint8Array | Promise<Uint8Array>>(query, request, inOnePiece, inPages ? paged : undefined);
  }

  async #graph(query: ReadQuery, request: ReplicaQuery): Promise<Uint8Array> {
    const { maxRows, baseIRI } = this.#options;
    const made = query.form === 'DESCRIBE' ? this.#described(query, request) : this.#constructed(query, request);
    const lines = this.#store.literalForms.restore(distinctLines(made));
    if (lines.length > maxRows) throw this.#tooMany('triples');
    const beganAt = performance.now();
    const bytes = (await writeGraph(lines, request.resultsFormat, baseIRI)) ?? unsuited(query, request.resultsFormat);
    this.serialisationMs = performance.now() - beganAt;
    return bytes;
  }

  #described(query: ReadQuery, request: ReplicaQuery): string[] {
    if (this.#count(query, request) > this.#options.maxRows) throw this.#tooMany('resources to describe');
    return this.#ask(query, request, query.text, N_TRIPLES).split('\n').slice(0, -1);
  }

  /** From its solutions in TSV: the engine takes longer to make triples of them than it takes here, and does not count them. */
  #constructed(query: ReadQuery, request: ReplicaQuery): string[] {
    const template = readTemplate(query);
    return this.#bounded(query, request, (text) => {
      const tsv = this.#ask(query, request, solutionsQuery(query, text, template.variables), TSV);
      const { lines, solutions } = instantiate(template, tsv);
      return { answer: lines, solutions: () => solutions };
    });
  }

  /**
   * Evaluates with a low bound first. Only what exceeds it is counted, which takes no memory, before it is made: an answer
   * above the limit is refused without having been made.
   */
  #bounded<T>(
    query: ReadQuery,
    request: ReplicaQuery,
    evaluate: (text: string, limit: number) => Bounded<T>,
    more?: (total: number) => T,
  ): T {
    const { maxRows } = this.#options;
    for (const limit of [Math.min(FIRST_ROWS, maxRows), maxRows]) {
      const { text, isCut } = boundQuery(query, limit);
      const { answer, solutions } = evaluate(text, limit);
      if (!isCut || solutions() <= limit) return answer;
      const total = limit === maxRows ? Number.POSITIVE_INFINITY : this.#count(query, request);
      if (total > maxRows) break;
      if (more !== undefined) return more(total);
    }
    throw this.#tooMany('solutions');
  }

  /** As far as one above the limit. */
  #count(query: ReadQuery, request: ReplicaQuery): number {
    const counting = countingQuery(query, this.#options.maxRows);
    return counting === undefined ? 0 : Number(this.#ask(query, request, counting, 'text/csv').split(/\r?\n/)[1]);
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
