import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { federationParts } from './app/federation-parts.ts';
import { inventoryPool } from './app/inventory-pool.ts';
import { type AppConfig, ROOT, type Surroundings, VERSION } from './app/project.ts';
import { createIngest } from './ingest/ingest.ts';
import { loadShipped, type ShippedOutcome } from './ingest/load-shipped.ts';
import { createSourceRegistrations } from './ingest/source-registrations.ts';
import { readCompetencyQuestions } from './publish/competency-questions.ts';
import type { QueryPool } from './sparql/query-pool.ts';
import { openStore } from './store/open-store.ts';
import type { StoreReader } from './store/types.ts';
import { createWeb } from './web/web.ts';

export interface App {
  /** Handles requests from the first moment; until `start` is done it says that it is not ready. */
  readonly web: RequestListener;
  readonly reader: StoreReader;
  /** Loads the shipped datasets that the store has never had, and warms the workers. */
  start(): Promise<ShippedOutcome>;
  /** Takes new summaries of the enabled sources that have changed since theirs were taken. */
  refreshSummaries(): Promise<void>;
  /** Ends the workers and closes the store; what was acknowledged is on disk. */
  close(): Promise<void>;
}

/**
 * Constructs everything and listens to nothing.
 * @throws FacilisError of `openStore`: `base-iri-mismatch`, `store-damaged`, `store-in-use`
 */
export async function createApp(
  config: AppConfig,
  { logger, root = ROOT, ...surroundings }: Surroundings & { readonly logger: Logger; readonly root?: string },
): Promise<App> {
  const competencyQuestions = await readCompetencyQuestions(join(root, 'ontology', 'competency'));
  const { baseIRI } = config;
  const store = openStore({ directory: config.dataDirectory, baseIRI });
  const { reader, operations } = store;
  const ingest = createIngest({ ...store, baseIRI });
  const pool = inventoryPool(config, reader);
  const others = federationParts(config, surroundings, { reader, operations, pool, logger });
  const { federation, reports, sources, health, inventorySummary, summaryOf } = others;
  const registry = { sources, health, registrations: createSourceRegistrations(ingest, reader), summaryOf };
  let started = false;
  const isReady = () => readiness(started, pool);
  const engines = { pool, federation, reports, inventorySummary, registry };
  return {
    web: createWeb({ config, reader, operations, ...engines, competencyQuestions, logger, version: VERSION, isReady }),
    reader,
    async start() {
      const outcome = await loadShipped(ingest, reader, { root });
      await pool.ready();
      started = true;
      others.start();
      return outcome;
    },
    refreshSummaries: others.refreshSummaries,
    async close() {
      try {
        await Promise.all([others.close(), pool.close()]);
      } finally {
        store.close();
      }
    },
  };
}

function readiness(started: boolean, pool: QueryPool): { ready: boolean; why?: string } {
  if (!started) return { ready: false, why: 'The shipped datasets are being loaded.' };
  if (pool.status().warm === 0) return { ready: false, why: 'No query worker is warm.' };
  return { ready: true };
}
