import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FacilisError } from '../errors.ts';

/**
 * Writes to a file, or to standard output unless one is given.
 * @throws FacilisError `internal` when not all could be written
 */
export async function writeOutput(content: Iterable<string | Uint8Array>, output: string | undefined): Promise<void> {
  const chunks = Readable.from(content);
  try {
    await (output === undefined ? pipeline(chunks, process.stdout, { end: false }) : pipeline(chunks, createWriteStream(output)));
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new FacilisError('internal', {
      detail: `Not all was written to ${output ?? 'standard output'}: ${cause.message}.`,
      cause,
    });
  }
}
