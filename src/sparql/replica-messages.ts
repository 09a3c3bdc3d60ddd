import { ERROR_TITLES, type ErrorCode, FacilisError } from '../errors.ts';
import type { QueryAnalysis } from './query-types.ts';
import type { ReplicaOptions, ReplicaQuery } from './replica.ts';
import type { SpooledFile } from './spool.ts';

/** What a worker is built from. The chunks are shared memory: every worker reads the same bytes. */
export interface ReplicaImage {
  readonly sequence: number;
  /** Names revision and content: replicas of the same image hold their quads in the same order. */
  readonly name: string;
  /** Whole lines of N-Quads each. */
  readonly chunks: readonly SharedArrayBuffer[];
}

export interface ReplicaWorkerData extends ReplicaOptions {
  readonly image: ReplicaImage;
}

export type ToReplica =
  | { readonly kind: 'patch'; readonly sequence: number; readonly added: string; readonly removed: string }
  | { readonly kind: 'query'; readonly query: ReplicaQuery }
  | { readonly kind: 'analyse'; readonly query: string };

export type FromReplica =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'answer';
      readonly bytes: Uint8Array;
      readonly file: SpooledFile | undefined;
      /** The thread has grown, and memory of the engine never shrinks. */
      readonly isGrown: boolean;
      readonly sequence: number;
      readonly evaluationMs: number;
      readonly serialisationMs: number;
    }
  | { readonly kind: 'analysis'; readonly analysis: QueryAnalysis }
  /** `isSpent`: the task broke the worker, too. */
  | { readonly kind: 'failure'; readonly failure: PlainFailure; readonly isSpent: boolean }
  /** A patch left a replica that may not be read: nothing that was sent after it has been done, or will be. */
  | { readonly kind: 'spent'; readonly why: string };

/** A FacilisError as it crosses from thread to thread; structured cloning would leave its class and code behind. */
export interface PlainFailure {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly extra: Readonly<Record<string, unknown>>;
}

export function toPlainFailure(cause: unknown): PlainFailure {
  if (cause instanceof FacilisError) return { code: cause.code, detail: cause.detail, extra: cause.extra };
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return { code: 'internal', detail: stack, extra: {} };
}

export function fromPlainFailure({ code, detail, extra }: PlainFailure): FacilisError {
  return new FacilisError(code in ERROR_TITLES ? code : 'internal', { detail, extra });
}
