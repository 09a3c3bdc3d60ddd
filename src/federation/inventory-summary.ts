import { Worker } from 'node:worker_threads';
import type { ReplicaState } from '../sparql/replica-log.ts';
import type { QuadSummaries, summariesOf } from './quad-summaries.ts';

/** What is summarised. */
export interface SummarisedInventory {
  /** Of the latest revision. */
  sequence(): number;
  /** Time of the latest revision, ISO 8601. */
  lastModified(): string | undefined;
  /** The quads of the latest revision. */
  state(): ReplicaState;
}

/** The summary of the inventory as it is now. */
export interface InventorySummary extends QuadSummaries {
  /** Of the revision that was summarised. */
  readonly sequence: number;
  /** When it was made, ISO 8601. */
  readonly modified: string | undefined;
}

/**
 * Gives the exact summary of the inventory under the IRI of a source: taken when first asked for, kept until the next revision. A
 * thread of its own takes it, since a million triples take seconds; there is one at a time.
 */
export function createInventorySummary(inventory: SummarisedInventory, iri: string): () => Promise<InventorySummary> {
  let latest: { readonly sequence: number; readonly taken: Promise<InventorySummary> } | undefined;
  let next: Promise<InventorySummary> | undefined;
  let isTaking = false;

  async function take(): Promise<InventorySummary> {
    const [sequence, modified] = [inventory.sequence(), inventory.lastModified()];
    isTaking = true;
    try {
      return { sequence, modified, ...(await summarise({ iri, state: inventory.state() })) };
    } finally {
      isTaking = false;
    }
  }

  return function now(): Promise<InventorySummary> {
    const sequence = inventory.sequence();
    if (latest?.sequence === sequence) return latest.taken;
    if (isTaking && latest !== undefined) {
      const follow = () => {
        next = undefined;
        return now();
      };
      next ??= latest.taken.then(follow, follow);
      return next;
    }
    const taken = take();
    latest = { sequence, taken };
    // A failure is not kept: the next one to ask tries again.
    taken.catch(() => {
      latest = undefined;
    });
    return taken;
  };
}

function summarise(workerData: Parameters<typeof summariesOf>[0]): Promise<QuadSummaries> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./inventory-summary-worker.ts', import.meta.url), { workerData, name: 'facilis-summary' });
    // Nobody has to wait for it to stop the service.
    worker.unref();
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that summarises the inventory ended by itself.')));
  });
}
