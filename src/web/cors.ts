import type { RequestHandler } from 'express';

/** What a page of another origin may read of an answer beyond the safelisted header fields. */
const EXPOSED =
  'Accept-Query, Allow, Content-Encoding, Content-Language, Content-Location, ETag, Link, Location, Retry-After, Server-Timing, WWW-Authenticate, X-Request-Id';

/** Reads are open to pages of every origin; no credentials, hence `*`. */
export const openToAllOrigins: RequestHandler = (_req, res, next) => {
  res.set('Access-Control-Allow-Origin', '*');
  res.set('Access-Control-Expose-Headers', EXPOSED);
  next();
};

/** Fetch standard §4.8: the header fields of the answer to a preflight. Names of fields are echoed, for the list is open-ended. */
export function preflightHeaders(methods: readonly string[], requestedHeaders: string | undefined): Record<string, string> {
  const fields = requestedHeaders?.replace(/[^\w\-, ]/g, '');
  return {
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': fields || 'Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since',
    'Access-Control-Max-Age': '86400',
  };
}
