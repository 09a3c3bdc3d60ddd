import { FacilisError } from '../errors.ts';
import { FederatedThread } from './federated-thread.ts';

export interface ThreadStaffOptions {
  /** How many federated queries run at once. */
  readonly workers: number;
  /** How many may wait. */
  readonly maxQueued: number;
}

/** Worker threads for federated queries: one query, one thread. */
export class ThreadStaff {
  readonly #options: ThreadStaffOptions;
  /** Kept warm; the first is started by the first query. */
  readonly #idle: FederatedThread[] = [];
  readonly #threads = new Set<FederatedThread>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: ThreadStaffOptions) {
    this.#options = options;
  }

  /**
   * Gives a thread to the work. When the signal is aborted first, the thread is ended with the work.
   * @throws FacilisError `overloaded`; whatever the signal was aborted with
   */
  async withThread<T>(signal: AbortSignal, use: (thread: FederatedThread) => Promise<T>): Promise<T> {
    await this.#turn(signal);
    const thread = this.#warm() ?? new FederatedThread();
    this.#threads.add(thread);
    const { promise: stopped, reject: stop } = Promise.withResolvers<never>();
    const onAbort = () => stop(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([use(thread), stopped]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#release(thread, { isStopped: signal.aborted });
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  /** One that can have ended while it was idle is of no use. */
  #warm(): FederatedThread | undefined {
    for (let thread = this.#idle.pop(); thread !== undefined; thread = this.#idle.pop()) {
      if (!thread.isEnded) return thread;
      this.#threads.delete(thread);
    }
    return undefined;
  }

  /** What was stopped may still be at work; the next query gets a new thread. */
  #release(thread: FederatedThread, { isStopped }: { readonly isStopped: boolean }): void {
    if (!isStopped && this.#idle.length < this.#options.workers && !thread.isEnded) {
      this.#idle.push(thread);
      return;
    }
    this.#threads.delete(thread);
    void thread.end();
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { workers, maxQueued } = this.#options;
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
