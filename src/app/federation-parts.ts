import type { Logger } from 'pino';
import { createFederationPool, type FederationPool } from '../federation/federation-pool.ts';
import { type FirstSummaries, takeFirstSummaries } from '../federation/first-summaries.ts';
import { createInventorySummary, type InventorySummary } from '../federation/inventory-summary.ts';
import { refreshAll, scheduleRefresh } from '../federation/refresh-schedule.ts';
import { type RegisteredSource, sourceRegistry } from '../federation/registered-sources.ts';
import { createReportArchive, type ReportArchive } from '../federation/report-archive.ts';
import { servedDatasets } from '../federation/served-datasets.ts';
import { createSourceCache } from '../federation/source-cache.ts';
import { createSourceClient } from '../federation/source-client.ts';
import type { SourceClient } from '../federation/source-client-types.ts';
import { createSourceHealth, type SourceHealth } from '../federation/source-health.ts';
import type { SourceSummary } from '../federation/source-summary.ts';
import { createSummariesNow } from '../federation/summaries-now.ts';
import { SummaryKeeper } from '../federation/summary-keeper.ts';
import type { QueryPool } from '../sparql/query-pool.ts';
import type { OperationsStore } from '../store/operations-types.ts';
import type { StoreReader } from '../store/types.ts';
import { type AppConfig, type Surroundings, VERSION } from './project.ts';

export type Sources = () => readonly RegisteredSource[];

export interface FederationParts {
  readonly federation: FederationPool;
  readonly reports: ReportArchive;
  readonly sources: Sources;
  readonly health: SourceHealth;
  inventorySummary(): Promise<InventorySummary>;
  summaryOf(iri: string): SourceSummary | undefined;
  refreshSummaries(): Promise<void>;
  /** To be called when the inventory is there. */
  start(): void;
  close(): Promise<void>;
}

interface Foundation {
  readonly reader: StoreReader;
  readonly operations: OperationsStore;
  readonly pool: QueryPool;
  readonly logger: Logger;
}

/** All that has to do with other sources. */
export function federationParts(config: AppConfig, surroundings: Surroundings, foundation: Foundation): FederationParts {
  const { reader, operations, pool, logger } = foundation;
  const { baseIRI, sourceCheckIntervalMs } = config;
  const client = createClient(config, surroundings);
  const sources = sourceRegistry(reader);
  const reports = createReportArchive();
  const inventorySummary = createInventorySummary({ ...reader, state: () => pool.state() }, `${baseIRI}.well-known/void#dataset`);
  const keeper = summaryKeeper({ reader, operations, client });
  const onFault = (err: unknown) => logger.error({ err }, 'the inventory could not be summarised');
  const summaries = createSummariesNow({ baseIRI, keeper, inventorySummary, sequence: () => reader.sequence(), sources, onFault });
  const federation = sourcesPool(config, { sources, pool, client, reports, summary: summaries.of });
  const health = healthOf(config, { sources, operations, client, logger });
  reader.onCommit(() => {
    health.wake();
    summaries.follow();
    first?.follow();
  });
  const refreshing = { keeper, sources, onFailure: ({ iri }: RegisteredSource, err: unknown) => logger.debug({ iri, err }, 'no summary') };
  let endRefreshing = async () => {};
  let first: FirstSummaries | undefined;
  return {
    federation,
    reports,
    sources,
    health,
    inventorySummary,
    summaryOf: summaries.of,
    refreshSummaries: () => refreshAll(refreshing, new AbortController().signal),
    start() {
      summaries.follow();
      health.start();
      if (sourceCheckIntervalMs === 0) return;
      endRefreshing = scheduleRefresh(refreshing);
      first = takeFirstSummaries({ ...refreshing, isKnown: (iri) => summaries.of(iri) !== undefined });
    },
    async close() {
      await Promise.all([endRefreshing(), first?.close(), health.close(), federation.close()]);
      client.close();
    },
  };
}

/** The one way out. */
export function createClient({ baseIRI }: AppConfig, surroundings: Surroundings): SourceClient {
  return createSourceClient({ userAgent: `Facilis/${VERSION} (+${baseIRI})`, secret: () => undefined, ...surroundings });
}

interface KeeperParts {
  readonly reader: StoreReader;
  readonly operations: OperationsStore;
  readonly client: SourceClient;
}

export function summaryKeeper({ reader, operations, client }: KeeperParts): SummaryKeeper {
  return new SummaryKeeper({
    fetch: client.fetch.bind(client),
    store: operations.sourceSummaries,
    datasetsOf: ({ iri }) => servedDatasets(reader, iri),
  });
}

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
export function sourcesPool(config: AppConfig, { sources, pool, client, reports, summary }: Engines): FederationPool {
  return createFederationPool({
    pool,
    // What queries ask is remembered; a look at the state of a source is not.
    client: createSourceCache({ client }),
    baseIRI: config.baseIRI,
    sources,
    summary,
    workers: config.federationWorkers,
    timeoutMs: config.federationTimeoutMs,
    maxRows: config.queryMaxRows,
    onReport: (report) => reports?.keep(report),
  });
}
