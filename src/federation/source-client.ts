import { allowedURL } from './allowed-url.ts';
import { ExchangeFailure } from './exchange-failure.ts';
import { fetchWithRetries } from './fetch-with-retries.ts';
import { type Lookup, systemLookup } from './pinned-lookup.ts';
import { settle } from './settle-fetch.ts';
import type { FetchOptions, InboundResponse, OutboundRequest, SourceClient, SourceCounters } from './source-client-types.ts';
import { sourceCredentials } from './source-credentials.ts';
import { naming, sourceError } from './source-errors.ts';
import { SourceLane } from './source-lane.ts';

const USUAL_PARALLEL_REQUESTS = 8;

export interface SourceClientOptions {
  /** The value of an environment variable that a registration names. */
  secret(environmentName: string): string | undefined;
  /** Name and version of this service, and where to read about it. */
  readonly userAgent?: string;
  /** The system's own unless given. */
  readonly lookup?: Lookup;
  /** Milliseconds of the epoch. */
  now?(): number;
}

/** The way out for federation, summaries, health checks and harvest. */
export function createSourceClient(options: SourceClientOptions): SourceClient {
  return new GuardedClient(options);
}

class GuardedClient implements SourceClient {
  readonly #options: Required<SourceClientOptions>;
  readonly #lanes = new Map<string, SourceLane>();
  readonly #closing = new AbortController();

  constructor({ secret, userAgent = 'Facilis', lookup = systemLookup, now = Date.now }: SourceClientOptions) {
    this.#options = { secret, userAgent, lookup, now };
  }

  async fetch(request: OutboundRequest, options: FetchOptions): Promise<InboundResponse> {
    const { source } = options;
    const { secret, userAgent, now } = this.#options;
    const url = allowedURL(request.url, source);
    const credentials = sourceCredentials(source, secret);
    const lane = this.#lane(source.iri);
    // What is left of a longer limit has parts of a millisecond, and may be less than none.
    const timeoutMs = Math.max(0, Math.ceil(Math.min(options.timeoutMs, source.timeoutMs ?? Infinity)));
    const late = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([late, options.signal, this.#closing.signal]);
    const passage = lane.breaker.enter();
    if (passage.kind === 'skip') throw skipped(options, lane, passage.until);
    const progress = { isSent: false };
    const deadline = now() + timeoutMs;
    const work = async () => {
      const endTurn = await lane.turns.take(source.maxParallelRequests ?? USUAL_PARALLEL_REQUESTS, signal);
      try {
        return await fetchWithRetries(url, request, {
          lane,
          source,
          credentials,
          userAgent,
          progress,
          deadline,
          now,
          signal,
          limits: options,
        });
      } finally {
        endTurn();
      }
    };
    return settle(work(), { source, lane, passage, progress, timeoutMs, late, client: options.signal });
  }

  counters(sourceIRI: string): SourceCounters {
    return this.#lane(sourceIRI).counters();
  }

  close(): void {
    this.#closing.abort(new ExchangeFailure('refused', 'this service is about to stop'));
    for (const lane of this.#lanes.values()) lane.close();
  }

  #lane(iri: string): SourceLane {
    const lane = this.#lanes.get(iri) ?? new SourceLane(this.#options);
    this.#lanes.set(iri, lane);
    return lane;
  }
}

function skipped({ source }: FetchOptions, { breaker, lastError }: SourceLane, until: number | undefined): Error {
  const when = until === undefined ? 'while another request tries whether it answers again' : `before ${new Date(until).toISOString()}`;
  return sourceError('source-failed', source, {
    detail: `${naming(source)} is not asked ${when}: the last ${breaker.failures} requests to it failed. The last said: ${lastError}`,
    outcome: 'skipped',
  });
}
