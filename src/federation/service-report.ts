import { randomUUID } from 'node:crypto';
import { FacilisError } from '../errors.ts';
import type { FederationReport, OutcomeKind, SourceOutcome } from './federation-report.ts';
import type { Solutions } from './inline-services.ts';
import type { RegisteredSource } from './registered-sources.ts';

interface Tally {
  readonly source: RegisteredSource;
  requests: number;
  rows: number;
  milliseconds: number;
  fault?: FacilisError;
}

/** What the sources of the SERVICE clauses of one query do, noted while they do it. */
export class ServiceReport {
  readonly #id = randomUUID();
  readonly #startedAt = new Date();
  readonly #tallies: ReadonlyMap<string, Tally>;

  constructor(sources: ReadonlyMap<string, RegisteredSource>) {
    this.#tallies = new Map([...sources.values()].map((source) => [source.iri, { source, requests: 0, rows: 0, milliseconds: 0 }]));
  }

  async asking({ iri }: RegisteredSource, ask: () => Promise<Solutions>): Promise<Solutions> {
    const tally = this.#tallies.get(iri);
    if (tally === undefined) return ask();
    const beganAt = performance.now();
    tally.requests += 1;
    try {
      const solutions = await ask();
      tally.rows += solutions.rows.length;
      return solutions;
    } catch (cause) {
      if (cause instanceof FacilisError) tally.fault = cause;
      throw cause;
    } finally {
      tally.milliseconds += performance.now() - beganAt;
    }
  }

  finish({ isComplete, isPlanOnly = false }: { isComplete: boolean; isPlanOnly?: boolean }): FederationReport {
    const tallies = [...this.#tallies.values()];
    return {
      id: this.#id,
      startedAt: this.#startedAt.toISOString(),
      milliseconds: isPlanOnly ? 0 : Date.now() - this.#startedAt.getTime(),
      isComplete,
      isPlanOnly,
      sources: tallies.map(outcomeOf),
      steps: tallies.map(({ source, requests, rows, milliseconds }, at) => ({
        number: at + 1,
        kind: 'service',
        text: `SERVICE <${source.endpoint}>`,
        sources: [{ iri: source.iri, estimatedRows: 0, requests, rows, milliseconds }],
        estimatedRows: 0,
        boundBy: [],
        bindings: 0,
        requests,
        rows,
        milliseconds,
      })),
    };
  }
}

function outcomeOf({ source, fault, requests, rows, milliseconds }: Tally): SourceOutcome {
  return {
    iri: source.iri,
    title: source.title,
    outcome: outcomeKind(fault, requests),
    ...(fault !== undefined && { detail: fault.detail }),
    requests,
    rows,
    bytes: 0,
    milliseconds,
  };
}

function outcomeKind(fault: FacilisError | undefined, requests: number): OutcomeKind {
  if (fault !== undefined) return fault.code === 'source-timeout' ? 'late' : 'failed';
  return requests === 0 ? 'unused' : 'answered';
}
