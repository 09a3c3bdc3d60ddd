import { setTimeout as sleep } from 'node:timers/promises';
import type { RegisteredSource } from './registered-sources.ts';
import type { SummaryKeeper } from './summary-keeper.ts';

/** Half of the time for which a summary is current may pass, and some more in which all are looked at. */
const USUAL_INTERVAL_MS = 7 * 60_000;
const USUAL_PARALLEL = 4;
/** Intervals are longer by up to this share, so that hubs which started together do not ask together. */
const JITTER = 0.2;

export interface RefreshScheduleOptions {
  readonly keeper: Pick<SummaryKeeper, 'refresh'>;
  /** The registry as it is now. */
  sources(): readonly RegisteredSource[];
  /** Told of each source whose refresh failed. */
  onFailure(source: RegisteredSource, cause: unknown): void;
  readonly intervalMs?: number;
  readonly parallel?: number;
}

/** Refreshes the summaries of all enabled sources, few at a time; a failure harms that of its own source alone. */
export async function refreshAll(options: RefreshScheduleOptions, signal: AbortSignal): Promise<void> {
  const { keeper, sources, onFailure, parallel = USUAL_PARALLEL } = options;
  const waiting = sources().filter(({ enabled }) => enabled);
  const work = async () => {
    for (let source = waiting.shift(); source !== undefined && !signal.aborted; source = waiting.shift()) {
      try {
        await keeper.refresh(source, { signal });
      } catch (cause) {
        if (!signal.aborted) onFailure(source, cause);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
}

/** Does so again and again, first after a part of the interval. Returns the function that ends it. */
export function scheduleRefresh(options: RefreshScheduleOptions): () => Promise<void> {
  const { intervalMs = USUAL_INTERVAL_MS } = options;
  const ending = new AbortController();
  const { signal } = ending;
  const loop = async () => {
    let pause = Math.random() * JITTER * intervalMs;
    while (!signal.aborted) {
      // The only failure is the end.
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
      if (!signal.aborted) await refreshAll(options, signal);
      pause = intervalMs * (1 + Math.random() * JITTER);
    }
  };
  const ended = loop();
  return () => {
    ending.abort();
    return ended;
  };
}
