import { setTimeout as sleep } from 'node:timers/promises';

const MINUTE_MS = 60_000;
/** No source can switch itself off here for longer by one answer. */
const LONGEST_PAUSE_MS = 300_000;

/** `rate`, `pause`: why the next request may go only at a time (milliseconds of the epoch) that is after the deadline. */
export type PaceTurn = { readonly kind: 'go' } | { readonly kind: 'rate' | 'pause'; readonly at: number };

export interface PaceRequest {
  readonly perMinute: number | undefined;
  /** Milliseconds of the epoch. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** When the next request may go to a source: so many in any minute, and none while it asks to be left alone. */
export class RequestPace {
  readonly #now: () => number;
  /** When requests of the last minute went, and when those that wait will go. */
  #times: number[] = [];
  #pausedUntil = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `Retry-After` (RFC 9110 §10.2.3) is about the source, so it holds for all requests to it. */
  pause(forMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + Math.min(forMs, LONGEST_PAUSE_MS));
  }

  /** Waits until the request may go, unless that is after its deadline. Rejects with the signal's reason. */
  async turn({ perMinute = Infinity, deadline, signal }: PaceRequest): Promise<PaceTurn> {
    this.#times = this.#times.filter((time) => time > this.#now() - MINUTE_MS);
    const before = perMinute === Infinity ? undefined : this.#times.at(-perMinute);
    const at = before === undefined ? 0 : before + MINUTE_MS;
    if (at > deadline) return { kind: 'rate', at };
    const time = Math.max(at, this.#now());
    if (perMinute !== Infinity) this.#times.push(time);
    await this.#until(time, signal);
    while (this.#pausedUntil > this.#now()) {
      if (this.#pausedUntil > deadline) return { kind: 'pause', at: this.#pausedUntil };
      await this.#until(this.#pausedUntil, signal);
    }
    return { kind: 'go' };
  }

  async #until(time: number, signal: AbortSignal): Promise<void> {
    const waitMs = time - this.#now();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    signal.throwIfAborted();
  }
}
