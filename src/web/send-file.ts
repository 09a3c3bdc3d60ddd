import { pipeline } from 'node:stream/promises';
import { FacilisError } from '../errors.ts';
import type { SpooledFile } from '../sparql/spool.ts';
import { type ContentEncoding, encoder } from './content-encoding.ts';
import type { Exchange } from './exchange.ts';

const READ_BYTES = 256 << 10;

/**
 * Sends a body as fast as its client reads, a piece of it in memory at a time, and closes its file. The head must be set, not sent.
 * Encoded, its length is not known beforehand. A failure on the way cuts the connection, so that no part reads as the whole.
 */
export async function sendFile({ req, res }: Exchange, { handle, length }: SpooledFile, encoding: ContentEncoding): Promise<void> {
  if (encoding === 'identity') res.set('Content-Length', String(length));
  if (req.method === 'HEAD' || res.closed) {
    await handle.close();
    res.end();
    return;
  }
  const file = handle.createReadStream({ start: 0, highWaterMark: READ_BYTES });
  try {
    if (encoding === 'identity') await pipeline(file, res);
    else await pipeline(file, encoder(encoding), res);
  } catch (cause) {
    if (file.errored === null || file.errored === cause) await handle.close().catch(() => {});
    if (res.closed) throw new FacilisError('client-gone', { detail: 'The client left before the answer was sent.', cause });
    throw cause;
  }
}
