import { Worker } from 'node:worker_threads';
import { FacilisError } from '../errors.ts';
import { fromPlainFailure, toPlainFailure } from '../sparql/replica-messages.ts';
import type {
  FederatedOutcome,
  FederatedQuestion,
  FetchReply,
  FromFederated,
  GoodReply,
  Recorded,
  ToFederated,
} from './federated-messages.ts';
import type { OutboundRequest } from './source-client-types.ts';
import type { SourceSummary } from './source-summary.ts';

/** What a worker may hold outside the engine, whose own memory ends at 4 GB. */
const MAX_HEAP_MB = 3072;

/** What the main thread does for a query in a worker: the reply with its cost, or a FacilisError. */
export interface ThreadServices {
  askSource(iri: string, request: OutboundRequest): Promise<GoodReply>;
  askInventory(query: string): Promise<GoodReply>;
}

export interface Evaluated {
  readonly outcome: FederatedOutcome;
  readonly recorded: Recorded;
}

/** A failure with what had been done before it. */
export class EvaluationFailure extends Error {
  readonly failure: FacilisError;
  readonly recorded: Recorded;

  constructor(failure: FacilisError, recorded: Recorded) {
    super(failure.detail, { cause: failure });
    this.failure = failure;
    this.recorded = recorded;
  }
}

interface OpenQuestion {
  readonly number: number;
  readonly services: ThreadServices;
  resolve(evaluated: Evaluated): void;
  reject(cause: unknown): void;
}

/** One worker thread for federated queries, seen from the main thread, which makes its requests. */
export class FederatedThread {
  readonly #worker = new Worker(new URL('./federated-worker.ts', import.meta.url), {
    name: 'facilis-federation',
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  /** `takenAt` of the summaries that it has. */
  readonly #known = new Map<string, string>();
  #open: OpenQuestion | undefined;
  #questions = 0;
  #isEnded = false;

  constructor() {
    this.#worker.on('message', (message: FromFederated) => this.#receive(message));
    this.#worker.on('error', (cause) => this.#lose(String(cause)));
    this.#worker.on('exit', () => this.#lose('the thread ended'));
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /**
   * Evaluates a query; one at a time.
   * @throws EvaluationFailure
   */
  evaluate(question: FederatedQuestion, summaries: readonly SourceSummary[], services: ThreadServices): Promise<Evaluated> {
    for (const summary of summaries) {
      if (this.#known.get(summary.source) === summary.takenAt) continue;
      this.#known.set(summary.source, summary.takenAt);
      this.#send({ kind: 'summary', summary });
    }
    return new Promise((resolve, reject) => {
      this.#questions += 1;
      this.#open = { number: this.#questions, services, resolve, reject };
      this.#send({ kind: 'evaluate', number: this.#questions, question });
    });
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#worker.terminate();
  }

  #receive(message: FromFederated): void {
    switch (message.kind) {
      case 'ready':
        break;
      case 'fetch':
        void this.#reply(message, (services) => services.askSource(message.iri, message.request));
        break;
      case 'inventory':
        void this.#reply(message, (services) => services.askInventory(message.query));
        break;
      case 'outcome':
        this.#close()?.resolve(message);
        break;
      case 'failure':
        this.#close()?.reject(new EvaluationFailure(fromPlainFailure(message.failure), message.recorded));
    }
  }

  async #reply(
    { id, question }: { readonly id: number; readonly question: number },
    work: (services: ThreadServices) => Promise<FetchReply>,
  ): Promise<void> {
    const open = this.#open;
    if (open?.number !== question) return;
    const reply = await work(open.services).catch((cause: unknown): FetchReply => ({ kind: 'failure', failure: toPlainFailure(cause) }));
    if (!this.#isEnded && this.#open === open) this.#send({ kind: 'reply', id, reply });
  }

  #lose(why: string): void {
    this.#isEnded = true;
    const nothing: Recorded = { isComplete: true, sources: [], steps: [], sequences: [] };
    this.#close()?.reject(new EvaluationFailure(new FacilisError('internal', { detail: `The federation worker ended: ${why}` }), nothing));
  }

  #close(): OpenQuestion | undefined {
    const open = this.#open;
    this.#open = undefined;
    return open;
  }

  #send(message: ToFederated): void {
    this.#worker.postMessage(message);
  }
}
