import { FacilisError } from '../errors.ts';
import type { RegisteredSource } from './registered-sources.ts';
import type { FetchOptions, InboundResponse, OutboundRequest } from './source-client-types.ts';

/** The guarded way out. It throws `source-failed`, `source-timeout` or `source-not-registered` unless the status is 200 to 299. */
export type SourceFetch = (request: OutboundRequest, options: FetchOptions) => Promise<InboundResponse>;

/** Whom to ask, and within which limits. */
export interface SourceAccess extends FetchOptions {
  readonly fetch: SourceFetch;
}

/** Whether a failure is the source's, so that it can be asked for less; a client that left, or a fault of ours, is not. */
export function isSourceFailure(cause: unknown): cause is FacilisError {
  return cause instanceof FacilisError && (cause.code === 'source-failed' || cause.code === 'source-timeout');
}

export function sourceFailure({ iri, title, endpoint }: RegisteredSource, why: string, cause?: unknown): FacilisError {
  return new FacilisError('source-failed', { detail: `The source ${title} (${endpoint}) failed: ${why}.`, extra: { source: iri }, cause });
}
