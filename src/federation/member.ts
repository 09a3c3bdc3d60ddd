import type { SourceKind } from './registered-sources.ts';
import type { SourceSummary } from './source-summary.ts';

/** The kind of the member that is the service's own data. */
export const INVENTORY = 'inventory';

/** A part of the virtual graph, as the planner sees it. */
export interface Member {
  /** Of the source; for the inventory `inventorySource`. */
  readonly iri: string;
  readonly title: string;
  readonly kind: SourceKind | typeof INVENTORY;
  /** Whole and current, or not there: then the member is asked what it holds. */
  readonly summary: SourceSummary | undefined;
}
