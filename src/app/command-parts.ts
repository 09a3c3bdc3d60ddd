import { sourceRegistry } from '../federation/registered-sources.ts';
import { createSourceHealth, type SourceHealth } from '../federation/source-health.ts';
import type { SummaryKeeper } from '../federation/summary-keeper.ts';
import { createIngest, type Ingest } from '../ingest/ingest.ts';
import { createSourceRegistrations, type SourceRegistrations } from '../ingest/source-registrations.ts';
import type { QueryPool } from '../sparql/query-pool.ts';
import type { QueryAnalysis } from '../sparql/query-types.ts';
import { openOperations } from '../store/open-operations.ts';
import { openStore } from '../store/open-store.ts';
import type { OperationsStore } from '../store/operations-types.ts';
import type { StoreReader } from '../store/types.ts';
import { createClient, type Sources, sourcesPool, summaryKeeper } from './federation-parts.ts';
import { inventoryPool } from './inventory-pool.ts';
import type { AppConfig, Surroundings } from './project.ts';

/** The store and the one door into it, for a command that writes while no service runs. */
export function createDoor(config: AppConfig): { reader: StoreReader; ingest: Ingest; registrations: SourceRegistrations; close(): void } {
  const { reader, writer, close } = openStore({ directory: config.dataDirectory, baseIRI: config.baseIRI });
  const ingest = createIngest({ reader, writer, baseIRI: config.baseIRI });
  return { reader, ingest, registrations: createSourceRegistrations(ingest, reader), close };
}

/** Tokens, checks and summaries, for a command that writes them beside a running service. */
export function openForOperations({ dataDirectory }: Pick<AppConfig, 'dataDirectory'>): OperationsStore {
  return openOperations({ directory: dataDirectory });
}

/** The registry, for a command that asks its sources beside a running service; what is found is kept. */
export function openForChecking(
  config: AppConfig,
  surroundings: Surroundings,
): { sources: Sources; health: SourceHealth; keeper: SummaryKeeper; close(): Promise<void> } {
  const store = openForReading(config);
  const operations = openForOperations(config);
  const sources = sourceRegistry(store.reader);
  const client = createClient(config, surroundings);
  const onFault = (cause: unknown) => {
    throw cause;
  };
  const health = createSourceHealth({
    client,
    sources,
    checks: operations.sourceChecks,
    descriptions: operations.sourceDescriptions,
    intervalMs: 0,
    onFault,
  });
  return {
    sources,
    health,
    keeper: summaryKeeper({ reader: store.reader, operations, client }),
    async close() {
      await health.close();
      client.close();
      operations.close();
      store.close();
    },
  };
}

/** The store for a command that only reads, beside a running service. */
export function openForReading(config: AppConfig): { reader: StoreReader; operations: OperationsStore; close(): void } {
  return openStore({ directory: config.dataDirectory, baseIRI: config.baseIRI, readOnly: true });
}

/** The store and one worker that answers queries over it, for a command that asks beside a running service. */
export function openForQuerying(
  config: AppConfig,
  surroundings: Surroundings,
): {
  pool: QueryPool;
  engineFor(analysis: QueryAnalysis): Pick<QueryPool, 'run'>;
  close(): Promise<void>;
} {
  const { reader, close } = openForReading(config);
  const pool = inventoryPool({ ...config, queryWorkers: 1 }, reader, 0);
  const client = createClient(config, surroundings);
  const federation = sourcesPool(
    { ...config, federationWorkers: 1 },
    { sources: sourceRegistry(reader), pool, client, summary: () => undefined },
  );
  return {
    pool,
    engineFor: ({ services }) => (services.length === 0 ? pool : { run: (request) => federation.run({ ...request, scope: 'services' }) }),
    async close() {
      try {
        await Promise.all([federation.close(), pool.close()]);
      } finally {
        client.close();
        close();
      }
    },
  };
}
