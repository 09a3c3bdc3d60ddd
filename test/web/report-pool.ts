import { randomUUID } from 'node:crypto';
import { FacilisError } from '../../src/errors.ts';
import type { FederationPool } from '../../src/federation/federation-pool.ts';
import type { FederationReport, OutcomeKind, SourceOutcome } from '../../src/federation/federation-report.ts';
import type { FederatedRequest } from '../../src/federation/federation-types.ts';
import type { ReportArchive } from '../../src/federation/report-archive.ts';
import type { QueryPool } from '../../src/sparql/query-pool.ts';
import { baseIRI } from '../publish/shipped-store.ts';

export interface ReportPool extends FederationPool {
  /** What it was asked, last first. */
  readonly asked: FederatedRequest[];
  /** What becomes of AGROVOC in the next queries. */
  outcome: OutcomeKind;
}

/**
 * Stands at the boundary of the federation: the inventory answers for real, and AGROVOC does what the test says, which shows in
 * reports and errors as the interface of the pool promises. What the planner does is tested with the planner.
 */
export function reportPool(pool: QueryPool, reports: ReportArchive): ReportPool {
  const federation: ReportPool = {
    asked: [],
    outcome: 'answered',
    async run(request) {
      federation.asked.unshift(request);
      const isComplete = federation.outcome === 'answered' || federation.outcome === 'unused';
      const report = reportOf(federation.outcome, { isComplete, isPlanOnly: false });
      if (!isComplete && request.isPartialWelcome !== true) {
        reports.keep(report);
        const code = federation.outcome === 'late' ? 'source-timeout' : 'source-failed';
        throw new FacilisError(code, { detail: `AGROVOC: ${federation.outcome}.`, extra: { report: report.id } });
      }
      const { query, resultsFormat, isSpooled } = request;
      return { ...(await pool.run({ query, resultsFormat, isSpooled })), report };
    },
    async explain(request) {
      federation.asked.unshift(request);
      return reportOf('unused', { isComplete: true, isPlanOnly: true });
    },
    close: async () => {},
  };
  return federation;
}

function reportOf(outcome: OutcomeKind, kind: { isComplete: boolean; isPlanOnly: boolean }): FederationReport {
  const agrovoc = `${baseIRI}id/source/agrovoc`;
  const numbers = kind.isPlanOnly ? { requests: 0, rows: 0, milliseconds: 0 } : { requests: 2, rows: 31, milliseconds: 45.6 };
  const source: SourceOutcome = { iri: agrovoc, title: 'AGROVOC', outcome, ...numbers, bytes: kind.isPlanOnly ? 0 : 4096 };
  return {
    id: randomUUID(),
    startedAt: '2026-01-02T03:04:05.678Z',
    milliseconds: numbers.milliseconds,
    ...kind,
    sources: [kind.isComplete ? source : { ...source, detail: 'It sent <half> of --> its answer -- and left.' }],
    steps: [
      {
        number: 1,
        kind: 'group',
        text: '?concept skos:prefLabel ?label . FILTER(?label < "b")',
        sources: [{ iri: agrovoc, estimatedRows: 30, ...numbers }],
        estimatedRows: 30,
        boundBy: ['concept'],
        bindings: kind.isPlanOnly ? 0 : 200,
        ...numbers,
      },
    ],
  };
}
