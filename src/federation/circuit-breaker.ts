import type { BreakerState } from './source-client-types.ts';

const FAILURES_TO_OPEN = 5;
const FIRST_BREAK_MS = 5000;
const LONGEST_BREAK_MS = 300_000;

/** `ask`: like any other; `probe`: alone, to try whether the source answers again; otherwise not, until a time (milliseconds of the epoch). */
export type Passage = { readonly kind: 'ask' | 'probe' } | { readonly kind: 'skip'; readonly until: number | undefined };

/**
 * Leaves a source alone that failed again and again: five times in a row, and it is not asked for five seconds. Then one request tries;
 * when that fails too the break is twice as long, up to five minutes.
 */
export class CircuitBreaker {
  readonly #now: () => number;
  #failures = 0;
  /** `undefined` while it is closed. */
  #openUntil: number | undefined;
  #breakMs = FIRST_BREAK_MS;
  #isProbing = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  get state(): BreakerState {
    if (this.#openUntil === undefined) return 'closed';
    return this.#now() < this.#openUntil ? 'open' : 'half-open';
  }

  get failures(): number {
    return this.#failures;
  }

  /** Whoever passes says what came of it, by `succeeded`, `failed` or `abandoned`. */
  enter(): Passage {
    if (this.state === 'closed') return { kind: 'ask' };
    if (this.state === 'open') return { kind: 'skip', until: this.#openUntil };
    if (this.#isProbing) return { kind: 'skip', until: undefined };
    this.#isProbing = true;
    return { kind: 'probe' };
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openUntil = undefined;
    this.#breakMs = FIRST_BREAK_MS;
    this.#isProbing = false;
  }

  failed(passage: Passage): void {
    this.#failures += 1;
    if (passage.kind === 'probe') {
      this.#isProbing = false;
      this.#breakMs = Math.min(2 * this.#breakMs, LONGEST_BREAK_MS);
    } else if (this.#openUntil !== undefined || this.#failures < FAILURES_TO_OPEN) {
      return;
    }
    this.#openUntil = this.#now() + this.#breakMs;
  }

  /** Nothing was learnt of the source. */
  abandoned(passage: Passage): void {
    if (passage.kind === 'probe') this.#isProbing = false;
  }
}
