import { FacilisError } from '../errors.ts';
import type { InboundResponse, OutboundRequest } from './guarded-fetch.ts';
import type { RegisteredSource } from './registered-sources.ts';

/** The guarded way out. It throws `source-failed`, `source-timeout` or `source-not-registered` unless the status is 200 to 299. */
export type SourceFetch = (request: OutboundRequest, options: SourceFetchOptions) => Promise<SourceResponse>;

export interface SourceFetchOptions {
  readonly source: RegisteredSource;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
}

/** Header names are in lower case. */
export type SourceResponse = InboundResponse & { readonly headers?: Readonly<Record<string, string>> };

/** Whom to ask, and within which limits. */
export interface SourceAccess extends SourceFetchOptions {
  readonly fetch: SourceFetch;
}

/** Whether a failure is the source's, so that it can be asked for less; a client that left, or a fault of ours, is not. */
export function isSourceFailure(cause: unknown): cause is FacilisError {
  return cause instanceof FacilisError && (cause.code === 'source-failed' || cause.code === 'source-timeout');
}

export function sourceFailure({ iri, title, endpoint }: RegisteredSource, why: string, cause?: unknown): FacilisError {
  return new FacilisError('source-failed', { detail: `The source ${title} (${endpoint}) failed: ${why}.`, extra: { source: iri }, cause });
}
