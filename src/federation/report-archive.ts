import { LRUCache } from 'lru-cache';
import type { FederationReport } from './federation-report.ts';

/** The reports of the last federated queries, in memory. */
export interface ReportArchive {
  keep(report: FederationReport): void;
  /** `gone`: it was here, and had to make room. */
  find(id: string): FederationReport | 'gone' | undefined;
}

export interface ReportArchiveOptions {
  readonly maxReports?: number;
  /** Of all reports together, as JSON. */
  readonly maxBytes?: number;
}

/** Names of reports that are gone, for a clear answer; 36 characters each. */
const MAX_GONE = 10_000;

export function createReportArchive({ maxReports = 1000, maxBytes = 16 << 20 }: ReportArchiveOptions = {}): ReportArchive {
  const gone = new LRUCache<string, true>({ max: MAX_GONE });
  const reports = new LRUCache<string, FederationReport>({
    max: maxReports,
    maxSize: maxBytes,
    sizeCalculation: (report) => Buffer.byteLength(JSON.stringify(report)),
    dispose: (_report, id) => gone.set(id, true),
  });
  return {
    keep(report) {
      reports.set(report.id, report);
      // One that is larger than the archive is not taken.
      if (!reports.has(report.id)) gone.set(report.id, true);
    },
    find: (id) => reports.get(id) ?? (gone.has(id) ? 'gone' : undefined),
  };
}
