import { Worker } from 'node:worker_threads';
import { FacilisError } from '../errors.ts';
import { fromPlainFailure, type PlainFailure } from '../sparql/replica-messages.ts';
import type { FromComunica, ToComunica } from './comunica-messages.ts';
import type { Solutions } from './inline-services.ts';
import type { FetchOptions, SourceClient } from './source-client-types.ts';
import { sourceFailed } from './source-errors.ts';
import { whyNotWhole } from './whole-answer.ts';

export interface SourceQuestion extends FetchOptions {
  readonly query: string;
  readonly maxRows: number;
}

interface OpenQuestion {
  readonly question: SourceQuestion;
  /** Why a request for it failed; Comunica would tell it in its own words. */
  fault?: FacilisError;
  resolve(solutions: Solutions): void;
  reject(cause: unknown): void;
}

/** One worker thread with Comunica in it, seen from the main thread, which makes its requests. */
export class ComunicaThread {
  readonly #worker = new Worker(new URL('./comunica-worker.ts', import.meta.url), { name: 'facilis-comunica' });
  readonly #client: SourceClient;
  #open: OpenQuestion | undefined;
  #isEnded = false;

  constructor(client: SourceClient) {
    this.#client = client;
    this.#worker.on('message', (message: FromComunica) => this.#receive(message));
    this.#worker.on('error', (cause) => this.#lose(String(cause)));
    this.#worker.on('exit', () => this.#lose('the thread ended'));
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /**
   * Evaluates a SELECT query at one source; one question at a time.
   * @throws FacilisError `source-failed`, `source-timeout`, `source-not-registered`, `query-too-many-rows`
   */
  ask(question: SourceQuestion): Promise<Solutions> {
    return new Promise((resolve, reject) => {
      this.#open = { question, resolve, reject };
      const { source, query, maxRows } = question;
      this.#send({ kind: 'query', endpoint: source.endpoint, query, maxRows });
    });
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#worker.terminate();
  }

  #receive(message: FromComunica): void {
    switch (message.kind) {
      case 'ready':
        break;
      case 'request':
        void this.#forward(message);
        break;
      case 'solutions':
        this.#close()?.resolve(message.solutions);
        break;
      case 'failure':
        this.#fail(message.failure);
    }
  }

  async #forward({ id, request }: Extract<FromComunica, { kind: 'request' }>): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    try {
      const response = await this.#client.fetch(request, open.question);
      const why = whyNotWhole(response);
      if (why !== undefined) throw sourceFailed(open.question.source, why);
      this.#send({ kind: 'response', id, response });
    } catch (cause) {
      open.fault = cause instanceof FacilisError ? cause : sourceFailed(open.question.source, String(cause), cause);
      this.#send({ kind: 'response', id, response: undefined });
    }
  }

  #fail(failure: PlainFailure): void {
    const open = this.#close();
    if (open === undefined) return;
    const cause = fromPlainFailure(failure);
    const why = failure.detail.split('\n')[0]?.slice(0, 300) ?? '';
    // What Comunica makes of an answer that is no SPARQL result is the source's failure, not ours.
    open.reject(open.fault ?? (failure.code === 'internal' ? sourceFailed(open.question.source, why, cause) : cause));
  }

  #lose(why: string): void {
    this.#isEnded = true;
    this.#close()?.reject(new FacilisError('internal', { detail: `The federation worker ended: ${why}` }));
  }

  #close(): OpenQuestion | undefined {
    const open = this.#open;
    this.#open = undefined;
    return open;
  }

  #send(message: ToComunica): void {
    this.#worker.postMessage(message);
  }
}
