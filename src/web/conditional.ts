import { FacilisError } from '../errors.ts';

/** Whether `If-None-Match` names the current representation. RFC 9110 §13.1.2: the comparison is weak, `*` matches any. */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const tags = ifNoneMatch.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
  return tags.some((tag) => tag.replace(/^W\//, '') === etag.replace(/^W\//, ''));
}

export interface Validators {
  readonly etag: string | undefined;
  readonly lastModified: Date | undefined;
}

/** RFC 9110 §13.2.2: `If-None-Match` decides alone when it is there; otherwise `If-Modified-Since` does. */
export function isNotModified(headers: { 'if-none-match'?: string; 'if-modified-since'?: string }, current: Validators): boolean {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) return current.etag !== undefined && matchesEtag(ifNoneMatch, current.etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  if (Number.isNaN(since) || current.lastModified === undefined) return false;
  return Math.floor(current.lastModified.getTime() / 1000) * 1000 <= since;
}

/**
 * The time for `Last-Modified`, if it can serve as a validator. RFC 9110 §8.8.2.1: within the second of the last change a
 * second change could follow unseen, so until that second is over there is none.
 */
export function settledModification(modified: Date | undefined, now: Date): Date | undefined {
  if (modified === undefined) return undefined;
  return Math.floor(modified.getTime() / 1000) < Math.floor(now.getTime() / 1000) ? modified : undefined;
}

/**
 * RFC 9110 §13.2.2, for a request that changes something.
 * @param etag of what is there now; none when nothing is
 * @throws FacilisError `precondition-failed`
 */
export function checkPreconditions(headers: { 'if-match'?: string; 'if-none-match'?: string }, etag: string | undefined): void {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  // §13.1.1: the comparison of If-Match is strong, so a weak tag never matches.
  const strong = ifMatch?.replace(/W\/"[^"]*"/g, '');
  if (strong !== undefined && (etag === undefined || !matchesEtag(strong, etag))) {
    throw new FacilisError('precondition-failed', {
      detail: `If-Match names another state than ${etag ?? 'none, which is here now'}: read it again.`,
    });
  }
  if (ifNoneMatch !== undefined && etag !== undefined && matchesEtag(ifNoneMatch, etag)) {
    throw new FacilisError('precondition-failed', { detail: `If-None-Match names what is here now, ${etag}.` });
  }
}
