import { FacilisError } from '../errors.ts';
import type { Asker, Reply } from './asker.ts';
import type { OutcomeKind, PlanStep, SourceOutcome, StepSource } from './federation-report.ts';
import type { Member } from './member.ts';
import type { Solutions } from './read-solutions.ts';

export type StepHead = Pick<PlanStep, 'kind' | 'text' | 'estimatedRows' | 'boundBy' | 'bindings'>;

export interface OpenStep extends StepHead {
  readonly sources: Map<string, StepSource>;
  /** Of a step that asks no source. */
  milliseconds: number;
}

export interface PlanRecordOptions {
  readonly members: readonly Member[];
  readonly asker: Asker;
  /** Whether the rows of members that fail are done without. */
  readonly isPartialWelcome: boolean;
  /** Whether nobody is asked. */
  readonly isPlanOnly: boolean;
  readonly maxRows: number;
}

const NO_ROWS: Solutions = { variables: [], rows: [] };

/** Asks members, step by step, and remembers what each of them did. */
export class PlanRecord {
  readonly #options: PlanRecordOptions;
  readonly #steps: OpenStep[] = [];
  readonly #outcomes = new Map<string, SourceOutcome>();
  readonly #asked = new Map<string, Promise<Reply>>();
  readonly sequences = new Set<number>();
  #rows = 0;
  #isComplete = true;

  constructor(options: PlanRecordOptions) {
    this.#options = options;
  }

  /**
   * Says that what a member gave is no answer: as if it had failed.
   * @throws FacilisError `source-failed`, unless rows are done without
   */
  reject(step: OpenStep, iri: string, why: string): Solutions {
    const detail = `The source ${this.#titleOf(iri)} failed: ${why}.`;
    return this.#fail(
      { step, iri, isSilent: false },
      new FacilisError('source-failed', { detail, extra: { source: iri, outcome: 'failed' } }),
    );
  }

  get isPlanOnly(): boolean {
    return this.#options.isPlanOnly;
  }

  /** Begins a step; `estimates` are rows by member. */
  begin(head: StepHead, estimates: ReadonlyMap<string, number>): OpenStep {
    const sources = [...estimates].map(
      ([iri, estimatedRows]) => [iri, { iri, estimatedRows, requests: 0, rows: 0, milliseconds: 0 }] as const,
    );
    const step = { ...head, sources: new Map(sources), milliseconds: 0 };
    this.#steps.push(step);
    return step;
  }

  /**
   * Asks a member within a step. Without rows when it failed and that is welcome; a failure of a SILENT clause is for the clause.
   * @throws FacilisError `source-failed`, `source-timeout`, naming step, source and cause; `query-too-many-rows`
   */
  async ask(step: OpenStep, iri: string, query: string, { isSilent = false, isDivisible = false } = {}): Promise<Solutions> {
    if (this.isPlanOnly || (this.#options.isPartialWelcome && this.hasFailed(iri))) return NO_ROWS;
    const key = `${iri}\n${query}`;
    const known = this.#asked.get(key);
    const reply = known ?? this.#options.asker.ask(iri, query);
    this.#asked.set(key, reply);
    try {
      const { solutions, requests, bytes, sequence, ...took } = await reply;
      const milliseconds = Math.round(took.milliseconds * 10) / 10;
      if (sequence !== undefined) this.sequences.add(sequence);
      if (known === undefined) this.#count(step, iri, { requests, bytes, milliseconds, rows: solutions.rows.length });
      return solutions;
    } catch (cause) {
      // Who asked asks for less.
      if (isDivisible && cause instanceof FacilisError && cause.extra.declined === true) throw cause;
      return this.#fail({ step, iri, isSilent }, cause);
    }
  }

  /** A step of our own. */
  async timed<T>(step: OpenStep, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      step.milliseconds = Math.round((performance.now() - startedAt) * 10) / 10;
    }
  }

  hasFailed(iri: string): boolean {
    return isFailure(this.#outcomes.get(iri)?.outcome);
  }

  /** Whether no rows are missing. A SERVICE SILENT whose source failed has none to miss (SPARQL 1.1 Federated Query §4). */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  steps(): PlanStep[] {
    return this.#steps.map(({ sources, milliseconds, ...head }, at) => {
      const all = [...sources.values()];
      const sum = (of: (source: StepSource) => number) => all.reduce((total, each) => total + of(each), 0);
      return {
        ...head,
        number: at + 1,
        sources: all,
        requests: sum(({ requests }) => requests),
        rows: sum(({ rows }) => rows),
        milliseconds: Math.max(milliseconds, ...all.map((each) => each.milliseconds)),
      };
    });
  }

  outcomes(): SourceOutcome[] {
    return this.#options.members.map(
      ({ iri, title }) => this.#outcomes.get(iri) ?? { iri, title, outcome: 'unused', requests: 0, rows: 0, bytes: 0, milliseconds: 0 },
    );
  }

  #count(step: OpenStep, iri: string, done: Pick<SourceOutcome, 'requests' | 'bytes' | 'milliseconds' | 'rows'>): void {
    this.#rows += done.rows;
    const { maxRows } = this.#options;
    if (this.#rows > maxRows) {
      throw new FacilisError('query-too-many-rows', {
        detail: `The sources have more than ${maxRows} rows for this query together, the limit of this service (QUERY_MAX_ROWS). Make it more selective, or ask one source with SERVICE.`,
        extra: { limit: 'QUERY_MAX_ROWS', maxRows },
      });
    }
    const inStep = step.sources.get(iri) ?? { iri, estimatedRows: 0, requests: 0, rows: 0, milliseconds: 0 };
    step.sources.set(iri, {
      ...inStep,
      requests: inStep.requests + done.requests,
      rows: inStep.rows + done.rows,
      milliseconds: inStep.milliseconds + done.milliseconds,
    });
    const before = this.#outcomes.get(iri);
    this.#outcomes.set(iri, {
      iri,
      title: this.#titleOf(iri),
      outcome: before?.outcome ?? 'answered',
      ...(before?.detail !== undefined && { detail: before.detail }),
      requests: (before?.requests ?? 0) + done.requests,
      rows: (before?.rows ?? 0) + done.rows,
      bytes: (before?.bytes ?? 0) + done.bytes,
      milliseconds: (before?.milliseconds ?? 0) + done.milliseconds,
    });
  }

  #fail({ step, iri, isSilent }: { step: OpenStep; iri: string; isSilent: boolean }, cause: unknown): Solutions {
    // `source-not-registered` of a member: its registration asks for what the guard does not let through.
    const codes: readonly string[] = ['source-failed', 'source-timeout', 'source-not-registered'];
    if (!(cause instanceof FacilisError) || !codes.includes(cause.code)) throw cause;
    const outcome = (cause.extra.outcome as OutcomeKind | undefined) ?? (cause.code === 'source-timeout' ? 'late' : 'failed');
    const before = this.#outcomes.get(iri) ?? { iri, title: this.#titleOf(iri), requests: 0, rows: 0, bytes: 0, milliseconds: 0 };
    this.#outcomes.set(iri, { ...before, outcome, detail: cause.detail });
    if (this.#options.isPartialWelcome && !isSilent) {
      this.#isComplete = false;
      return NO_ROWS;
    }
    const number = this.#steps.indexOf(step) + 1;
    throw new FacilisError(cause.code, {
      detail: `Step ${number} of the plan (${step.kind}: ${step.text.slice(0, 200)}): ${cause.detail}`,
      extra: { ...cause.extra, step: number },
      cause,
    });
  }

  #titleOf(iri: string): string {
    return this.#options.members.find((member) => member.iri === iri)?.title ?? iri;
  }
}

function isFailure(outcome: OutcomeKind | undefined): boolean {
  return outcome !== undefined && outcome !== 'answered' && outcome !== 'unused';
}
