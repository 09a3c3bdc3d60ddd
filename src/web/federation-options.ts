import { FacilisError } from '../errors.ts';
import { chosenSources } from '../federation/chosen-sources.ts';
import { registeredSources } from '../federation/registered-sources.ts';
import type { QueryAnalysis } from '../sparql/query-types.ts';
import type { Site } from './site.ts';
import { FEDERATION_ENDPOINT, isFederated, type SparqlEndpoint } from './sparql-endpoint.ts';

/** What a request may wish of a federated answer. */
export interface FederationOptions {
  /** `?source=`: IRIs of the sources that take part; every enabled one when there are none. */
  readonly sources: readonly string[];
  /** `?partial=true` */
  readonly isPartialWelcome: boolean;
  /** `?provenance=true` */
  readonly withProvenance: boolean;
  /** `?explain=true`: the plan instead of the answer. */
  readonly isExplained: boolean;
}

/** @throws FacilisError `malformed-request`; `source-not-registered` */
export function readFederationOptions({ parts }: Site, endpoint: SparqlEndpoint, parameters: URLSearchParams): FederationOptions {
  // A field that a form leaves blank names no source.
  const names = parameters.getAll('source').filter((name) => name !== '');
  const isPartialWelcome = readBoolean(parameters, 'partial');
  const withProvenance = readBoolean(parameters, 'provenance');
  if (endpoint.scope === 'services') {
    const foreign = names.length > 0 ? 'source' : isPartialWelcome ? 'partial' : withProvenance ? 'provenance' : undefined;
    if (foreign !== undefined) {
      throw new FacilisError('malformed-request', {
        detail: `${foreign}= is a parameter of ${parts.config.baseIRI}${FEDERATION_ENDPOINT.path}; here an answer is whole or an error, and SERVICE says who is asked.`,
      });
    }
  }
  const sources =
    names.length === 0 ? [] : chosenSources(names, { sources: registeredSources(parts.reader), baseIRI: parts.config.baseIRI });
  return { sources, isPartialWelcome, withProvenance, isExplained: readBoolean(parameters, 'explain') };
}

function readBoolean(parameters: URLSearchParams, name: string): boolean {
  const values = parameters.getAll(name).filter((value) => value !== '');
  const wrong = values.find((value) => value !== 'true' && value !== 'false');
  if (wrong !== undefined) {
    throw new FacilisError('malformed-request', { detail: `${name} is ${JSON.stringify(wrong)}; it is true or false.` });
  }
  if (new Set(values).size > 1) {
    throw new FacilisError('malformed-request', { detail: `${name} is both true and false; it is one of them.` });
  }
  return values[0] === 'true';
}

/** What only the query itself shows to make no sense. */
export function checkOptions(request: FederationOptions & { readonly endpoint: SparqlEndpoint }, analysis: QueryAnalysis): void {
  if (request.withProvenance && analysis.form !== 'SELECT') {
    throw new FacilisError('malformed-request', {
      detail: `provenance=true says of each row of a SELECT which sources it came from; ${analysis.form} has no rows.`,
    });
  }
  if (request.isExplained && !isFederated(request.endpoint, analysis)) {
    throw new FacilisError('malformed-request', {
      detail: `explain=true shows how sources are asked; this query has no SERVICE and asks none. ${FEDERATION_ENDPOINT.path} explains it over all sources.`,
    });
  }
}
