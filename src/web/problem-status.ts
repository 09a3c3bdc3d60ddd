import type { ErrorCode } from '../errors.ts';

/** The only place that knows which status an error has. `Record` makes a code without a status a type error. */
export const PROBLEM_STATUS: Readonly<Record<ErrorCode, number>> = {
  'malformed-request': 400,
  'malformed-rdf': 400,
  'malformed-query': 400,
  'unsupported-query': 400,
  unauthorised: 401,
  forbidden: 403,
  'source-not-registered': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  conflict: 409,
  withdrawn: 410,
  'precondition-failed': 412,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'invalid-data': 422,
  'query-too-many-rows': 422,
  'query-too-many-bytes': 422,
  'rate-limited': 429,
  // Nobody is left to read it; only the log sees this number.
  'client-gone': 499,
  internal: 500,
  'invalid-setting': 500,
  'base-iri-mismatch': 500,
  'store-damaged': 500,
  'store-in-use': 500,
  'source-failed': 502,
  overloaded: 503,
  'query-timeout': 504,
  'source-timeout': 504,
  'federation-loop': 508,
};

/** Seconds after which another try makes sense, sent as `Retry-After`. */
export const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = { overloaded: 5, 'rate-limited': 1 };

/** Whether the cause is ours: then the log gets the error, and the client no detail of the inside. */
export function isOurFault(code: ErrorCode): boolean {
  return PROBLEM_STATUS[code] === 500;
}
