import type { PlainFailure } from '../sparql/replica-messages.ts';
import type { FederationReport } from './federation-report.ts';
import type { FederatedRequest } from './federation-types.ts';
import type { Member } from './member.ts';
import type { InboundResponse, OutboundRequest } from './source-client-types.ts';
import type { SourceSummary } from './source-summary.ts';

/** A member without its summary, which the thread may have already. */
export interface MemberHead extends Omit<Member, 'summary'> {
  /** The address at which it is read; empty for the inventory. */
  readonly endpoint: string;
  /** Of one answer, and of a file when it is unpacked. */
  readonly maxAnswerBytes: number;
  /** `takenAt` of its current summary. */
  readonly summaryVersion: string | undefined;
  /** Whether its data is in the virtual graph; it may be there for SERVICE alone. */
  readonly isOfGraph: boolean;
}

export interface FederatedQuestion extends Pick<FederatedRequest, 'query' | 'resultsFormat' | 'scope'> {
  readonly defaultGraphs: readonly string[];
  readonly namedGraphs: readonly string[];
  /** Who may be asked: those of the virtual graph first. */
  readonly members: readonly MemberHead[];
  readonly baseIRI: string;
  readonly maxRows: number;
  readonly isPartialWelcome: boolean;
  readonly withProvenance: boolean;
  readonly isPlanOnly: boolean;
}

export type ToFederated =
  | { readonly kind: 'summary'; readonly summary: SourceSummary }
  | { readonly kind: 'evaluate'; readonly number: number; readonly question: FederatedQuestion }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: FetchReply };

export type GoodReply = Extract<FetchReply, { kind: 'response' }>;

export type FetchReply =
  | {
      readonly kind: 'response';
      readonly response: InboundResponse;
      /** Requests that it took, repetitions included; 0 from a cache. */
      readonly requests: number;
      readonly milliseconds: number;
      readonly sequence?: number;
    }
  | { readonly kind: 'failure'; readonly failure: PlainFailure };

export type Recorded = Pick<FederationReport, 'isComplete' | 'sources' | 'steps'> & { readonly sequences: readonly number[] };

/** `inlined`: what is left of a query with SERVICE is for the inventory. `inventory`: all of the query is. */
export type FederatedOutcome =
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  | { readonly kind: 'inlined'; readonly text: string }
  | { readonly kind: 'inventory' }
  | { readonly kind: 'planned' };

export type FromFederated =
  | { readonly kind: 'ready' }
  /** A request that the main thread makes for it, under guard. One for a question that has failed is left unanswered. */
  | { readonly kind: 'fetch'; readonly question: number; readonly id: number; readonly iri: string; readonly request: OutboundRequest }
  | { readonly kind: 'inventory'; readonly question: number; readonly id: number; readonly query: string }
  | { readonly kind: 'outcome'; readonly outcome: FederatedOutcome; readonly recorded: Recorded }
  | { readonly kind: 'failure'; readonly failure: PlainFailure; readonly recorded: Recorded };
