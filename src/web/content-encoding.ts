import type { Transform } from 'node:stream';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import Negotiator from 'negotiator';

export type ContentEncoding = 'br' | 'gzip' | 'identity';

/**
 * The encoding is chosen from the request alone, before the bytes exist: it is part of the strong ETag, and a 304 must be
 * possible without making the bytes. RFC 9110 §12.5.3: if nothing is acceptable, no encoding is used.
 */
export function chooseEncoding(acceptEncoding: string | undefined): ContentEncoding {
  if (acceptEncoding === undefined) return 'identity';
  const negotiator = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } });
  // The type declaration lags behind the package: `preferred` decides between equal q-values.
  const best: (available: string[], options: { preferred: string[] }) => string | undefined = negotiator.encoding.bind(negotiator);
  const chosen = best(['br', 'gzip', 'identity'], { preferred: ['br', 'gzip'] });
  return chosen === 'br' || chosen === 'gzip' ? chosen : 'identity';
}

/** Encodes while the bytes pass. */
export function encoder(encoding: Exclude<ContentEncoding, 'identity'>): Transform {
  if (encoding === 'gzip') return createGzip({ level: 6 });
  return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

/** The same bytes give the same bytes: neither format carries a time here. */
export async function encode(bytes: Uint8Array, encoding: ContentEncoding): Promise<Uint8Array> {
  if (encoding === 'identity') return bytes;
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, encoded: Buffer) => (error === null ? resolve(encoded) : reject(error));
    if (encoding === 'gzip') gzip(bytes, { level: 6 }, done);
    else brotliCompress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }, done);
  });
}
