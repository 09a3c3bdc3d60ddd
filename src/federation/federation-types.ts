import type { QueryRequest, QueryResult } from '../sparql/query-types.ts';
import type { FederationReport } from './federation-report.ts';

export interface FederatedRequest extends QueryRequest {
  /** `services`: the inventory, and other sources in SERVICE clauses alone. `virtual-graph`: the inventory and every enabled source as one graph. */
  readonly scope: 'services' | 'virtual-graph';
  /** IRIs of the sources that take part in the virtual graph; every enabled one unless said. */
  readonly sources?: readonly string[];
  /** Whether an answer without the rows of sources that failed is welcome. */
  readonly isPartialWelcome?: boolean;
  /** Hosts of the services that have passed the query on, as their `CDN-Loop` says (RFC 8586). */
  readonly passedBy?: readonly string[];
  /** Whether each row of a SELECT also says which sources it came from, in the variable `_sources`. */
  readonly withProvenance?: boolean;
}

export interface FederatedResult extends QueryResult {
  readonly report: FederationReport;
}
