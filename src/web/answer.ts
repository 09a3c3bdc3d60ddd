import { isNotModified, settledModification, type Validators } from './conditional.ts';
import { type ContentEncoding, chooseEncoding, encode } from './content-encoding.ts';
import type { Exchange } from './exchange.ts';

export interface Answer {
  readonly status?: number;
  /** The whole `Content-Type`. */
  readonly contentType: string;
  /** What tells this representation from every other of the same address, the revision first; none: it cannot be revalidated. */
  readonly etag?: readonly (string | number)[];
  readonly lastModified?: string;
  /** Names of request headers that chose it; `Accept-Encoding` is added. */
  readonly vary: readonly string[];
  readonly cacheControl?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Called only when the client does not hold the same already. It reads the store before its first `await`. */
  readonly body: () => string | Uint8Array | Promise<string | Uint8Array>;
}

/** Cached, but asked again each time: a new revision is visible to every reader at once, and a 304 is cheap. */
const REVALIDATE = 'public, max-age=0, must-revalidate';

/** RFC 9110 §13.1.2 and the QUERY method's draft: the methods whose answer a client can hold already. */
const CONDITIONAL_METHODS = ['GET', 'HEAD', 'QUERY'];

export async function sendAnswer(exchange: Exchange, answer: Answer): Promise<void> {
  const { req, res } = exchange;
  const encoding = chooseEncoding(req.headers['accept-encoding']);
  const etag = answer.etag && strongEtag([...answer.etag, exchange.site.fingerprint, encoding]);
  const lastModified = settledModification(answer.lastModified, new Date());
  const validators = { etag, lastModified };
  if (CONDITIONAL_METHODS.includes(req.method) && isNotModified(req.headers, validators)) {
    setHeaders(exchange, answer, validators);
    res.status(304).end();
    return;
  }
  // Header fields follow the body: making it may fail, and a problem must not carry the fields of the answer.
  const bytes = await encodedBody(exchange, answer, encoding, etag);
  setHeaders(exchange, answer, validators);
  if (encoding !== 'identity') res.set('Content-Encoding', encoding);
  res.status(answer.status ?? 200);
  // Not `res.set`, which adds a charset of its own to JSON.
  res.setHeader('Content-Type', answer.contentType);
  // Node counts the bytes and sends none of them for HEAD, so that both methods have the same header fields.
  res.set('Content-Length', String(bytes.length)).end(bytes);
}

function setHeaders({ res }: Exchange, answer: Answer, { etag, lastModified }: Validators): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) res.append(name, typeof value === 'string' ? value : [...value]);
  for (const field of [...answer.vary, 'Accept-Encoding']) res.vary(field);
  res.set('Cache-Control', answer.cacheControl ?? (etag === undefined ? 'no-store' : REVALIDATE));
  if (etag !== undefined) res.set('ETag', etag);
  if (lastModified !== undefined) res.set('Last-Modified', lastModified.toUTCString());
}

async function encodedBody(exchange: Exchange, answer: Answer, encoding: ContentEncoding, etag: string | undefined): Promise<Uint8Array> {
  const { bodies } = exchange.site;
  const key = etag !== undefined && exchange.req.method !== 'POST' ? `${exchange.url.href} ${etag}` : undefined;
  const cached = key === undefined ? undefined : bodies.get(key);
  if (cached !== undefined) return cached;
  const body = await answer.body();
  const bytes = await encode(typeof body === 'string' ? Buffer.from(body, 'utf8') : body, encoding);
  if (key !== undefined) bodies.set(key, bytes);
  return bytes;
}

/** RFC 9110 §8.8.3: an entity tag is any visible ASCII between quotes; other characters of the parts are replaced. */
export function strongEtag(parts: readonly (string | number)[]): string {
  return `"${parts.map((part) => String(part).replace(/[^\w.+/-]/g, '_')).join(':')}"`;
}
