import type { QueryForm } from './result-formats.ts';
import type { SpooledFile } from './spool.ts';

/** One query as the SPARQL Protocol names its parts. */
export interface QueryRequest {
  readonly query: string;
  /** `default-graph-uri`: with `namedGraphs`, replaces the dataset that the query names itself (SPARQL 1.1 Protocol §2.1.4). */
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /** Media type of the answer; it must suit the form of the query. */
  readonly resultsFormat: string;
  /** May lower the limit of the pool, never raise it. */
  readonly timeoutMs?: number;
  /** Who asks: workers and places in the queue are shared out between clients. One that is not named is the service itself. */
  readonly client?: string;
  /** Whether a long answer may come as a file instead of as bytes: then whoever asked closes it. */
  readonly isSpooled?: boolean;
  /** Aborted when the client left. */
  readonly signal?: AbortSignal;
}

export interface QueryResult {
  readonly mediaType: string;
  /** Empty when the answer is in `file`. */
  readonly bytes: Uint8Array;
  readonly file?: SpooledFile;
  /** The revision that it was evaluated on. */
  readonly sequence: number;
  /**
   * Names what the order of an answer without ORDER BY follows from, besides the revision: the engine gives quads in the order that
   * it got them in. Equal query, revision and order: equal bytes, in this process or another.
   */
  readonly order: string;
  /** Time in the worker: parsing, evaluation, serialisation; without the time in the queue. */
  readonly evaluationMs: number;
  /** How much of that an RDF answer took to be written; bindings are written while they are evaluated. */
  readonly serialisationMs: number;
  /** Time that it waited for a worker. */
  readonly queueMs: number;
}

/** One step from a revision to the next, as the store announces it. */
export interface ReplicaPatch {
  readonly sequence: number;
  /** N-Quads with graph names. */
  readonly added: string;
  readonly removed: string;
  /** When given, tells a patch that follows on the last one from a gap. */
  readonly revisions?: readonly { readonly sequence: number }[];
}

/** What is known of a query before it runs. */
export interface QueryAnalysis {
  readonly form: QueryForm;
  /** IRIs of `SERVICE`, absolute, each once, in the order of the text; `?name` when the service is a variable. */
  readonly services: readonly string[];
  /** Whether the query names its dataset itself (`FROM`, `FROM NAMED`). */
  readonly namesDataset: boolean;
  /** Whether it asks for the time, chance or a new name, so that the same revision need not give the same answer. */
  readonly isVolatile: boolean;
}
