import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createFederationPool, type FederationPool } from './federation/federation-pool.ts';
import { createInventorySummary } from './federation/inventory-summary.ts';
import type { Lookup } from './federation/pinned-lookup.ts';
import { type RegisteredSource, sourceRegistry } from './federation/registered-sources.ts';
import { createReportArchive, type ReportArchive } from './federation/report-archive.ts';
import { createSourceCache } from './federation/source-cache.ts';
import { createSourceClient } from './federation/source-client.ts';
import type { SourceClient } from './federation/source-client-types.ts';
import { createSourceHealth, type SourceHealth } from './federation/source-health.ts';
import type { SourceSummary } from './federation/source-summary.ts';
import { createIngest, type Ingest } from './ingest/ingest.ts';
import { loadShipped, type ShippedOutcome } from './ingest/load-shipped.ts';
import { createSourceRegistrations, type SourceRegistrations } from './ingest/source-registrations.ts';
import { readCompetencyQuestions } from './publish/competency-questions.ts';
import { createQueryPool, type QueryPool } from './sparql/query-pool.ts';
import type { QueryAnalysis } from './sparql/query-types.ts';
import { openOperations } from './store/open-operations.ts';
import { openStore } from './store/open-store.ts';
import type { OperationsStore } from './store/operations-types.ts';
import type { StoreReader } from './store/types.ts';
import { createWeb } from './web/web.ts';

/** The project's root: where `data/`, `ontology/` and `shapes/` are. */
export const ROOT = join(import.meta.dirname, '..');

export const VERSION: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;

export type AppConfig = Config & { readonly baseIRI: string };

/** What the process lends. */
export interface Surroundings {
  /** The value of an environment variable in which a registered source says that its credentials are; without it there are none. */
  readonly secret?: (environmentName: string) => string | undefined;
  /** How host names of sources are resolved; by the system unless given. */
  readonly lookup?: Lookup;
}

export interface App {
  /** Handles requests from the first moment; until `start` is done it says that it is not ready. */
  readonly web: RequestListener;
  readonly reader: StoreReader;
  /** Loads the shipped datasets that the store has never had, and warms the workers. */
  start(): Promise<ShippedOutcome>;
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
  const client = sourceClient(config, surroundings);
  const sources = sourceRegistry(reader);
  const reports = createReportArchive();
  const federation = sourcesPool(config, { sources, pool, client, reports, summary: () => undefined });
  const inventorySummary = createInventorySummary(reader, `${baseIRI}.well-known/void#dataset`);
  const health = healthOf(config, { sources, operations, client, logger });
  reader.onCommit(() => health.wake());
  const registry = { sources, health, registrations: createSourceRegistrations(ingest, reader) };
  let started = false;
  const isReady = () => readiness(started, pool);
  const parts = {
    config,
    reader,
    operations,
    pool,
    federation,
    reports,
    inventorySummary,
    registry,
    competencyQuestions,
    logger,
    version: VERSION,
  };
  return {
    web: createWeb({ ...parts, isReady }),
    reader,
    async start() {
      const outcome = await loadShipped(ingest, reader, { root });
      await pool.ready();
      started = true;
      health.start();
      return outcome;
    },
    async close() {
      try {
        await Promise.all([health.close(), federation.close(), pool.close()]);
      } finally {
        client.close();
        store.close();
      }
    },
  };
}

/** The one way out, and what is remembered of the answers. */
function sourceClient({ baseIRI }: AppConfig, surroundings: Surroundings): SourceClient {
  const client = createSourceClient({ userAgent: `Facilis/${VERSION} (+${baseIRI})`, secret: () => undefined, ...surroundings });
  return createSourceCache({ client });
}

type Sources = () => readonly RegisteredSource[];

interface HealthParts {
  readonly sources: Sources;
  readonly operations: OperationsStore;
  readonly client: SourceClient;
  readonly logger: Logger;
}

/** A machine without a network is no fault: what a check found is in the history, and in the log for who looks for it. */
function healthOf({ sourceCheckIntervalMs }: AppConfig, { sources, operations, client, logger }: HealthParts): SourceHealth {
  return createSourceHealth({
    client,
    sources,
    checks: operations.sourceChecks,
    descriptions: operations.sourceDescriptions,
    intervalMs: sourceCheckIntervalMs,
    onCheck: (check) => logger.debug(check, 'source checked'),
    onFault: (err) => logger.error({ err }, 'a source could not be checked'),
  });
}

interface Engines {
  readonly sources: Sources;
  readonly pool: QueryPool;
  readonly client: SourceClient;
  /** Without it nobody can look a report up. */
  readonly reports?: ReportArchive;
  summary(iri: string): SourceSummary | undefined;
}

/** For queries that touch other sources. */
function sourcesPool(config: AppConfig, { sources, pool, client, reports, summary }: Engines): FederationPool {
  return createFederationPool({
    pool,
    client,
    baseIRI: config.baseIRI,
    sources,
    summary,
    workers: config.federationWorkers,
    timeoutMs: config.federationTimeoutMs,
    maxRows: config.queryMaxRows,
    onReport: (report) => reports?.keep(report),
  });
}

/** Replicas of the store: what is committed reaches them as a patch before the next query. */
function inventoryPool(config: AppConfig, reader: StoreReader, spares?: number): QueryPool {
  const pool = createQueryPool({
    snapshot: () => ({ nquads: reader.nquads(), sequence: reader.sequence() }),
    workers: config.queryWorkers,
    spares,
    timeoutMs: config.queryTimeoutMs,
    maxRows: config.queryMaxRows,
    baseIRI: config.baseIRI,
  });
  reader.onCommit((event) => pool.apply(event));
  return pool;
}

function readiness(started: boolean, pool: QueryPool): { ready: boolean; why?: string } {
  if (!started) return { ready: false, why: 'The shipped datasets are being loaded.' };
  if (pool.status().warm === 0) return { ready: false, why: 'No query worker is warm.' };
  return { ready: true };
}

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
export function openForChecking(config: AppConfig): { sources: Sources; health: SourceHealth; close(): Promise<void> } {
  const store = openForReading(config);
  const operations = openForOperations(config);
  const sources = sourceRegistry(store.reader);
  const onFault = (cause: unknown) => {
    throw cause;
  };
  const health = createSourceHealth({
    client: { fetch: guardedFetch },
    sources,
    checks: operations.sourceChecks,
    descriptions: operations.sourceDescriptions,
    intervalMs: 0,
    onFault,
  });
  return {
    sources,
    health,
    async close() {
      await health.close();
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
  const client = sourceClient(config, surroundings);
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
