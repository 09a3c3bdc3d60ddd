import type { RegisteredSource } from './registered-sources.ts';

/** A request that reads: GET, HEAD, QUERY, or POST with a query in its body. */
export interface OutboundRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface FetchOptions {
  /** The source whose origin the request must be addressed to. */
  readonly source: RegisteredSource;
  /** Of all of it: waiting for a turn, retries and redirects included. A lower limit of the registration holds as well. */
  readonly timeoutMs: number;
  /** Before and after decompression; a lower limit of the registration holds as well. */
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
}

export interface InboundResponse {
  /** 200 to 299, or 304 when the request had a condition. */
  readonly status: number;
  /** Empty when the source does not say. */
  readonly contentType: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly bytes: Uint8Array;
  /** Where the answer came from in the end; relative IRIs in it are relative to this (RFC 3986 §5.1.3). */
  readonly url: string;
}

/** Since the client was made. */
export interface SourceCounters {
  /** Sent, with retries and redirects. */
  readonly requests: number;
  readonly retries: number;
  /** Fetches that ended in an error, but for those that the client itself gave up. */
  readonly failures: number;
  /** Of bodies, as they came over the wire. */
  readonly bytes: number;
  /** From sending a request to the last byte of its answer, summed. */
  readonly milliseconds: number;
  readonly breaker: BreakerState;
  readonly lastError: string | undefined;
}

/** `half-open`: the next request tries whether the source answers again. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** The way out: what it does not let through is not sent. */
export interface SourceClient {
  /**
   * @throws FacilisError `source-not-registered`, `source-failed` or `source-timeout`, with the source's IRI and an `OutcomeKind` in `extra`;
   * the reason of `signal` when that was aborted
   */
  fetch(request: OutboundRequest, options: FetchOptions): Promise<InboundResponse>;
  counters(sourceIRI: string): SourceCounters;
  close(): void;
}
