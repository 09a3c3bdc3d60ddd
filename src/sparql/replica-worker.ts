import { parentPort, type Transferable, workerData } from 'node:worker_threads';
import { FacilisError } from '../errors.ts';
import { analyseQuery } from './analyse-query.ts';
import { Replica } from './replica.ts';
import { type FromReplica, type ReplicaWorkerData, type ToReplica, toPlainFailure } from './replica-messages.ts';
import { ReplicaStore } from './replica-store.ts';
import { Spool } from './spool.ts';
import { ThreadMemory } from './thread-memory.ts';

/**
 * The entry of a worker thread that owns one replica. Messages are handled one at a time in the order they were sent: a
 * query sent after a patch sees it, one sent before does not, and nothing sees half of it.
 */
const port = parentPort;
if (port === null) throw new Error('replica-worker.ts is the entry of a worker thread.');

const { image, ...options } = workerData as ReplicaWorkerData;
const store = new ReplicaStore(options.baseIRI, options.defaultGraph);
const replica = new Replica(store, options);
let sequence = image.sequence;
let isSpent = false;
// The engine reads no shared memory, hence the copies.
store.fill(image.chunks.values().map((chunk) => new Uint8Array(chunk).slice()));
// The parser's grammar and the engine's code are made ready by their first query: better by this one than by a client's.
await replica.answer({ query: 'ASK {}', resultsFormat: 'text/csv' });
const memory = new ThreadMemory();
const spool = new Spool();
send({ kind: 'ready' });

let last: Promise<void> = Promise.resolve();
port.on('message', (message: ToReplica) => {
  last = last.then(() => handle(message));
});

async function handle(message: ToReplica): Promise<void> {
  if (isSpent) return;
  if (message.kind === 'patch') return patch(message);
  try {
    if (message.kind === 'analyse') return send({ kind: 'analysis', analysis: analyseQuery(message.query, options) });
    const startedAt = performance.now();
    const bytes = await replica.answer(message.query, message.query.isSpooled ? spool : undefined);
    const file = spool.take();
    const { serialisationMs } = replica;
    const isGrown = memory.isGrown();
    const evaluationMs = performance.now() - startedAt;
    // The handle goes with the message: its file outlives this thread.
    const transfer: Transferable[] = [bytes.buffer as ArrayBuffer, ...(file ? [file.handle as unknown as Transferable] : [])];
    send({ kind: 'answer', bytes, file, isGrown, sequence, evaluationMs, serialisationMs }, transfer);
  } catch (cause) {
    await spool.discard();
    isSpent = cause instanceof WebAssembly.RuntimeError;
    send({ kind: 'failure', failure: toPlainFailure(isSpent ? tooComplex(cause) : cause), isSpent });
  }
}

/** A patch that fails leaves a replica between two revisions, which nobody may read. */
function patch(message: Extract<ToReplica, { kind: 'patch' }>): void {
  let why = 'a removed literal has a twin that the engine does not tell from it';
  try {
    isSpent = !memory.grow(() => store.apply(message));
  } catch (cause) {
    isSpent = true;
    why = String(cause);
  }
  if (isSpent) send({ kind: 'spent', why });
  else sequence = message.sequence;
}

/** The engine's stack or memory ended. Which of the two it does not say. */
function tooComplex(cause: unknown): FacilisError {
  return new FacilisError('unsupported-query', {
    detail: 'The query is too long or too deeply nested for the engine, or its answer needs more memory than a worker has.',
    cause,
  });
}

function send(message: FromReplica, transfer: Transferable[] = []): void {
  port?.postMessage(message, transfer);
}
