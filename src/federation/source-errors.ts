import { type ErrorCode, FacilisError } from '../errors.ts';
import type { OutcomeKind } from './federation-report.ts';
import type { RegisteredSource } from './registered-sources.ts';

/** A failure of one source, with what a report says of it. */
export function sourceError(
  code: Extract<ErrorCode, 'source-failed' | 'source-timeout' | 'source-not-registered'>,
  source: RegisteredSource,
  { detail, outcome, isDeclined = false, cause }: { detail: string; outcome: OutcomeKind; isDeclined?: boolean; cause?: unknown },
): FacilisError {
  // What Node puts into its errors can hold what the source sent, and so what it was sent.
  const told = source.credentials === undefined ? cause : undefined;
  return new FacilisError(code, { detail, extra: { source: source.iri, outcome, ...(isDeclined && { declined: true }) }, cause: told });
}

export function sourceFailed(source: RegisteredSource, why: string, cause?: unknown): FacilisError {
  return sourceError('source-failed', source, { detail: `${naming(source)} failed: ${why}.`, outcome: 'failed', cause });
}

/** Its title and address, to begin a sentence with; a password that someone wrote into the address is left out. */
export function naming({ title, endpoint }: RegisteredSource): string {
  return `The source ${title} (${shownAddress(endpoint)})`;
}

/** An address without what may be secret in it: user info and query. */
export function shownAddress(address: string): string {
  const url = URL.parse(address);
  if (url === null) return 'an address that cannot be read';
  return url.host === '' ? url.protocol : `${url.protocol}//${url.host}${url.pathname}`;
}
