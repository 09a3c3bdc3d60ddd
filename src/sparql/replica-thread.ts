import { Worker } from 'node:worker_threads';
import { FacilisError } from '../errors.ts';
import type { QueryAnalysis, QueryResult, ReplicaPatch } from './query-types.ts';
import type { ReplicaOptions, ReplicaQuery } from './replica.ts';
import { type FromReplica, fromPlainFailure, type ReplicaImage, type ReplicaWorkerData, type ToReplica } from './replica-messages.ts';

/** What a worker may hold outside the engine, whose own memory ends at 4 GB. An answer of a million triples needs about half. */
const MAX_HEAP_MB = 3072;

/** What a worker can be asked for; one at a time. */
export type ReplicaTask = { readonly kind: 'query'; readonly query: ReplicaQuery } | { readonly kind: 'analyse'; readonly query: string };
export type ReplicaOutcome =
  | { readonly kind: 'answer'; readonly result: QueryResult }
  | { readonly kind: 'analysis'; readonly analysis: QueryAnalysis }
  /** The thread ended before it came to the task: another one may do it. */
  | { readonly kind: 'unstarted' };

export interface ReplicaThreadEvents {
  /** It can be asked now: it has just been built, or has ended a task. */
  onIdle(thread: ReplicaThread): void;
  /** It is gone, whoever ended it; `why` when nobody did. */
  onEnded(thread: ReplicaThread, why: string | undefined): void;
}

interface RunningTask {
  readonly task: ReplicaTask;
  resolve(outcome: ReplicaOutcome): void;
  reject(cause: unknown): void;
}

/** One worker thread with its replica, seen from the main thread. */
export class ReplicaThread {
  readonly #worker: Worker;
  readonly #events: ReplicaThreadEvents;
  readonly #order: string;
  #state: 'warming' | 'idle' | 'busy' | 'ended' = 'warming';
  #running: RunningTask | undefined;
  #wasReady = false;
  #isRetiring = false;
  #isOutOfStep = false;

  constructor(image: ReplicaImage, patches: readonly ReplicaPatch[], options: ReplicaOptions, events: ReplicaThreadEvents) {
    this.#events = events;
    this.#order = image.name;
    const workerData: ReplicaWorkerData = { image, ...options };
    this.#worker = new Worker(new URL('./replica-worker.ts', import.meta.url), {
      workerData,
      name: 'facilis-replica',
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    this.#worker.on('message', (message: FromReplica) => this.#receive(message));
    this.#worker.on('error', (cause) => this.#crash(cause));
    this.#worker.on('exit', () => this.#finish('the thread ended by itself'));
    for (const patch of patches) this.patch(patch);
  }

  get state(): 'warming' | 'idle' | 'busy' | 'ended' {
    return this.#state;
  }

  /** Whether its replica was ever built. */
  get wasReady(): boolean {
    return this.#wasReady;
  }

  /** Whether it ended because it could not follow a patch. */
  get isOutOfStep(): boolean {
    return this.#isOutOfStep;
  }

  /** Sent at once, applied after what was sent before it. */
  patch({ sequence, added, removed }: ReplicaPatch): void {
    this.#send({ kind: 'patch', sequence, added, removed });
  }

  /** Only for an idle thread. */
  execute(task: ReplicaTask): Promise<ReplicaOutcome> {
    this.#state = 'busy';
    return new Promise((resolve, reject) => {
      this.#running = { task, resolve, reject };
      this.#send(task);
    });
  }

  /** Ends the thread whatever it is doing; a running task is left without an outcome. */
  async end(): Promise<void> {
    this.#running = undefined;
    this.#finish(undefined);
    await this.#worker.terminate();
  }

  /** Ends the thread after its task. */
  retire(): void {
    this.#isRetiring = true;
    if (this.#state !== 'busy') this.#finish(undefined);
  }

  #send(message: ToReplica): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromReplica): void {
    if (this.#state === 'ended') {
      if (message.kind === 'answer') void message.file?.handle.close();
      return;
    }
    switch (message.kind) {
      case 'ready':
        this.#becomeIdle();
        break;
      case 'answer': {
        const { bytes, file, sequence, evaluationMs, serialisationMs } = message;
        const order = this.#order;
        const mediaType = this.#running?.task.kind === 'query' ? this.#running.task.query.resultsFormat : '';
        this.#isRetiring ||= message.isGrown;
        this.#settle((running) =>
          running.resolve({
            kind: 'answer',
            result: { mediaType, bytes, ...(file && { file }), sequence, order, evaluationMs, serialisationMs, queueMs: 0 },
          }),
        );
        break;
      }
      case 'analysis':
        this.#settle((running) => running.resolve(message));
        break;
      case 'failure':
        this.#fail(message);
        break;
      case 'spent':
        this.#isOutOfStep = true;
        this.#release()?.resolve({ kind: 'unstarted' });
        this.#finish(message.why);
    }
  }

  #crash(cause: unknown): void {
    if ((cause as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') {
      const detail = `The query needs more than ${MAX_HEAP_MB} MB to write its answer, the limit of one query. Ask for less with LIMIT, or take a dump.`;
      this.#release()?.reject(new FacilisError('unsupported-query', { detail, extra: { limit: 'memory', maxMegabytes: MAX_HEAP_MB } }));
    }
    this.#finish(String(cause));
  }

  #fail({ failure, isSpent }: Extract<FromReplica, { kind: 'failure' }>): void {
    const cause = fromPlainFailure(failure);
    if (isSpent) {
      this.#release()?.reject(cause);
      this.#finish(cause.detail);
    } else {
      this.#settle((running) => running.reject(cause));
    }
  }

  #settle(tell: (running: RunningTask) => void): void {
    const running = this.#release();
    if (running !== undefined) tell(running);
    this.#becomeIdle();
  }

  #release(): RunningTask | undefined {
    const running = this.#running;
    this.#running = undefined;
    return running;
  }

  /** `why` when nobody asked for the end. A task that was running is lost: it may be what ended the thread, so nobody tries it again. */
  #finish(why: string | undefined): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    const lost = new FacilisError('internal', { detail: `The worker that evaluated the query ended: ${why}` });
    this.#release()?.reject(lost);
    void this.#worker.terminate();
    this.#events.onEnded(this, why);
  }

  #becomeIdle(): void {
    this.#wasReady = true;
    if (this.#isRetiring) {
      this.#finish(undefined);
    } else {
      this.#state = 'idle';
      this.#events.onIdle(this);
    }
  }
}
