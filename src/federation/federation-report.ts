/** What became of one source in one federated query. `unused`: nothing that it holds was needed. */
export type OutcomeKind = 'answered' | 'late' | 'failed' | 'skipped' | 'refused' | 'unused';

export interface SourceOutcome {
  readonly iri: string;
  readonly title: string;
  readonly outcome: OutcomeKind;
  /** Why, when it did not answer. */
  readonly detail?: string;
  readonly requests: number;
  readonly rows: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** What one source had to do in one step. */
export interface StepSource {
  readonly iri: string;
  readonly estimatedRows: number;
  readonly requests: number;
  readonly rows: number;
  readonly milliseconds: number;
}

export interface PlanStep {
  /** From 1, in the order of execution. */
  readonly number: number;
  /**
   * `group`: patterns asked together; `path`: edges of a property path; `service`: a SERVICE clause; `whole`: a query or subquery
   * that one source evaluates by itself; `ask`: sources without a current summary were asked what they hold; `final`: the query over what was brought.
   */
  readonly kind: 'group' | 'path' | 'service' | 'whole' | 'ask' | 'final';
  /** SPARQL text of the patterns. */
  readonly text: string;
  readonly sources: readonly StepSource[];
  readonly estimatedRows: number;
  /** Variables whose bindings were sent along, and how many bindings; none when everything that matches was asked for. */
  readonly boundBy: readonly string[];
  readonly bindings: number;
  readonly requests: number;
  readonly rows: number;
  readonly milliseconds: number;
}

/** What each source did in a federated query, and by which plan. Served as `/federation/reports/{id}`. */
export interface FederationReport {
  readonly id: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly milliseconds: number;
  /** Whether the answer is whole. */
  readonly isComplete: boolean;
  /** Whether it was only planned, not run (`explain=true`): then numbers of requests, rows and time are 0. */
  readonly isPlanOnly: boolean;
  readonly sources: readonly SourceOutcome[];
  readonly steps: readonly PlanStep[];
}
