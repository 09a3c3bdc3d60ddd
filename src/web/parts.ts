import type { Logger } from 'pino';
import type { FederationPool } from '../federation/federation-pool.ts';
import type { ReportArchive } from '../federation/report-archive.ts';
import type { CompetencyQuestion } from '../publish/competency-questions.ts';
import type { QueryPool } from '../sparql/query-pool.ts';
import type { StoreReader } from '../store/types.ts';

export interface WebConfig {
  /** Public base of every minted IRI, with its trailing slash. */
  readonly baseIRI: string;
  readonly maxBodyBytes: number;
  /** Express's `trust proxy`: whose `X-Forwarded-For` is believed. */
  readonly trustProxy: boolean | number;
  readonly rateLimitPerMinute: number;
  readonly queryTimeoutMs: number;
  readonly federationTimeoutMs: number;
}

/** What the web needs of the rest of the house. */
export interface WebParts {
  readonly config: WebConfig;
  readonly reader: StoreReader;
  readonly pool: QueryPool;
  /** Answers queries over other sources; without it they are refused. */
  readonly federation?: FederationPool;
  /** What sources did in federated queries. */
  readonly reports: ReportArchive;
  /** The examples of the SPARQL page. */
  readonly competencyQuestions: readonly CompetencyQuestion[];
  readonly logger: Logger;
  readonly version: string;
  isReady(): { readonly ready: boolean; readonly why?: string };
}
