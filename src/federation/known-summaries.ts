import type { MemberHead } from './federated-messages.ts';
import type { SourceSummary } from './source-summary.ts';

/** Summaries that a worker thread was sent, so that each crosses to it once. */
export class KnownSummaries {
  readonly #bySource = new Map<string, SourceSummary>();

  learn(summary: SourceSummary): void {
    this.#bySource.set(summary.source, summary);
  }

  of({ iri, summaryVersion }: MemberHead): SourceSummary | undefined {
    const summary = this.#bySource.get(iri);
    return summary?.takenAt === summaryVersion ? summary : undefined;
  }
}
