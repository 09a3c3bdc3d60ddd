import { parentPort, Worker } from 'node:worker_threads';
import { type Answer, type Ask, askComunica } from './answers.ts';

/** Comunica computes some nested patterns for minutes without a turn of the event loop, so it has a thread that can be ended. */
const TIMEOUT_MS = 3000;
export const NO_ANSWER = `no answer of the second engine in ${TIMEOUT_MS} ms`;

if (parentPort !== null) {
  const port = parentPort;
  const ask = await askComunica();
  port.on('message', async (query: string) => port.postMessage(await ask(query)));
  port.postMessage('ready');
}

export function secondEngine(): Ask {
  let worker: Promise<Worker> | undefined;
  return async (query) => {
    worker ??= startWorker();
    const thread = await worker;
    return new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => {
        worker = undefined;
        void thread.terminate();
        resolve({ error: NO_ANSWER });
      }, TIMEOUT_MS);
      thread.once('message', (answer: Answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      thread.postMessage(query);
    });
  };
}

function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL(import.meta.url));
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => resolve(worker));
  });
}
