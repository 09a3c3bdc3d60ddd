import { FacilisError } from '../errors.ts';
import type { ReplicaOutcome, ReplicaTask } from './replica-thread.ts';

export interface QueryJobOptions {
  readonly task: ReplicaTask;
  readonly client: string;
  readonly timeoutMs: number;
  /** Who set it: the service, or the parameter of the request. */
  readonly limit: 'QUERY_TIMEOUT_MS' | 'timeout';
  readonly signal: AbortSignal | undefined;
  /** Called once when the job ended before its outcome: whatever works on it must be ended. */
  onGivenUp(job: QueryJob): void;
}

/** One task from its arrival to its outcome: its time limit runs from the start, in the queue too. */
export class QueryJob {
  readonly task: ReplicaTask;
  readonly client: string;
  readonly outcome: Promise<ReplicaOutcome>;
  /** Whether a worker has it; otherwise it waits for one. */
  isBegun = false;
  /** How long it waited for its worker. */
  queueMs = 0;
  readonly #arrivedAt = performance.now();
  #settled = false;
  #timer: NodeJS.Timeout;
  readonly #options: QueryJobOptions;
  readonly #resolve: (outcome: ReplicaOutcome) => void;
  readonly #reject: (cause: unknown) => void;
  readonly #onAbort = () => this.#giveUp(new FacilisError('client-gone', { detail: 'The client left before the answer was ready.' }));

  constructor(options: QueryJobOptions) {
    this.#options = options;
    this.task = options.task;
    this.client = options.client;
    const { promise, resolve, reject } = Promise.withResolvers<ReplicaOutcome>();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#giveUp(this.#timeout()), options.timeoutMs);
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  begin(): void {
    this.isBegun = true;
    this.queueMs = performance.now() - this.#arrivedAt;
  }

  succeed(outcome: ReplicaOutcome): void {
    if (this.#settle()) this.#resolve(outcome);
    else if (outcome.kind === 'answer') void outcome.result.file?.handle.close();
  }

  fail(cause: unknown): void {
    if (this.#settle()) this.#reject(cause);
  }

  #giveUp(cause: FacilisError): void {
    if (!this.#settle()) return;
    this.#reject(cause);
    this.#options.onGivenUp(this);
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    return true;
  }

  #timeout(): FacilisError {
    const { timeoutMs, limit } = this.#options;
    const extra = { limit, timeoutMs };
    if (!this.isBegun) {
      const detail = `Every worker was busy for ${timeoutMs} ms, the query's time limit (${limit}), so it was not begun. Try again in a few seconds.`;
      return new FacilisError('overloaded', { detail, extra });
    }
    const detail = `The query was stopped after ${timeoutMs} ms, its time limit (${limit}). Ask for less, or add a more selective pattern.`;
    return new FacilisError('query-timeout', { detail, extra });
  }
}
