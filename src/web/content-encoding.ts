import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, constants, gzip, type ZlibOptions } from 'node:zlib';
import Negotiator from 'negotiator';

export type ContentEncoding = 'br' | 'gzip' | 'identity';

/**
 * The encoding is chosen from the request alone, before the bytes exist: it is part of the strong ETag, and a 304 must be
 * possible without making the bytes. RFC 9110 §12.5.3: if nothing is acceptable, no encoding is used.
 */
export function chooseEncoding(acceptEncoding: string | undefined): ContentEncoding {
  if (acceptEncoding === undefined) return 'identity';
  const negotiator = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } });
  const chosen = negotiator.encoding(['br', 'gzip', 'identity'], { preferred: ['br', 'gzip'] });
  return chosen === 'br' || chosen === 'gzip' ? chosen : 'identity';
}

const compressBrotli = promisify<Uint8Array, BrotliOptions, Buffer>(brotliCompress);
const compressGzip = promisify<Uint8Array, ZlibOptions, Buffer>(gzip);

/** The same bytes give the same bytes: neither format carries a time here. */
export async function encode(bytes: Uint8Array, encoding: ContentEncoding): Promise<Uint8Array> {
  if (encoding === 'identity') return bytes;
  if (encoding === 'gzip') return compressGzip(bytes, { level: 6 });
  return compressBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}
