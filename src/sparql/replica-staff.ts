import { FacilisError } from '../errors.ts';
import type { ReplicaPatch } from './query-types.ts';
import type { ReplicaOptions } from './replica.ts';
import type { ReplicaLog } from './replica-log.ts';
import { ReplicaThread } from './replica-thread.ts';

/** After so many workers in a row that could not be built, the start has failed. */
const MAX_FAILED_STARTS = 3;
const LONGEST_PAUSE_MS = 10_000;

export interface ReplicaStaffOptions {
  readonly log: ReplicaLog;
  /** How many must be warm to be ready. */
  readonly needed: number;
  readonly spares: number;
  readonly replica: ReplicaOptions;
  onIdle(): void;
}

/** Keeps the wanted number of replica threads: whichever ends, for whatever reason, is followed by a new one. */
export class ReplicaStaff {
  readonly ready: Promise<void>;
  failures = 0;
  readonly #options: ReplicaStaffOptions;
  readonly #threads = new Set<ReplicaThread>();
  readonly #announced = Promise.withResolvers<void>();
  #failedStarts = 0;
  #isClosed = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(options: ReplicaStaffOptions) {
    this.#options = options;
    this.ready = this.#announced.promise;
    // Who waits for `ready` hears of it; the process must not end because nobody does.
    this.ready.catch(() => {});
    this.#fill();
  }

  get warm(): number {
    return [...this.#threads].filter((thread) => thread.state !== 'warming').length;
  }

  get sequence(): number {
    return this.#options.log.sequence;
  }

  get order(): string {
    return this.#options.log.order;
  }

  /** A thread that can be asked now. It has been sent every patch so far, so it will answer about the newest revision. */
  idle(): ReplicaThread | undefined {
    return [...this.#threads].find((thread) => thread.state === 'idle');
  }

  apply(patch: ReplicaPatch): void {
    switch (this.#options.log.append(patch)) {
      case 'known':
        return;
      case 'appended':
        for (const thread of this.#threads) thread.patch(patch);
        return;
      case 'gap':
        // Idle threads would answer about an old revision. Running queries end on the revision that they began with.
        for (const thread of [...this.#threads]) thread.retire();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#pause);
    this.#announced.reject(new FacilisError('overloaded', { detail: 'The service is stopping.' }));
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  #fill(): void {
    if (this.#isClosed) return;
    const { log, needed, spares, replica } = this.#options;
    while (this.#threads.size < needed + spares) {
      const { image, patches } = log.read();
      const thread = new ReplicaThread(image, patches, replica, {
        onIdle: () => this.#welcome(),
        onEnded: (ended, why) => this.#replace(ended, why),
      });
      this.#threads.add(thread);
    }
  }

  #welcome(): void {
    this.#failedStarts = 0;
    if (this.warm >= this.#options.needed) this.#announced.resolve();
    this.#options.onIdle();
  }

  #replace(ended: ReplicaThread, why: string | undefined): void {
    this.#threads.delete(ended);
    if (ended.isOutOfStep) this.#options.log.forgetPatches();
    if (why !== undefined) this.failures += 1;
    if (why === undefined || ended.wasReady) this.#fill();
    else this.#fillLater(why);
  }

  #fillLater(why: string): void {
    this.#failedStarts += 1;
    if (this.#failedStarts >= MAX_FAILED_STARTS) {
      this.#announced.reject(new FacilisError('internal', { detail: `No query worker can be started: ${why}` }));
    }
    // A replica that cannot be built would otherwise be tried again without end and without rest.
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#fill(), Math.min(LONGEST_PAUSE_MS, 50 * 2 ** this.#failedStarts));
  }
}
