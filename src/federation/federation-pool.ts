import { FacilisError } from '../errors.ts';
import { type ReadQuery, readQuery } from '../sparql/analyse-query.ts';
import type { QueryPool } from '../sparql/query-pool.ts';
import type { QueryResult } from '../sparql/query-types.ts';
import { allowedServices } from './allowed-services.ts';
import { ComunicaThread } from './comunica-thread.ts';
import type { FederationReport } from './federation-report.ts';
import type { FederatedRequest, FederatedResult } from './federation-types.ts';
import { inlineServices, type Solutions } from './inline-services.ts';
import type { RegisteredSource } from './registered-sources.ts';
import { serviceClauses } from './service-clauses.ts';
import { ServiceReport } from './service-report.ts';
import { readTsv } from './tsv-solutions.ts';

const DEFAULT_MAX_ANSWER_BYTES = 1 << 25;
/** A commit between the questions of one query would mix two revisions: it is then asked again, so often. */
const MAX_ATTEMPTS = 3;

export interface FederationPoolOptions {
  /** The inventory. */
  readonly pool: Pick<QueryPool, 'run'>;
  readonly baseIRI: string;
  /** The registry as it is now. */
  sources(): readonly RegisteredSource[];
  /** How many federated queries run at once. */
  readonly workers: number;
  readonly timeoutMs: number;
  /** Limit of the answer, and of what one SERVICE clause brings. */
  readonly maxRows: number;
  /** How many federated queries may wait; 20 for each worker unless said. */
  readonly maxQueued?: number;
  /** Handed the report of every query, also of one that failed. */
  onReport?(report: FederationReport): void;
}

export interface FederationPool {
  /**
   * Answers a query with SERVICE clauses: Comunica asks the sources, the inventory's engine does the rest.
   * @throws FacilisError `source-not-registered`, `source-failed`, `source-timeout`, and those of `QueryPool.run`; its `extra.report`
   * is the id of the report, if sources were asked
   */
  run(request: FederatedRequest): Promise<FederatedResult>;
  /** The plan alone: no source is asked. */
  explain(request: FederatedRequest): Promise<FederationReport>;
  close(): Promise<void>;
}

export function createFederationPool(options: FederationPoolOptions): FederationPool {
  return new ComunicaPool(options);
}

class ComunicaPool implements FederationPool {
  readonly #options: FederationPoolOptions;
  /** At most one is kept warm; the first is started by the first query. */
  #idle: ComunicaThread | undefined;
  readonly #threads = new Set<ComunicaThread>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: FederationPoolOptions) {
    this.#options = options;
  }

  async run(request: FederatedRequest): Promise<FederatedResult> {
    const { baseIRI, timeoutMs } = this.#options;
    const query = readQuery(request.query, baseIRI);
    const sources = this.#sourcesOf(request, query);
    const limitMs = Math.max(1, Math.min(request.timeoutMs ?? timeoutMs, timeoutMs));
    const late = AbortSignal.timeout(limitMs);
    const signal = AbortSignal.any([late, ...(request.signal === undefined ? [] : [request.signal])]);
    const record = new ServiceReport(sources);
    try {
      const result = await this.#withThread(signal, (thread) => this.#evaluate({ request, query, sources, signal, thread, record }));
      return { ...result, report: this.#handIn(record.finish({ isComplete: true })) };
    } catch (cause) {
      const { id } = this.#handIn(record.finish({ isComplete: false }));
      if (late.aborted) throw timedOut(limitMs, limitMs < timeoutMs ? 'timeout' : 'FEDERATION_TIMEOUT_MS', { cause, report: id });
      if (signal.aborted) throw new FacilisError('client-gone', { detail: 'The client left before the answer was ready.', cause });
      if (!(cause instanceof FacilisError)) throw cause;
      throw new FacilisError(cause.code, { detail: cause.detail, extra: { ...cause.extra, report: id }, cause });
    }
  }

  async explain(request: FederatedRequest): Promise<FederationReport> {
    const sources = this.#sourcesOf(request, readQuery(request.query, this.#options.baseIRI));
    return this.#handIn(new ServiceReport(sources).finish({ isComplete: true, isPlanOnly: true }));
  }

  #sourcesOf({ scope }: FederatedRequest, { services }: ReadQuery): Map<string, RegisteredSource> {
    if (scope === 'virtual-graph') {
      throw new FacilisError('unsupported-query', {
        detail: 'The virtual graph over all sources cannot be asked yet; name sources by SERVICE.',
      });
    }
    return allowedServices(services, this.#options.sources(), this.#options.baseIRI);
  }

  #handIn(report: FederationReport): FederationReport {
    this.#options.onReport?.(report);
    return report;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  async #evaluate(evaluation: FederatedEvaluation): Promise<QueryResult> {
    const startedAt = performance.now();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const sequences = new Set<number>();
      const text = await inlineServices(evaluation.query, serviceClauses(evaluation.query), {
        baseIRI: this.#options.baseIRI,
        askInventory: async (query) => {
          const result = await this.#ask(evaluation, query, 'text/tab-separated-values');
          sequences.add(result.sequence);
          return readTsv(result.bytes);
        },
        askSource: ({ iri }, query) => this.#askSource(evaluation, iri, query),
      });
      const result = await this.#ask(evaluation, text, evaluation.request.resultsFormat);
      if (sequences.size === 0 || (sequences.size === 1 && sequences.has(result.sequence))) {
        return { ...result, evaluationMs: performance.now() - startedAt };
      }
    }
    throw new FacilisError('overloaded', { detail: 'The inventory changed again and again while the sources were asked. Try again.' });
  }

  #ask({ request, signal }: FederatedEvaluation, query: string, resultsFormat: string): Promise<QueryResult> {
    const { defaultGraphs, namedGraphs, client } = request;
    return this.#options.pool.run({ query, defaultGraphs, namedGraphs, resultsFormat, client, signal });
  }

  #askSource({ sources, signal, thread, record }: FederatedEvaluation, iri: string, query: string): Promise<Solutions> {
    const source = sources.get(iri);
    if (source === undefined) throw new FacilisError('source-not-registered', { detail: `SERVICE <${iri}> names no registered source.` });
    const { timeoutMs, maxRows } = this.#options;
    return record.asking(source, () =>
      thread.ask({
        source,
        query,
        maxRows,
        timeoutMs: Math.min(source.timeoutMs ?? timeoutMs, timeoutMs),
        maxAnswerBytes: source.maxAnswerBytes ?? DEFAULT_MAX_ANSWER_BYTES,
        signal,
      }),
    );
  }

  /** One query, one thread: when its time is over or its client left, the thread is ended with it. */
  async #withThread<T>(signal: AbortSignal, use: (thread: ComunicaThread) => Promise<T>): Promise<T> {
    await this.#turn(signal);
    const thread = this.#idle ?? new ComunicaThread();
    this.#idle = undefined;
    this.#threads.add(thread);
    const { promise: stopped, reject: stop } = Promise.withResolvers<never>();
    const onAbort = () => stop(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    let isClean = false;
    try {
      const result = await Promise.race([use(thread), stopped]);
      isClean = true;
      return result;
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#release(thread, isClean);
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** After a failure Comunica may still be at work for the query that failed; the next one gets a new thread. */
  #release(thread: ComunicaThread, isClean: boolean): void {
    if (isClean && this.#idle === undefined && !thread.isEnded) {
      this.#idle = thread;
      return;
    }
    this.#threads.delete(thread);
    void thread.end();
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { workers, maxQueued = 20 * workers } = this.#options;
    if (this.#running >= workers) {
      if (this.#waiting.length >= maxQueued) {
        throw new FacilisError('overloaded', { detail: `${this.#waiting.length} federated queries are waiting already.` });
      }
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push(resolve);
        signal.addEventListener('abort', () => {
          const at = this.#waiting.indexOf(resolve);
          if (at >= 0) this.#waiting.splice(at, 1);
          reject(signal.reason);
        });
      });
    }
    this.#running += 1;
  }
}

interface FederatedEvaluation {
  readonly request: FederatedRequest;
  readonly query: ReadQuery;
  readonly sources: ReadonlyMap<string, RegisteredSource>;
  readonly signal: AbortSignal;
  readonly thread: ComunicaThread;
  readonly record: ServiceReport;
}

function timedOut(
  timeoutMs: number,
  limit: 'FEDERATION_TIMEOUT_MS' | 'timeout',
  { cause, report }: { cause: unknown; report: string },
): FacilisError {
  return new FacilisError('query-timeout', {
    detail: `The federated query was stopped after ${timeoutMs} ms, its time limit (${limit}).`,
    extra: { limit, timeoutMs, report },
    cause,
  });
}
