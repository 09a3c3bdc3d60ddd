/**
 * The closed list of what can go wrong, and the one error class. A code is the last segment of a problem's `type`
 * (RFC 9457 §3.1.1) and is documented in the README; `web/` alone maps codes to HTTP status codes.
 */
export const ERROR_TITLES = {
  'malformed-request': 'The request is malformed',
  'malformed-rdf': 'The RDF cannot be parsed',
  'malformed-query': 'The SPARQL query cannot be parsed',
  'unsupported-query': 'The SPARQL query asks for something that this service does not do',
  'invalid-setting': 'A setting has a value that is not allowed',
  'invalid-data': 'The data does not conform to the shapes',
  unauthorised: 'The request needs a valid token',
  forbidden: 'The token does not allow this',
  'not-found': 'There is nothing under this address',
  withdrawn: 'What was published here has been withdrawn',
  'method-not-allowed': 'The method is not allowed here',
  'not-acceptable': 'None of the available representations is acceptable',
  'payload-too-large': 'The request body is too large',
  'unsupported-media-type': 'The media type of the request body is not supported',
  'rate-limited': 'Too many requests',
  conflict: 'The request conflicts with what is there now',
  'precondition-failed': 'A condition of the request does not hold',
  'base-iri-mismatch': 'The stored data was minted under another BASE_IRI',
  'store-damaged': 'The store cannot be read',
  'store-in-use': 'Another process writes to the store',
  'query-timeout': 'The query took longer than its time limit',
  'query-too-many-rows': 'The query has more results than its row limit',
  'query-too-many-bytes': 'The answer to the query is longer than the limit',
  'source-not-registered': 'The query names a source that is not registered here',
  'source-failed': 'A federated source failed',
  'source-timeout': 'A federated source did not answer in time',
  'federation-loop': 'The federated query came back to where it began',
  overloaded: 'The service is overloaded',
  'client-gone': 'The client left before the answer was ready',
  internal: 'Something went wrong in the service',
} as const;

export type ErrorCode = keyof typeof ERROR_TITLES;

/** An expected failure. `detail` says what was wrong and what would be right; `extra` becomes members of the problem document. */
export class FacilisError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, options: { detail: string; extra?: Record<string, unknown>; cause?: unknown }) {
    super(options.detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'FacilisError';
    this.code = code;
    this.detail = options.detail;
    this.extra = options.extra ?? {};
  }
}
