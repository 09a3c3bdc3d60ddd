import type { FederatedRequest } from '../federation/federation-types.ts';
import type { QueryAnalysis } from '../sparql/query-types.ts';

/** One of the addresses that answer SPARQL queries. */
export interface SparqlEndpoint {
  /** Under BASE_IRI. */
  readonly path: 'sparql' | 'federation/sparql';
  readonly scope: FederatedRequest['scope'];
}

export const INVENTORY_ENDPOINT: SparqlEndpoint = { path: 'sparql', scope: 'services' };
export const FEDERATION_ENDPOINT: SparqlEndpoint = { path: 'federation/sparql', scope: 'virtual-graph' };

/** Whether other sources may be asked for the answer. */
export function isFederated({ scope }: SparqlEndpoint, { services }: QueryAnalysis): boolean {
  return scope === 'virtual-graph' || services.length > 0;
}
