import type { Logger } from 'pino';
import type { FederationPool } from '../federation/federation-pool.ts';
import type { InventorySummary } from '../federation/inventory-summary.ts';
import type { RegisteredSource } from '../federation/registered-sources.ts';
import type { ReportArchive } from '../federation/report-archive.ts';
import type { SourceHealth } from '../federation/source-health.ts';
import type { SourceSummary } from '../federation/source-summary.ts';
import type { SourceRegistrations } from '../ingest/source-registrations.ts';
import type { CompetencyQuestion } from '../publish/competency-questions.ts';
import type { QueryPool } from '../sparql/query-pool.ts';
import type { OperationsStore } from '../store/operations-types.ts';
import type { StoreReader } from '../store/types.ts';

export interface WebConfig {
  /** Public base of every minted IRI, with its trailing slash. */
  readonly baseIRI: string;
  readonly maxBodyBytes: number;
  /** Express's `trust proxy`: whose `X-Forwarded-For` is believed. */
  readonly trustProxy: boolean | number;
  readonly rateLimitPerMinute: number;
  readonly queryTimeoutMs: number;
  readonly queryMaxRows: number;
  readonly federationTimeoutMs: number;
}

/** The federated sources and what may be done with them. */
export interface Registry {
  sources(): readonly RegisteredSource[];
  readonly registrations: SourceRegistrations;
  readonly health: Pick<SourceHealth, 'check'>;
  /** What is known of the data of a source. */
  summaryOf?(iri: string): SourceSummary | undefined;
}

/** What the web needs of the rest of the house. */
export interface WebParts {
  readonly config: WebConfig;
  readonly reader: StoreReader;
  readonly operations: Omit<OperationsStore, 'close'>;
  readonly registry: Registry;
  readonly pool: QueryPool;
  /** Answers queries over other sources; without it they are refused. */
  readonly federation?: FederationPool;
  /** What the inventory holds now; the same as VoID. */
  inventorySummary(): Promise<InventorySummary>;
  /** What sources did in federated queries. */
  readonly reports: ReportArchive;
  /** The examples of the SPARQL page. */
  readonly competencyQuestions: readonly CompetencyQuestion[];
  readonly logger: Logger;
  readonly version: string;
  isReady(): { readonly ready: boolean; readonly why?: string };
}
