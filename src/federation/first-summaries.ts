import { type RefreshScheduleOptions, refreshAll } from './refresh-schedule.ts';

export interface FirstSummariesOptions extends RefreshScheduleOptions {
  /** Whether there is a summary of the source that may be believed now. */
  isKnown(iri: string): boolean;
}

export interface FirstSummaries {
  /** To be called after each revision. */
  follow(): void;
  close(): Promise<void>;
}

/**
 * Takes summaries of sources that are registered, enabled or moved from now on, at once and few at a time, so that queries need not wait
 * for the schedule. One that fails has its next turn there.
 */
export function takeFirstSummaries(options: FirstSummariesOptions): FirstSummaries {
  const ending = new AbortController();
  const enabled = () => new Map(options.sources().flatMap((source) => (source.enabled ? [[source.iri, source.endpoint]] : [])));
  let before = enabled();
  let waiting = new Set<string>();
  let working: Promise<void> | undefined;
  const work = async () => {
    while (waiting.size > 0 && !ending.signal.aborted) {
      const chosen = waiting;
      waiting = new Set();
      const sources = () => options.sources().filter(({ iri }) => chosen.has(iri));
      await refreshAll({ ...options, sources }, ending.signal);
    }
    working = undefined;
  };
  return {
    follow() {
      const now = enabled();
      for (const [iri, endpoint] of now) if (before.get(iri) !== endpoint && !options.isKnown(iri)) waiting.add(iri);
      before = now;
      if (waiting.size > 0) working ??= work();
    },
    close() {
      ending.abort();
      return working ?? Promise.resolve();
    },
  };
}
