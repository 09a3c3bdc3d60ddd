import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ExchangeFailure } from './exchange-failure.ts';

/** RFC 9110 §8.4.1: what `Accept-Encoding` offers. */
const DECODERS = { gzip: createGunzip, 'x-gzip': createGunzip, br: createBrotliDecompress, deflate: createInflate } as const;

export const ACCEPTED_ENCODINGS = 'gzip, br, deflate';

export interface BodyLimits {
  /** Holds for what comes over the wire, and for what it unpacks to. */
  readonly maxBytes: number;
  /** What to do with more: an error, or to leave it where it is. */
  readonly whenLarger: 'fail' | 'cut';
  onBytes(count: number): void;
}

/** The body, decompressed piece by piece, so that a bomb is met at the limit and not in memory. */
export async function readBody(response: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const { maxBytes, whenLarger } = limits;
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  const decoder = encoding === '' || encoding === 'identity' ? undefined : decoderOf(encoding);
  const parts: Buffer[] = [];
  let wireLength = 0;
  let length = 0;
  async function* meter(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const part of source) {
      limits.onBytes(part.length);
      wireLength += part.length;
      if (wireLength > maxBytes && whenLarger === 'fail') throw tooLarge(maxBytes, 'its answer');
      yield part;
    }
  }
  async function collect(source: AsyncIterable<Buffer>): Promise<void> {
    for await (const part of source) {
      length += part.length;
      if (length > maxBytes && whenLarger === 'fail')
        throw tooLarge(maxBytes, decoder === undefined ? 'its answer' : 'its unpacked answer');
      parts.push(part);
      // Ends the stream before it has.
      if (length > maxBytes) return;
    }
  }
  try {
    await (decoder === undefined ? pipeline(response, meter, collect) : pipeline(response, meter, decoder, collect));
  } catch (cause) {
    if (whenLarger === 'cut' && length > maxBytes) return Buffer.concat(parts).subarray(0, maxBytes);
    if (String((cause as NodeJS.ErrnoException).code).match(/^(Z_|ERR_(_ERROR|BROTLI|ZLIB)|ERR_PADDING)/)) {
      throw new ExchangeFailure('broken', `its answer is not whole, or not in its Content-Encoding ${encoding}`, { cause });
    }
    throw cause;
  }
  return Buffer.concat(parts);
}

function decoderOf(encoding: string): ReturnType<(typeof DECODERS)[keyof typeof DECODERS]> {
  if (Object.hasOwn(DECODERS, encoding)) return DECODERS[encoding as keyof typeof DECODERS]();
  throw new ExchangeFailure('broken', `its answer has a Content-Encoding other than ${ACCEPTED_ENCODINGS}`);
}

function tooLarge(maxBytes: number, what: string): ExchangeFailure {
  return new ExchangeFailure('declined', `${what} is larger than ${maxBytes} bytes; ask it for less`);
}
