import { parentPort, workerData } from 'node:worker_threads';
import { summariesOf } from './quad-summaries.ts';

/** The entry of a thread that summarises one revision of the inventory, and ends. */
parentPort?.postMessage(summariesOf(workerData));
