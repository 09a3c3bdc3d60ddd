import { writeSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FacilisError } from '../errors.ts';

/** The longest answer, in bytes before compression: what a million rows of a dozen columns take. */
export const MAX_RESULT_BYTES = 2 ** 30;
/** A longer answer goes to a file, from where it is sent as fast as its client reads. */
export const MAX_BYTES_IN_MEMORY = 8 << 20;

/** An answer in a file that has no name any more: it is gone when it is closed, also when the process is. */
export interface SpooledFile {
  readonly handle: FileHandle;
  readonly length: number;
}

/** Takes an answer piece by piece. */
export class Spool {
  #handle: FileHandle | undefined;
  #length = 0;

  async open(): Promise<void> {
    if (this.#handle !== undefined) return;
    const directory = await mkdtemp(join(tmpdir(), 'facilis-'));
    try {
      this.#handle = await open(join(directory, 'answer'), 'wx+', 0o600);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** @throws FacilisError `query-too-many-bytes` */
  write(bytes: Uint8Array): void {
    if (this.#handle === undefined) throw new TypeError('The spool is not open.');
    checkLength(this.#length + bytes.length);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#handle.fd, bytes, at, bytes.length - at, this.#length + at);
    this.#length += bytes.length;
  }

  /** Hands the file over; `undefined` when nothing was spooled. */
  take(): SpooledFile | undefined {
    const handle = this.#handle;
    this.#handle = undefined;
    const length = this.#length;
    this.#length = 0;
    return handle && { handle, length };
  }

  async discard(): Promise<void> {
    await this.take()?.handle.close();
  }
}

export function checkLength(length: number): void {
  if (length <= MAX_RESULT_BYTES) return;
  throw new FacilisError('query-too-many-bytes', {
    detail: `The answer is longer than ${MAX_RESULT_BYTES} bytes, the limit of one answer. Ask for less with LIMIT or fewer variables, or take a dump.`,
    extra: { limit: 'MAX_RESULT_BYTES', maxBytes: MAX_RESULT_BYTES },
  });
}
