import type { SpooledFile } from '../sparql/spool.ts';
import { isNotModified, settledModification, type Validators } from './conditional.ts';
import { type ContentEncoding, chooseEncoding, encode } from './content-encoding.ts';
import type { Exchange } from './exchange.ts';
import { fittingLinks } from './link-header.ts';
import { sendFile } from './send-file.ts';

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
  /** What the answer is kept under, besides its tag, when that is not its address: then under all methods. */
  readonly cacheAs?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Called only when the client does not hold the same already. It reads the store before its first `await`. */
  readonly body: () => Body | Promise<Body>;
}

export type Body = string | Uint8Array | EvaluatedBody;

/** A body that was made from another revision than the one expected beforehand: its own tag replaces the answer's. */
export interface EvaluatedBody {
  readonly bytes: string | Uint8Array;
  /** Where a long body is instead of in `bytes`; closed when it has been sent. */
  readonly file?: SpooledFile | undefined;
  readonly etag: readonly (string | number)[] | undefined;
  /** Values of `Link` that only making it has shown. */
  readonly links?: readonly string[];
  /** What it took, in milliseconds, for `Server-Timing`. */
  readonly timing?: Readonly<Record<string, number>>;
}

/** Cached, but asked again each time: a new revision is visible to every reader at once, and a 304 is cheap. */
const REVALIDATE = 'public, max-age=0, must-revalidate';

/** RFC 9110 §13.1.2 and the QUERY method's draft: the methods whose answer a client can hold already. */
const CONDITIONAL_METHODS = ['GET', 'HEAD', 'QUERY'];

export async function sendAnswer(exchange: Exchange, answer: Answer): Promise<void> {
  const { req, res } = exchange;
  const encoding = chooseEncoding(req.headers['accept-encoding']);
  const lastModified = settledModification(modificationOf(exchange, answer), new Date());
  const expected = { etag: etagOf(exchange, answer.etag, encoding), lastModified };
  if (CONDITIONAL_METHODS.includes(req.method) && isNotModified(req.headers, expected)) {
    setHeaders(exchange, answer, expected);
    if (answer.cacheAs !== undefined) res.set('Server-Timing', 'cache;desc=validated');
    res.status(304).end();
    return;
  }
  // Header fields follow the body: making it may fail, and a problem must not carry the fields of the answer.
  const { bytes, file, etag, links = [], serverTiming } = await encodedBody(exchange, answer, encoding, expected.etag);
  setHeaders(exchange, answer, { etag, lastModified });
  if (links.length > 0) res.append('Link', [...links]);
  if (encoding !== 'identity') res.set('Content-Encoding', encoding);
  if (serverTiming !== undefined) res.set('Server-Timing', serverTiming);
  res.status(answer.status ?? 200);
  // Not `res.set`, which adds a charset of its own to JSON.
  res.setHeader('Content-Type', answer.contentType);
  if (file !== undefined) return sendFile(exchange, file, encoding);
  // Node counts the bytes and sends none of them for HEAD, so that both methods have the same header fields.
  res.set('Content-Length', String(bytes.length)).end(bytes);
}

/** A page is made by code as much as from data: a client that compares times alone must see a deployment too. */
function modificationOf({ site }: Exchange, { lastModified, contentType }: Answer): Date | undefined {
  if (lastModified === undefined) return undefined;
  const date = new Date(lastModified);
  return contentType.startsWith('text/html') && site.codeTime > date ? site.codeTime : date;
}

function etagOf({ site }: Exchange, parts: Answer['etag'], encoding: ContentEncoding): string | undefined {
  return parts && strongEtag([...parts, site.fingerprint, encoding]);
}

function setHeaders({ res }: Exchange, answer: Answer, { etag, lastModified }: Validators): void {
  for (const [name, value] of Object.entries(answer.headers ?? {}))
    if (value.length > 0) res.append(name, typeof value === 'string' ? value : fittingLinks(value));
  res.vary([...answer.vary, 'Accept-Encoding'].join(', '));
  res.set('Cache-Control', answer.cacheControl ?? (etag === undefined ? 'no-store' : REVALIDATE));
  if (etag !== undefined) res.set('ETag', etag);
  if (lastModified !== undefined) res.set('Last-Modified', lastModified.toUTCString());
}

interface Encoded {
  readonly bytes: Uint8Array;
  readonly file?: SpooledFile | undefined;
  readonly etag: string | undefined;
  readonly links?: readonly string[] | undefined;
  readonly serverTiming?: string | undefined;
}

async function encodedBody(exchange: Exchange, answer: Answer, encoding: ContentEncoding, expected: string | undefined): Promise<Encoded> {
  const { bodies } = exchange.site;
  const keyOf = (etag: string) => `${answer.cacheAs ?? exchange.url.href} ${etag}`;
  const isCached = expected !== undefined && (answer.cacheAs !== undefined || ['GET', 'HEAD'].includes(exchange.req.method));
  const cached = isCached ? bodies.get(keyOf(expected)) : undefined;
  if (cached !== undefined) return { bytes: cached, etag: expected, serverTiming: answer.cacheAs && 'cache;desc=hit' };
  const body = await answer.body();
  const isEvaluated = typeof body === 'object' && 'bytes' in body;
  const etag = isEvaluated ? etagOf(exchange, body.etag, encoding) : expected;
  if (isEvaluated && body.file !== undefined) {
    const { file, links, timing } = body;
    return { bytes: new Uint8Array(), file, etag, links, serverTiming: timing && serverTimingOf(timing) };
  }
  const plain = isEvaluated ? body.bytes : body;
  const beganAt = performance.now();
  const bytes = await encode(typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain, encoding);
  if (isCached && etag !== undefined) bodies.set(keyOf(etag), bytes);
  const { timing, links } = isEvaluated ? body : {};
  return { bytes, etag, links, serverTiming: timing && serverTimingOf({ ...timing, enc: performance.now() - beganAt }) };
}

/** W3C Server Timing: durations are in milliseconds. */
function serverTimingOf(timing: Readonly<Record<string, number>>): string {
  return ['cache;desc=miss', ...Object.entries(timing).map(([name, ms]) => `${name};dur=${ms.toFixed(2)}`)].join(', ');
}

/** RFC 9110 §8.8.3: an entity tag is any visible ASCII between quotes; other characters of the parts are replaced. */
export function strongEtag(parts: readonly (string | number)[]): string {
  return `"${parts.map((part) => String(part).replace(/[^\w.+/-]/g, '_')).join(':')}"`;
}
