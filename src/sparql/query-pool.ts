import { FacilisError } from '../errors.ts';
import { analyseQuery } from './analyse-query.ts';
import { FairQueue } from './fair-queue.ts';
import { QueryJob } from './query-job.ts';
import type { QueryAnalysis, QueryRequest, QueryResult, ReplicaPatch } from './query-types.ts';
import { ReplicaLog, type ReplicaState, type Snapshot } from './replica-log.ts';
import { ReplicaStaff } from './replica-staff.ts';
import type { DefaultGraphKind } from './replica-store.ts';
import type { ReplicaOutcome, ReplicaTask, ReplicaThread } from './replica-thread.ts';
import { WorkerShare } from './worker-share.ts';

/** Text up to this length is parsed by the caller's thread, in less than 5 ms; longer text by a worker. */
const SHORT_QUERY_CHARACTERS = 10_000;
/** The client of a request that names none. */
const SERVICE_ITSELF = '';

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
  /** How many of one client may wait; a quarter of `maxQueued` unless said. */
  readonly maxQueuedPerClient?: number;
  readonly baseIRI: string;
  /** What a query without a dataset clause reads: the union of all graphs unless said. */
  readonly defaultGraph?: DefaultGraphKind;
}

export interface QueryPoolStatus {
  readonly workers: number;
  /** Replicas that can answer or are answering; `workers` and the spares when all is well. */
  readonly warm: number;
  readonly busy: number;
  readonly queued: number;
  /** The newest revision that answers can be about. */
  readonly sequence: number;
  /** The `order` of answers, as a rule: replicas from before the last renewal of the image may live on. */
  readonly order: string;
  /** Workers that ended without being asked to. */
  readonly failures: number;
}

/** Who asks, and for how long it waits at most. */
export type Asker = Pick<QueryRequest, 'client' | 'timeoutMs' | 'signal'>;

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
  analyse(query: string, asker?: Asker): Promise<QueryAnalysis>;
  /** To be called in the order of the revisions; a query that comes after it sees the revision. */
  apply(patch: ReplicaPatch): void;
  /** The quads of the newest revision, in shared memory. */
  state(): ReplicaState;
  status(): QueryPoolStatus;
  close(): Promise<void>;
}

/** Replicas in worker threads; one query has one worker to itself. */
export function createQueryPool(options: QueryPoolOptions): QueryPool {
  return new ReplicaPool(options);
}

class ReplicaPool implements QueryPool {
  readonly #options: QueryPoolOptions;
  readonly #log: ReplicaLog;
  readonly #staff: ReplicaStaff;
  readonly #queue = new FairQueue<QueryJob>();
  readonly #running = new Map<QueryJob, ReplicaThread>();
  readonly #share: WorkerShare;
  #isClosed = false;

  constructor(options: QueryPoolOptions) {
    this.#options = options;
    const { workers, spares = 1 } = options;
    this.#share = new WorkerShare({ workers, replicas: workers + spares });
    this.#log = new ReplicaLog(options.snapshot);
    this.#staff = new ReplicaStaff({
      log: this.#log,
      needed: workers,
      spares,
      replica: { baseIRI: options.baseIRI, maxRows: options.maxRows, defaultGraph: options.defaultGraph },
      onIdle: () => this.#assign(),
    });
  }

  ready(): Promise<void> {
    return this.#staff.ready;
  }

  async run(request: QueryRequest): Promise<QueryResult> {
    const { query, defaultGraphs, namedGraphs, resultsFormat, isSpooled } = request;
    const outcome = await this.#submit({ kind: 'query', query: { query, defaultGraphs, namedGraphs, resultsFormat, isSpooled } }, request);
    if (outcome.kind !== 'answer') throw new TypeError(`A query came back as ${outcome.kind}.`);
    return outcome.result;
  }

  async analyse(query: string, asker: Asker = {}): Promise<QueryAnalysis> {
    if (query.length <= SHORT_QUERY_CHARACTERS) return analyseQuery(query, this.#options);
    const outcome = await this.#submit({ kind: 'analyse', query }, asker);
    if (outcome.kind !== 'analysis') throw new TypeError(`An analysis came back as ${outcome.kind}.`);
    return outcome.analysis;
  }

  apply(patch: ReplicaPatch): void {
    if (!this.#isClosed) this.#staff.apply(patch);
  }

  state(): ReplicaState {
    return this.#log.read();
  }

  status(): QueryPoolStatus {
    const { warm, sequence, order, failures } = this.#staff;
    return { workers: this.#options.workers, warm, busy: this.#running.size, queued: this.#queue.size, sequence, order, failures };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const stopping = new FacilisError('overloaded', { detail: 'The service is stopping.' });
    for (const job of [...this.#queue.drain(), ...this.#running.keys()]) job.fail(stopping);
    this.#running.clear();
    await this.#staff.close();
  }

  #submit(task: ReplicaTask, { timeoutMs = Number.POSITIVE_INFINITY, client = SERVICE_ITSELF, signal }: Asker): Promise<ReplicaOutcome> {
    if (this.#isClosed) throw new FacilisError('overloaded', { detail: 'The service is stopping.' });
    if (signal?.aborted) throw new FacilisError('client-gone', { detail: 'The client left before the query was taken.' });
    this.#refuseWhenFull(client);
    const limitMs = Math.max(1, Math.min(timeoutMs, this.#options.timeoutMs));
    const limit = timeoutMs < this.#options.timeoutMs ? 'timeout' : 'QUERY_TIMEOUT_MS';
    const job = new QueryJob({ task, client, timeoutMs: limitMs, limit, signal, onGivenUp: (given) => this.#abandon(given) });
    this.#queue.push(job);
    this.#assign();
    return job.outcome;
  }

  #refuseWhenFull(client: string): void {
    const { workers, maxQueued = 100 * workers, maxQueuedPerClient = Math.ceil(maxQueued / 4) } = this.#options;
    if (this.#queue.size >= maxQueued) {
      throw new FacilisError('overloaded', { detail: `${this.#queue.size} queries are waiting already. Try again in a few seconds.` });
    }
    if (this.#queue.sizeOf(client) >= maxQueuedPerClient) {
      const detail = `${maxQueuedPerClient} queries of your address are waiting already, as many as one may have. Try again when some are answered.`;
      throw new FacilisError('overloaded', { detail });
    }
  }

  /** Gives waiting queries to idle workers, in turn between clients, and as many to one as its share is. */
  #assign(): void {
    this.#share.settle(this.#staff.warm);
    for (let thread = this.#staff.idle(); thread !== undefined; thread = this.#staff.idle()) {
      const job = this.#queue.take((client) => this.#share.mayHave(client));
      if (job === undefined) return;
      void this.#evaluate(job, thread);
    }
  }

  async #evaluate(job: QueryJob, thread: ReplicaThread): Promise<void> {
    this.#running.set(job, thread);
    this.#share.take(job.client);
    job.begin();
    try {
      const outcome = await thread.execute(job.task);
      job.isBegun = outcome.kind !== 'unstarted';
      if (outcome.kind === 'unstarted') this.#queue.putBack(job);
      else job.succeed(outcome.kind === 'answer' ? { ...outcome, result: { ...outcome.result, queueMs: job.queueMs } } : outcome);
    } catch (cause) {
      job.fail(cause);
    }
    if (this.#running.delete(job)) this.#share.giveBack(job.client, { isBroken: thread.state === 'ended' });
    this.#assign();
  }

  /** Its time is over, or its client left: nobody waits for it, so its worker is ended; those of others go on. */
  #abandon(job: QueryJob): void {
    this.#queue.remove(job);
    const thread = this.#running.get(job);
    if (thread !== undefined) this.#share.giveBack(job.client, { isBroken: true });
    this.#running.delete(job);
    void thread?.end();
    this.#assign();
  }
}
