import { FacilisError } from '../errors.ts';
import { iriFault } from '../rdf/iri-syntax.ts';
import { refusedUpdate } from '../sparql/parse-query.ts';
import type { Exchange } from './exchange.ts';
import { type FederationOptions, readFederationOptions } from './federation-options.ts';
import { readBody } from './request-body.ts';
import { ACCEPT_QUERY } from './route-table.ts';
import type { SparqlEndpoint } from './sparql-endpoint.ts';

/** A query as the SPARQL 1.1 Protocol §2.1 carries it, by whichever of its operations. */
export interface SparqlRequest extends FederationOptions {
  readonly endpoint: SparqlEndpoint;
  /** `undefined` when there is none: then the service describes itself. */
  readonly query: string | undefined;
  readonly defaultGraphs: readonly string[];
  readonly namedGraphs: readonly string[];
  /** `?format=`: a suffix or media type that overrides `Accept`, for links that cannot send one. */
  readonly format: string | undefined;
  /** `?timeout=`: may lower the limit of the service for this query, never raise it. */
  readonly timeoutMs: number | undefined;
}

const FORM = 'application/x-www-form-urlencoded';
const QUERY = 'application/sparql-query';
const UPDATE = 'application/sparql-update';

/**
 * @throws FacilisError `malformed-request`, `unsupported-media-type`, `payload-too-large`, `source-not-registered`; `unsupported-query` for an update
 */
export async function readSparqlRequest(exchange: Exchange, endpoint: SparqlEndpoint): Promise<SparqlRequest> {
  const { req, url } = exchange;
  if (req.method === 'GET' || req.method === 'HEAD') return fromParameters(exchange, endpoint, url.searchParams);
  const mediaType = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === UPDATE) throw refusedUpdate(decodeUtf8(await readBody(exchange)), exchange.site.parts.config.baseIRI);
  if (mediaType !== FORM && mediaType !== QUERY) {
    exchange.res.set('Accept-Query', ACCEPT_QUERY);
    throw new FacilisError('unsupported-media-type', {
      detail: `The body is ${mediaType === '' ? 'of no stated type' : mediaType}; send the query as ${QUERY}, or as the form field query in ${FORM}.`,
      extra: { supported: [QUERY, FORM] },
    });
  }
  const text = decodeUtf8(await readBody(exchange));
  if (mediaType === FORM) return fromParameters(exchange, endpoint, new URLSearchParams(text));
  // §2.1.3: the body is the query alone, "the dataset may be specified by parameters in the query string".
  return { ...fromParameters(exchange, endpoint, url.searchParams), query: text };
}

function fromParameters({ site }: Exchange, endpoint: SparqlEndpoint, parameters: URLSearchParams): SparqlRequest {
  const update = parameters.get('update');
  if (update !== null) throw refusedUpdate(update, site.parts.config.baseIRI);
  const queries = parameters.getAll('query');
  // §2.1.1: "exactly one query string".
  if (queries.length > 1) {
    throw new FacilisError('malformed-request', { detail: `The parameter query stands ${queries.length} times; it stands once.` });
  }
  return {
    endpoint,
    ...readFederationOptions(site, endpoint, parameters),
    query: queries[0],
    defaultGraphs: graphIRIs(parameters, 'default-graph-uri'),
    namedGraphs: graphIRIs(parameters, 'named-graph-uri'),
    format: parameters.get('format') || undefined,
    timeoutMs: timeout(parameters),
  };
}

/** A field that a form leaves blank names no graph. */
function graphIRIs(parameters: URLSearchParams, name: string): string[] {
  const iris = parameters.getAll(name).filter((iri) => iri !== '');
  for (const iri of iris) {
    const fault = iriFault(iri);
    if (fault !== undefined)
      throw new FacilisError('malformed-request', { detail: `${name} is ${JSON.stringify(iri)}, which is no IRI: ${fault}.` });
  }
  return iris;
}

function timeout(parameters: URLSearchParams): number | undefined {
  const text = parameters.get('timeout');
  if (text === null || text === '') return undefined;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new FacilisError('malformed-request', {
    detail: `timeout is ${JSON.stringify(text)}; it is a whole number of milliseconds from 1.`,
  });
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FacilisError('malformed-request', { detail: 'The body is not UTF-8.', cause });
  }
}
