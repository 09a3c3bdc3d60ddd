import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { ACCEPTED_ENCODINGS, readBody } from './answer-body.ts';
import { isUnchanged, quoteError, statusFailure } from './answer-status.ts';
import { ExchangeFailure } from './exchange-failure.ts';
import { checkLiteralHost } from './pinned-lookup.ts';
import type { InboundResponse, OutboundRequest } from './source-client-types.ts';
import type { SourceCredentials } from './source-credentials.ts';

const MAX_REDIRECTS = 5;
const MAX_ERROR_BYTES = 16_384;
const IDLE_CONNECTIONS = 8;
const IDLE_MS = 30_000;

/** The fields of a request that go out as they are; the connection, the credentials and the encoding are ours. */
const FORWARDED = new Set([
  'accept',
  'accept-datetime',
  'accept-language',
  'cdn-loop',
  'content-type',
  'if-modified-since',
  'if-none-match',
  'prefer',
]);
const METHODS = new Set(['GET', 'HEAD', 'POST', 'QUERY']);

/** One way to one origin: connections that stay open, each to an address that was checked. */
export interface Way {
  readonly origin: string;
  readonly allowsPrivateNetwork: boolean;
  readonly agent: HttpAgent;
}

export function openWay(origin: string, options: { readonly allowsPrivateNetwork: boolean; readonly lookup: LookupFunction }): Way {
  const Agent = origin.startsWith('https:') ? HttpsAgent : HttpAgent;
  const agent = new Agent({ keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS, timeout: IDLE_MS, lookup: options.lookup });
  return { origin, allowsPrivateNetwork: options.allowsPrivateNetwork, agent };
}

export interface ExchangeOptions {
  readonly way: Way;
  readonly credentials: SourceCredentials;
  /** Whether what the source says of an error may be told on. */
  readonly mayQuote: boolean;
  readonly userAgent: string;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
  /** Awaited before each request, also one that follows a redirect. */
  turn(): Promise<void>;
  onBytes(count: number): void;
}

/**
 * The one place that opens outbound connections: one request of an address on the way's origin, and the redirects within that.
 * @throws ExchangeFailure, and what Node reports of the connection
 */
export async function guardedFetch(url: URL, outbound: OutboundRequest, options: ExchangeOptions): Promise<InboundResponse> {
  let [target, { method, body }] = [url, outbound];
  if (!METHODS.has(method)) throw new ExchangeFailure('refused', `${method} is no request that only reads`);
  const forwarded = Object.entries(outbound.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = Object.fromEntries(forwarded.filter(([name]) => FORWARDED.has(name)));
  for (let redirects = 0; ; redirects += 1) {
    await options.turn();
    const response = await send(target, { method, headers, body }, options);
    const location = redirectOf(response);
    if (location === undefined) return read(response, target, { method, headers, options });
    response.destroy();
    if (redirects === MAX_REDIRECTS) throw new ExchangeFailure('broken', `it redirected more than ${MAX_REDIRECTS} times`);
    target = withinOrigin(location, target, options);
    // RFC 9110 §15.4.4: 303 is to be followed by GET. Others only may be, for POST (§15.4.2, 3), and the query would be lost.
    if (response.statusCode === 303 && method !== 'HEAD') [method, body] = ['GET', undefined];
  }
}

function send(url: URL, { method, headers, body }: Omit<OutboundRequest, 'url'>, options: ExchangeOptions): Promise<IncomingMessage> {
  const { way, credentials, userAgent, signal } = options;
  if (url.origin !== way.origin) throw new TypeError('An address of another origin came this far.');
  checkLiteralHost(url, way);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const all = { ...headers, 'user-agent': userAgent, 'accept-encoding': ACCEPTED_ENCODINGS, ...credentials.headers };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: all, agent: way.agent, signal }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** RFC 9110 §15.4: these have a `Location` to be followed. */
function redirectOf({ statusCode, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode ?? 0) ? headers.location : undefined;
}

function withinOrigin(location: string, from: URL, { way, mayQuote }: ExchangeOptions): URL {
  const to = URL.parse(location, from);
  if (to?.origin === way.origin && to.username === '' && to.password === '') return to;
  const where = mayQuote && to !== null && to.host !== '' ? ` (${to.protocol}//${to.host})` : '';
  throw new ExchangeFailure(
    'refused',
    `it redirects to another origin${where}, where nobody registered it; if that is right, register the address it moved to`,
  );
}

interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: ExchangeOptions;
}

async function read(response: IncomingMessage, url: URL, { method, headers: sent, options }: Asked): Promise<InboundResponse> {
  const { credentials, maxAnswerBytes, onBytes } = options;
  const status = response.statusCode ?? 0;
  const headers = plainHeaders(response);
  const contentType = headers['content-type'] ?? '';
  const isGood = status >= 200 && status <= 299;
  if (!isGood && !isUnchanged(status, method, sent)) throw statusFailure(status, headers, await quote(response, contentType, options));
  // RFC 9110 §6.4.1: these have no content, whatever their fields say of one.
  const isEmpty = method === 'HEAD' || status === 204 || !isGood;
  const bytes = isEmpty ? new Uint8Array() : await readBody(response, { maxBytes: maxAnswerBytes, whenLarger: 'fail', onBytes });
  if (status === 412) response.destroy();
  else if (isEmpty) response.resume();
  if (credentials.areIn(bytes) || credentials.areIn([url.href, ...Object.values(headers)].join('\n'))) {
    throw new ExchangeFailure('refused', 'its answer repeats the credentials that it was sent, so it is not passed on');
  }
  return { status: isGood ? status : 304, contentType, headers, bytes, url: url.href };
}

/** What the source says of its error, if that may be told and can be read: the status says enough. */
async function quote(response: IncomingMessage, contentType: string, { mayQuote, onBytes, signal }: ExchangeOptions): Promise<string> {
  try {
    if (!mayQuote) return '';
    return quoteError(contentType, (await readBody(response, { maxBytes: MAX_ERROR_BYTES, whenLarger: 'cut', onBytes })).toString('utf8'));
  } catch {
    signal.throwIfAborted();
    return '';
  } finally {
    response.destroy();
  }
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  // Cookies are for whoever keeps them; nobody does here.
  const kept = Object.entries(headers).filter(([name, value]) => name !== 'set-cookie' && value !== undefined);
  return Object.fromEntries(kept.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]));
}
