import type { WriteStream } from 'node:tty';
import type { Progress } from '../ingest/progress.ts';

/** Work that is shorter than this shows nothing. */
const QUIET_MS = 1000;
/** Between two drawings of the bar, and between two lines within one step. */
const BAR_EVERY_MS = 100;
const LINE_EVERY_MS = 5000;
const BAR_WIDTH = 30;

/**
 * Does work that tells of its progress, and shows that on standard error: a bar that is gone in the end on a terminal, plain
 * lines otherwise.
 */
export async function withProgress<T>(work: (onProgress: Progress) => Promise<T>, output: Output = process.stderr): Promise<T> {
  const began = performance.now();
  const every = output.isTTY ? BAR_EVERY_MS : LINE_EVERY_MS;
  let shown = { step: '', at: began };
  const onProgress: Progress = (step, done, total) => {
    const now = performance.now();
    if (now - began < QUIET_MS || (step === shown.step && now - shown.at < every)) return;
    shown = { step, at: now };
    const share = done === undefined || !total ? undefined : done / total;
    const text = share === undefined ? step : `${step}: ${Math.floor(share * 100)} %`;
    output.write(output.isTTY ? `\r\x1b[K${bar(share ?? 0)} ${text}` : `${text}\n`);
  };
  try {
    return await work(onProgress);
  } finally {
    if (output.isTTY && shown.step !== '') output.write('\r\x1b[K');
  }
}

type Output = Pick<WriteStream, 'write'> & { readonly isTTY?: boolean };

function bar(share: number): string {
  const full = Math.round(share * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
}
