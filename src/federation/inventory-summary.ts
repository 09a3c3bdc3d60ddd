import { setImmediate } from 'node:timers/promises';
import type { Quad } from '../rdf/terms.ts';
import type { SourceSummary } from './source-summary.ts';
import { SummaryBuilder, summaryOfQuads } from './summary-of-quads.ts';

/** What is needed of the store. */
export interface InventoryReader {
  /** Of the latest revision. */
  sequence(): number;
  /** Time of the latest revision, ISO 8601. */
  lastModified(): string | undefined;
  datasets(): readonly { readonly slug: string; readonly graphIRI: string; readonly revision: { readonly sequence: number } }[];
  quads(slug: string): readonly Quad[];
}

/** The summary of the inventory as it is now. */
export interface InventorySummary {
  /** Of the revision that was summarised. */
  readonly sequence: number;
  /** When it was made, ISO 8601. */
  readonly modified: string | undefined;
  /** Of the union of all datasets, each triple once. */
  readonly whole: SourceSummary;
  /** Of each dataset that holds something, by the IRI of its graph. */
  readonly datasets: ReadonlyMap<string, SourceSummary>;
}

/**
 * Gives the exact summary of the inventory under the IRI of a source: taken when first asked for, kept until the next revision. It
 * lets other work go on between one dataset and the next.
 */
export function createInventorySummary(reader: InventoryReader, iri: string): () => Promise<InventorySummary> {
  /** By graph, with the revision that they are of: a commit changes few datasets. */
  const known = new Map<string, { readonly sequence: number; readonly summary: SourceSummary }>();
  let latest: { readonly sequence: number; readonly taken: Promise<InventorySummary> } | undefined;

  async function take(): Promise<InventorySummary> {
    for (;;) {
      const [sequence, modified] = [reader.sequence(), reader.lastModified()];
      const builder = new SummaryBuilder();
      for (const { slug, graphIRI, revision } of reader.datasets()) {
        const quads = reader.quads(slug);
        for (const quad of quads) builder.add(quad);
        if (known.get(graphIRI)?.sequence !== revision.sequence) {
          known.set(graphIRI, { sequence: revision.sequence, summary: summaryOfQuads(graphIRI, quads) });
        }
        await setImmediate();
      }
      // A commit between two datasets would mix revisions.
      if (reader.sequence() === sequence) {
        return { sequence, modified, whole: builder.finish(iri, `revision ${sequence}`), datasets: inUse() };
      }
    }
  }

  function inUse(): Map<string, SourceSummary> {
    return new Map([...known].flatMap(([graphIRI, { summary }]) => (summary.triples === 0 ? [] : [[graphIRI, summary]])));
  }

  return () => {
    const sequence = reader.sequence();
    if (latest?.sequence === sequence) return latest.taken;
    const taken = take();
    latest = { sequence, taken };
    // A failure is not kept: the next one to ask tries again.
    taken.catch(() => {
      latest = undefined;
    });
    return taken;
  };
}
