import { FacilisError } from '../errors.ts';
import { analyseQuery } from './analyse-query.ts';
import { QueryJob } from './query-job.ts';
import type { QueryAnalysis, QueryRequest, QueryResult, ReplicaPatch } from './query-types.ts';
import { ReplicaLog, type Snapshot } from './replica-log.ts';
import { ReplicaStaff } from './replica-staff.ts';
import type { ReplicaOutcome, ReplicaTask, ReplicaThread } from './replica-thread.ts';

/** Text up to this length is parsed by the caller's thread, in less than 5 ms; longer text by a worker. */
const SHORT_QUERY_CHARACTERS = 10_000;

export interface QueryPoolOptions {
  /** The current state, whole: read at once, and again when a patch went missing. */
  readonly snapshot: Snapshot;
  /** How many queries run at once. */
  readonly workers: number;
  /** Replicas kept warm besides, to take over from workers that were ended; 1 unless said. */
  readonly spares?: number;
  /** Limit of one query, its time in the queue included. */
  readonly timeoutMs: number;
  /** Limit of one answer: its solutions, or the triples of an RDF answer. */
  readonly maxRows: number;
  /** How many queries may wait; 100 for each worker unless said. */
  readonly maxQueued?: number;
  readonly baseIRI: string;
}

export interface QueryPoolStatus {
  readonly workers: number;
  /** Replicas that can answer or are answering; `workers` and the spares when all is well. */
  readonly warm: number;
  readonly busy: number;
  readonly queued: number;
  /** The newest revision that answers can be about. */
  readonly sequence: number;
  /** Workers that ended without being asked to. */
  readonly failures: number;
}

export interface QueryPool {
  /** Resolves when every worker is warm; rejects when none can be built. */
  ready(): Promise<void>;
  /**
   * Answers one query on the newest acknowledged revision, whole or not at all.
   * @throws FacilisError `malformed-query`, `unsupported-query`, `not-acceptable`, `query-timeout`, `query-too-many-rows`,
   *   `overloaded`, `client-gone`
   */
  run(request: QueryRequest): Promise<QueryResult>;
  /** `analyseQuery` that leaves long text to a worker, so that a query of megabytes does not stop everybody else. */
  analyse(query: string, options?: { readonly signal?: AbortSignal }): Promise<QueryAnalysis>;
  /** To be called in the order of the revisions; a query that comes after it sees the revision. */
  apply(patch: ReplicaPatch): void;
  status(): QueryPoolStatus;
  close(): Promise<void>;
}

/** Replicas in worker threads; one query has one worker to itself. */
export function createQueryPool(options: QueryPoolOptions): QueryPool {
  return new ReplicaPool(options);
}

class ReplicaPool implements QueryPool {
  readonly #options: QueryPoolOptions;
  readonly #staff: ReplicaStaff;
  readonly #queue: QueryJob[] = [];
  readonly #running = new Map<QueryJob, ReplicaThread>();
  #isClosed = false;

  constructor(options: QueryPoolOptions) {
    this.#options = options;
    this.#staff = new ReplicaStaff({
      log: new ReplicaLog(options.snapshot),
      needed: options.workers,
      spares: options.spares ?? 1,
      replica: { baseIRI: options.baseIRI, maxRows: options.maxRows },
      onIdle: () => this.#assign(),
    });
  }

  ready(): Promise<void> {
    return this.#staff.ready;
  }

  async run(request: QueryRequest): Promise<QueryResult> {
    const { query, defaultGraphs, namedGraphs, resultsFormat, timeoutMs, signal } = request;
    const outcome = await this.#submit({ kind: 'query', query: { query, defaultGraphs, namedGraphs, resultsFormat } }, timeoutMs, signal);
    if (outcome.kind !== 'answer') throw new TypeError(`A query came back as ${outcome.kind}.`);
    return outcome.result;
  }

  async analyse(query: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<QueryAnalysis> {
    if (query.length <= SHORT_QUERY_CHARACTERS) return analyseQuery(query, this.#options);
    const outcome = await this.#submit({ kind: 'analyse', query }, undefined, signal);
    if (outcome.kind !== 'analysis') throw new TypeError(`An analysis came back as ${outcome.kind}.`);
    return outcome.analysis;
  }

  apply(patch: ReplicaPatch): void {
    if (!this.#isClosed) this.#staff.apply(patch);
  }

  status(): QueryPoolStatus {
    const { warm, sequence, failures } = this.#staff;
    return { workers: this.#options.workers, warm, busy: this.#running.size, queued: this.#queue.length, sequence, failures };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const stopping = new FacilisError('overloaded', { detail: 'The service is stopping.' });
    for (const job of [...this.#queue, ...this.#running.keys()]) job.fail(stopping);
    this.#queue.length = 0;
    this.#running.clear();
    await this.#staff.close();
  }

  #submit(task: ReplicaTask, timeoutMs = Number.POSITIVE_INFINITY, signal?: AbortSignal): Promise<ReplicaOutcome> {
    const { workers, maxQueued = 100 * workers } = this.#options;
    if (this.#isClosed) throw new FacilisError('overloaded', { detail: 'The service is stopping.' });
    if (signal?.aborted) throw new FacilisError('client-gone', { detail: 'The client left before the query was taken.' });
    if (this.#queue.length >= maxQueued) {
      throw new FacilisError('overloaded', { detail: `${this.#queue.length} queries are waiting already. Try again in a few seconds.` });
    }
    const limitMs = Math.max(1, Math.min(timeoutMs, this.#options.timeoutMs));
    const limit = timeoutMs < this.#options.timeoutMs ? 'timeout' : 'QUERY_TIMEOUT_MS';
    const job = new QueryJob({ task, timeoutMs: limitMs, limit, signal, onGivenUp: (given) => this.#abandon(given) });
    this.#queue.push(job);
    this.#assign();
    return job.outcome;
  }

  /** Gives waiting queries to idle workers, first come first served, never more than `workers` at once: the rest are spares. */
  #assign(): void {
    while (this.#queue.length > 0 && this.#running.size < this.#options.workers) {
      const thread = this.#staff.idle();
      if (thread === undefined) return;
      void this.#evaluate(this.#queue.shift() as QueryJob, thread);
    }
  }

  async #evaluate(job: QueryJob, thread: ReplicaThread): Promise<void> {
    this.#running.set(job, thread);
    job.isBegun = true;
    try {
      const outcome = await thread.execute(job.task);
      job.isBegun = outcome.kind !== 'unstarted';
      if (outcome.kind === 'unstarted') this.#queue.unshift(job);
      else job.succeed(outcome);
    } catch (cause) {
      job.fail(cause);
    }
    this.#running.delete(job);
    this.#assign();
  }

  /** Its time is over, or its client left: nobody waits for it, so its worker is ended; those of others go on. */
  #abandon(job: QueryJob): void {
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) this.#queue.splice(waiting, 1);
    const thread = this.#running.get(job);
    this.#running.delete(job);
    void thread?.end();
    this.#assign();
  }
}
