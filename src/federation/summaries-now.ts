import { inventorySource } from './chosen-sources.ts';
import type { InventorySummary } from './inventory-summary.ts';
import type { RegisteredSource } from './registered-sources.ts';
import type { SourceSummary } from './source-summary.ts';
import { isCurrent, type SummaryKeeper } from './summary-keeper.ts';

export interface SummariesNowOptions {
  readonly baseIRI: string;
  readonly keeper: Pick<SummaryKeeper, 'current' | 'forget'>;
  inventorySummary(): Promise<InventorySummary>;
  /** Of the latest revision of the inventory. */
  sequence(): number;
  /** The registry as it is now. */
  sources(): readonly RegisteredSource[];
  onFault(cause: unknown): void;
}

export interface SummariesNow {
  /** What is known of a source, or of the inventory, to be so now. */
  of(iri: string): SourceSummary | undefined;
  /** To be called after each revision: the inventory is summarised anew, and sources that have gone or moved are forgotten. */
  follow(): void;
}

/** The summaries that the planner may believe. */
export function createSummariesNow(options: SummariesNowOptions): SummariesNow {
  const { baseIRI, keeper, inventorySummary, sequence, sources, onFault } = options;
  const inventory = inventorySource(baseIRI);
  const addresses = () => new Map(sources().map(({ iri, endpoint }) => [iri, endpoint]));
  let latest: { readonly sequence: number; readonly summary: SourceSummary } | undefined;
  let known = addresses();
  return {
    of(iri) {
      if (iri === inventory) return latest?.sequence === sequence() ? latest.summary : undefined;
      const summary = keeper.current(iri);
      return summary?.endpoint === known.get(iri) && summary && isCurrent(summary, Date.now()) ? summary : undefined;
    },
    follow() {
      const now = addresses();
      for (const [iri, endpoint] of known) if (now.get(iri) !== endpoint) keeper.forget(iri);
      known = now;
      inventorySummary().then((taken) => {
        latest = { sequence: taken.sequence, summary: { ...taken.whole, source: inventory } };
      }, onFault);
    },
  };
}
