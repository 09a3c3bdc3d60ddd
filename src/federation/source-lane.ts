import { CircuitBreaker } from './circuit-breaker.ts';
import { openWay, type Way } from './guarded-fetch.ts';
import { ParallelTurns } from './parallel-turns.ts';
import { type Lookup, pinnedLookup } from './pinned-lookup.ts';
import type { RegisteredSource } from './registered-sources.ts';
import { RequestPace } from './request-pace.ts';
import type { SourceCounters } from './source-client-types.ts';

/** What is kept of one source between requests. */
export class SourceLane {
  readonly turns = new ParallelTurns();
  readonly pace: RequestPace;
  readonly breaker: CircuitBreaker;
  readonly counts = { requests: 0, retries: 0, failures: 0, bytes: 0, milliseconds: 0 };
  lastError: string | undefined;
  readonly #lookup: Lookup;
  #way: Way | undefined;

  constructor({ now, lookup }: { readonly now: () => number; readonly lookup: Lookup }) {
    this.pace = new RequestPace(now);
    this.breaker = new CircuitBreaker(now);
    this.#lookup = lookup;
  }

  /** Connections were opened under the registration of their time: under another one they are not used again. */
  wayTo(url: URL, { allowsPrivateNetwork }: RegisteredSource): Way {
    const way = this.#way;
    if (way?.origin === url.origin && way.allowsPrivateNetwork === allowsPrivateNetwork) return way;
    this.close();
    this.#way = openWay(url.origin, { allowsPrivateNetwork, lookup: pinnedLookup(this.#lookup, { allowsPrivateNetwork }) });
    return this.#way;
  }

  counters(): SourceCounters {
    const { counts, breaker, lastError } = this;
    return { ...counts, breaker: breaker.state, lastError };
  }

  close(): void {
    this.#way?.agent.destroy();
  }
}
