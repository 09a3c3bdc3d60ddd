import { setTimeout as sleep } from 'node:timers/promises';
import { FacilisError } from '../errors.ts';
import { asExchangeFailure } from './exchange-failure.ts';
import { guardedFetch } from './guarded-fetch.ts';
import type { RegisteredSource } from './registered-sources.ts';
import type { FetchOptions, InboundResponse, OutboundRequest } from './source-client-types.ts';
import type { SourceCredentials } from './source-credentials.ts';
import { naming, sourceError } from './source-errors.ts';
import type { SourceLane } from './source-lane.ts';

const MAX_RETRIES = 2;
const FIRST_BACK_OFF_MS = 200;

export interface Fetching {
  readonly lane: SourceLane;
  readonly source: RegisteredSource;
  readonly credentials: SourceCredentials;
  readonly userAgent: string;
  /** Milliseconds of the epoch. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly limits: Pick<FetchOptions, 'maxAnswerBytes'>;
  /** Whether the source has been asked anything yet. */
  readonly progress: { isSent: boolean };
  now(): number;
}

/**
 * Asks again, at most twice, where a source is busy or broke the connection off, for as long as the time limit leaves room.
 * @throws ExchangeFailure; FacilisError `source-timeout` or `source-failed` when its turn would come too late
 */
export async function fetchWithRetries(url: URL, request: OutboundRequest, fetching: Fetching): Promise<InboundResponse> {
  const { lane, deadline, now, signal } = fetching;
  for (let retries = 0; ; retries += 1) {
    try {
      return await once(url, request, fetching);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof FacilisError) throw cause;
      const failure = asExchangeFailure(cause);
      if (failure.retryAfterMs !== undefined) lane.pace.pause(failure.retryAfterMs);
      const waitMs = Math.max(failure.retryAfterMs ?? 0, backOffMs(retries));
      if (!failure.isWorthARetry || retries === MAX_RETRIES || now() + waitMs >= deadline) throw failure;
      await sleep(waitMs, undefined, { signal });
      lane.counts.retries += 1;
    }
  }
}

/** 200 ms, then 400, each more or less by half, so that those who failed together do not come back together. */
function backOffMs(retries: number): number {
  return FIRST_BACK_OFF_MS * 2 ** retries * (0.5 + Math.random());
}

async function once(url: URL, request: OutboundRequest, fetching: Fetching): Promise<InboundResponse> {
  const { lane, source, credentials, userAgent, progress, signal, limits } = fetching;
  let startedAt: number | undefined;
  const stopClock = () => {
    if (startedAt !== undefined) lane.counts.milliseconds += performance.now() - startedAt;
    startedAt = undefined;
  };
  try {
    return await guardedFetch(url, request, {
      way: lane.wayTo(url, source),
      credentials,
      mayQuote: source.credentials === undefined,
      userAgent,
      maxAnswerBytes: Math.min(limits.maxAnswerBytes, source.maxAnswerBytes ?? Infinity),
      signal,
      async turn() {
        stopClock();
        await inPace(fetching);
        startedAt = performance.now();
        progress.isSent = true;
        lane.counts.requests += 1;
      },
      onBytes(count) {
        lane.counts.bytes += count;
      },
    });
  } finally {
    stopClock();
  }
}

async function inPace({ lane, source, deadline, signal }: Fetching): Promise<void> {
  const perMinute = source.requestsPerMinute;
  const turn = await lane.pace.turn({ perMinute, deadline, signal });
  if (turn.kind === 'go') return;
  const at = new Date(turn.at).toISOString();
  if (turn.kind === 'pause') {
    const detail = `${naming(source)} is not asked before ${at}: it asked to be left alone until then, which is after the time limit.`;
    throw sourceError('source-failed', source, { detail, outcome: 'skipped' });
  }
  throw sourceError('source-timeout', source, {
    detail: `${naming(source)} may be asked ${perMinute} times in a minute (tf:requestsPerMinute), so the next time is ${at}, after the time limit.`,
    outcome: 'late',
  });
}
