import { FacilisError } from '../errors.ts';
import type { Passage } from './circuit-breaker.ts';
import { asExchangeFailure, type ExchangeFailure } from './exchange-failure.ts';
import type { RegisteredSource } from './registered-sources.ts';
import type { InboundResponse } from './source-client-types.ts';
import { naming, sourceError, sourceFailed } from './source-errors.ts';
import type { SourceLane } from './source-lane.ts';

export interface Settling {
  readonly source: RegisteredSource;
  readonly lane: SourceLane;
  readonly passage: Passage;
  readonly progress: { readonly isSent: boolean };
  readonly timeoutMs: number;
  readonly late: AbortSignal;
  readonly client: AbortSignal;
}

/** Waits for the end of a fetch, and says to whom it may concern what it shows of the source: the breaker, the counters, the caller. */
export async function settle(work: Promise<InboundResponse>, settling: Settling): Promise<InboundResponse> {
  const { lane, passage, client } = settling;
  try {
    const response = await work;
    lane.breaker.succeeded();
    return response;
  } catch (cause) {
    if (client.aborted) {
      lane.breaker.abandoned(passage);
      throw client.reason;
    }
    const error = settling.late.aborted ? tooLate(cause, settling) : failed(cause, settling);
    lane.counts.failures += 1;
    lane.lastError = error.detail;
    throw error;
  }
}

function tooLate(cause: unknown, { source, lane, passage, progress, timeoutMs }: Settling): FacilisError {
  if (progress.isSent) lane.breaker.failed(passage);
  else lane.breaker.abandoned(passage);
  const detail = progress.isSent
    ? `${naming(source)} did not answer within ${timeoutMs} ms.`
    : `${naming(source)} was not asked within ${timeoutMs} ms, since as many requests to it as may be at once were not answered yet.`;
  return sourceError('source-timeout', source, { detail, outcome: 'late', cause });
}

function failed(cause: unknown, { source, lane, passage }: Settling): FacilisError {
  if (cause instanceof FacilisError) {
    lane.breaker.abandoned(passage);
    return cause;
  }
  const failure = asExchangeFailure(cause);
  learn(failure, lane, passage);
  if (failure.kind === 'declined') {
    const detail = `${naming(source)} failed: ${failure.message}.`;
    return sourceError('source-failed', source, { detail, outcome: 'failed', isDeclined: true, cause: failure });
  }
  if (failure.kind !== 'refused') return sourceFailed(source, failure.message, failure);
  return sourceError('source-failed', source, {
    detail: `${naming(source)} is refused: ${failure.message}.`,
    outcome: 'refused',
    cause: failure,
  });
}

function learn({ kind }: ExchangeFailure, { breaker }: SourceLane, passage: Passage): void {
  switch (kind) {
    case 'busy':
    case 'reset':
    case 'broken':
      breaker.failed(passage);
      break;
    case 'declined':
      breaker.succeeded();
      break;
    case 'refused':
      breaker.abandoned(passage);
  }
}
