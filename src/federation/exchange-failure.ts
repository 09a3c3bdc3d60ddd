/**
 * `busy`: it asks to be asked later; `reset`: the connection broke; `broken`: it cannot be reached, or its answer is none;
 * `declined`: it is well and does not answer this request; `refused`: the guard does not let this through.
 */
export type FailureKind = 'busy' | 'reset' | 'broken' | 'declined' | 'refused';

/** Why one exchange with a source came to nothing, in words that can follow the name of the source. */
export class ExchangeFailure extends Error {
  readonly kind: FailureKind;
  /** From `Retry-After`. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: FailureKind, why: string, options: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {}) {
    super(why, options);
    this.name = 'ExchangeFailure';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Every request of ours only reads, so it may be sent again (RFC 9110 §9.2.2). */
  get isWorthARetry(): boolean {
    return this.kind === 'busy' || this.kind === 'reset';
  }
}

/** What Node calls a connection that the other side ended. */
const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** What Node reported on the way, as a failure. */
export function asExchangeFailure(error: unknown): ExchangeFailure {
  if (error instanceof ExchangeFailure) return error;
  const { code, message, errors } = error as NodeJS.ErrnoException & { readonly errors?: readonly Error[] };
  // Node tries each address of a name, and joins what came of them in an error without a message.
  const why = message || errors?.map((each) => each.message).join(', ') || String(code);
  if (RESET_CODES.has(code ?? '')) return new ExchangeFailure('reset', `it broke the connection off (${why})`, { cause: error });
  return new ExchangeFailure('broken', why, { cause: error });
}
