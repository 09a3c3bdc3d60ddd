import { randomUUID } from 'node:crypto';
import { FacilisError } from '../errors.ts';
import { readQuery } from '../sparql/analyse-query.ts';
import type { QueryPool } from '../sparql/query-pool.ts';
import type { QueryResult } from '../sparql/query-types.ts';
import { checkServices } from './allowed-services.ts';
import { inventorySource } from './chosen-sources.ts';
import type { FederatedOutcome, FederatedQuestion, Recorded } from './federated-messages.ts';
import { EvaluationFailure, type ThreadServices } from './federated-thread.ts';
import type { FederationReport } from './federation-report.ts';
import type { FederatedRequest, FederatedResult } from './federation-types.ts';
import { memberHeads } from './member-heads.ts';
import type { RegisteredSource } from './registered-sources.ts';
import type { SourceClient } from './source-client-types.ts';
import type { SourceSummary } from './source-summary.ts';
import { takingPart, whomServicesName } from './taking-part.ts';
import { ThreadStaff } from './thread-staff.ts';

const DEFAULT_MAX_ANSWER_BYTES = 1 << 25;
/** A commit between the questions of one query would mix two revisions: it is then asked again, so often. */
const MAX_ATTEMPTS = 3;
const JSON_RESULTS = 'application/sparql-results+json';

export interface FederationPoolOptions {
  /** The inventory. */
  readonly pool: Pick<QueryPool, 'run'>;
  readonly baseIRI: string;
  /** The registry as it is now. */
  sources(): readonly RegisteredSource[];
  /** The guarded way out. */
  readonly client: Pick<SourceClient, 'fetch'>;
  /** What is known of a source (or of `inventorySource`), when it is known to be so now. */
  summary(iri: string): SourceSummary | undefined;
  /** Told of each query's report before its answer or error is. */
  onReport?(report: FederationReport): void;
  /** How many federated queries run at once. */
  readonly workers: number;
  readonly timeoutMs: number;
  /** Limit of the answer, of what one SERVICE clause brings, and of what all sources bring together. */
  readonly maxRows: number;
  /** How many federated queries may wait; 20 for each worker unless said. */
  readonly maxQueued?: number;
}

export interface FederationPool {
  /**
   * Answers a query that touches other sources. The answer is whole, unless a partial one is welcome: then the report says so.
   * @throws FacilisError `source-not-registered`, `source-failed`, `source-timeout`, and those of `QueryPool.run`; `extra.report` is
   *   the id of the report
   */
  run(request: FederatedRequest): Promise<FederatedResult>;
  /** How the query would be answered; no source is asked. */
  explain(request: FederatedRequest): Promise<FederationReport>;
  close(): Promise<void>;
}

export function createFederationPool(options: FederationPoolOptions): FederationPool {
  return new ThreadPool(options);
}

class ThreadPool implements FederationPool {
  readonly #options: FederationPoolOptions;
  readonly #staff: ThreadStaff;
  readonly #host: string;

  constructor(options: FederationPoolOptions) {
    this.#options = options;
    this.#host = new URL(options.baseIRI).host;
    const { workers, maxQueued = 20 * workers } = options;
    this.#staff = new ThreadStaff({ workers, maxQueued });
  }

  run(request: FederatedRequest): Promise<FederatedResult> {
    return this.#withinLimits(request, async (evaluation) => {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        const { outcome, recorded } = await this.#evaluate(evaluation);
        const result = await this.#finish(outcome, evaluation);
        const sequences = new Set([...recorded.sequences, ...(outcome.kind === 'inlined' ? [result.sequence] : [])]);
        if (sequences.size <= 1) return { ...result, report: this.#report(evaluation, recorded) };
      }
      throw new FacilisError('overloaded', { detail: 'The inventory changed again and again while the sources were asked. Try again.' });
    });
  }

  explain(request: FederatedRequest): Promise<FederationReport> {
    return this.#withinLimits(request, async (evaluation) => {
      const { recorded } = await this.#evaluate({ ...evaluation, isPlanOnly: true });
      return this.#report({ ...evaluation, isPlanOnly: true }, recorded);
    });
  }

  close(): Promise<void> {
    return this.#staff.close();
  }

  async #withinLimits<T>(request: FederatedRequest, work: (evaluation: Evaluation) => Promise<T>): Promise<T> {
    this.#refuseLoop(request);
    const { timeoutMs } = this.#options;
    const limitMs = Math.max(1, Math.min(request.timeoutMs ?? timeoutMs, timeoutMs));
    const late = AbortSignal.timeout(limitMs);
    const signal = AbortSignal.any([late, ...(request.signal === undefined ? [] : [request.signal])]);
    const evaluation = { request, signal, id: randomUUID(), startedAt: new Date(), ...this.#sourcesFor(request), isPlanOnly: false };
    try {
      return await work(evaluation);
    } catch (cause) {
      throw this.#told(
        cause,
        evaluation,
        late.aborted ? timedOut(limitMs, limitMs < timeoutMs ? 'timeout' : 'FEDERATION_TIMEOUT_MS', cause) : undefined,
      );
    }
  }

  /** RFC 8586 §2: who finds itself in the field knows that the request has come in a circle. */
  #refuseLoop({ passedBy = [] }: FederatedRequest): void {
    if (!passedBy.includes(this.#host)) return;
    throw new FacilisError('federation-loop', {
      detail: `This service asked ${passedBy.slice(passedBy.indexOf(this.#host) + 1).join(', then ') || 'a source'}, which asks it again. Of two hubs that register each other, one registers the /sparql of the other, which is the other's own data.`,
    });
  }

  /** Who may be asked: checked before anything runs. */
  #sourcesFor({ query: text, scope, sources: narrowed }: FederatedRequest): Pick<Evaluation, 'sources' | 'graph'> {
    const { baseIRI, sources } = this.#options;
    const { services } = readQuery(text, baseIRI);
    const all = sources();
    checkServices(services, all, baseIRI);
    const others = narrowed?.filter((iri) => iri !== inventorySource(baseIRI));
    const graph = new Set(scope === 'services' ? [] : takingPart(all, others));
    return { graph, sources: [...new Set([...graph, ...whomServicesName(services, all)])] };
  }

  #evaluate(evaluation: Evaluation): ReturnType<Parameters<Parameters<ThreadStaff['withThread']>[1]>[0]['evaluate']> {
    const { request, sources, graph, signal, isPlanOnly } = evaluation;
    const { members, summaries } = memberHeads({ ...this.#options, request, sources, graph, maxAnswerBytes: DEFAULT_MAX_ANSWER_BYTES });
    const question: FederatedQuestion = {
      scope: request.scope,
      query: request.query,
      resultsFormat: request.resultsFormat,
      defaultGraphs: request.defaultGraphs ?? [],
      namedGraphs: request.namedGraphs ?? [],
      members,
      baseIRI: this.#options.baseIRI,
      maxRows: this.#options.maxRows,
      isPartialWelcome: request.isPartialWelcome ?? false,
      withProvenance: request.withProvenance ?? false,
      isPlanOnly,
    };
    return this.#staff.withThread(signal, (thread) => thread.evaluate(question, summaries, this.#servicesFor(evaluation)));
  }

  #servicesFor({ request, sources, signal }: Evaluation): ThreadServices {
    const { client: sourceClient, pool, timeoutMs } = this.#options;
    const { client, defaultGraphs, namedGraphs, scope, passedBy = [] } = request;
    const loop = [...passedBy, this.#host].join(', ');
    return {
      async askSource(iri, outbound) {
        const source = sources.find((each) => each.iri === iri);
        if (source === undefined) throw new FacilisError('source-not-registered', { detail: `${iri} is no registered source.` });
        const startedAt = performance.now();
        const response = await sourceClient.fetch(
          { ...outbound, headers: { ...outbound.headers, 'cdn-loop': loop } },
          {
            source,
            timeoutMs: Math.min(source.timeoutMs ?? timeoutMs, timeoutMs),
            maxAnswerBytes: source.maxAnswerBytes ?? DEFAULT_MAX_ANSWER_BYTES,
            signal,
          },
        );
        return { kind: 'response', response, requests: 1, milliseconds: performance.now() - startedAt };
      },
      async askInventory(query) {
        const dataset = scope === 'services' ? { defaultGraphs, namedGraphs } : {};
        const { bytes, sequence, evaluationMs } = await pool.run({ query, ...dataset, resultsFormat: JSON_RESULTS, client, signal });
        const response = { status: 200, contentType: JSON_RESULTS, bytes, headers: {}, url: '' };
        return { kind: 'response', response, requests: 1, milliseconds: evaluationMs, sequence };
      },
    };
  }

  async #finish(outcome: FederatedOutcome, { request, signal, startedAt }: Evaluation): Promise<QueryResult> {
    const { query, resultsFormat, defaultGraphs, namedGraphs, client, isSpooled } = request;
    const evaluationMs = () => Date.now() - startedAt.getTime();
    switch (outcome.kind) {
      case 'answer':
        return {
          mediaType: resultsFormat,
          bytes: outcome.bytes,
          sequence: 0,
          order: '',
          evaluationMs: evaluationMs(),
          serialisationMs: 0,
          queueMs: 0,
        };
      case 'planned':
        throw new TypeError('A query came back as a plan.');
      default: {
        const text = outcome.kind === 'inlined' ? outcome.text : query;
        const result = await this.#options.pool.run({ query: text, defaultGraphs, namedGraphs, resultsFormat, client, signal, isSpooled });
        return { ...result, evaluationMs: evaluationMs() };
      }
    }
  }

  #report({ id, startedAt, isPlanOnly }: Evaluation, { isComplete, sources, steps }: Recorded): FederationReport {
    const milliseconds = Date.now() - startedAt.getTime();
    const report = { id, startedAt: startedAt.toISOString(), milliseconds, isComplete, isPlanOnly, sources, steps };
    this.#options.onReport?.(report);
    return report;
  }

  /** The error that the client sees, with the report of what had been done. */
  #told(cause: unknown, evaluation: Evaluation, late: FacilisError | undefined): unknown {
    const recorded = cause instanceof EvaluationFailure ? { ...cause.recorded, isComplete: false } : undefined;
    const failure = late ?? (cause instanceof EvaluationFailure ? cause.failure : cause);
    if (late === undefined && evaluation.signal.aborted) {
      return new FacilisError('client-gone', { detail: 'The client left before the answer was ready.', cause });
    }
    if (!(failure instanceof FacilisError) || recorded === undefined) return failure;
    const { id } = this.#report(evaluation, recorded);
    return new FacilisError(failure.code, { detail: failure.detail, extra: { ...failure.extra, report: id }, cause });
  }
}

interface Evaluation {
  readonly request: FederatedRequest;
  /** Who may be asked: those of the virtual graph first. */
  readonly sources: readonly RegisteredSource[];
  readonly graph: ReadonlySet<RegisteredSource>;
  readonly signal: AbortSignal;
  readonly id: string;
  readonly startedAt: Date;
  readonly isPlanOnly: boolean;
}

function timedOut(timeoutMs: number, limit: 'FEDERATION_TIMEOUT_MS' | 'timeout', cause: unknown): FacilisError {
  return new FacilisError('query-timeout', {
    detail: `The federated query was stopped after ${timeoutMs} ms, its time limit (${limit}).`,
    extra: { limit, timeoutMs },
    cause,
  });
}
