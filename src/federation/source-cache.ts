import { LRUCache } from 'lru-cache';
import { allowedURL } from './allowed-url.ts';
import { freshForMs } from './freshness.ts';
import { SharedRequests } from './shared-requests.ts';
import type { FetchOptions, InboundResponse, OutboundRequest, SourceClient, SourceCounters } from './source-client-types.ts';

const USUAL_MAX_BYTES = 1 << 26;
/** No single answer may take the place of all others. */
const LARGEST_SHARE = 1 / 4;
/** What an entry takes besides its bytes, about. */
const ENTRY_BYTES = 2000;

export interface SourceCacheOptions {
  readonly client: SourceClient;
  /** Of all answers that are kept. */
  readonly maxBytes?: number;
  /** Milliseconds of the epoch. */
  now?(): number;
}

interface Kept {
  readonly response: InboundResponse;
  /** Milliseconds of the epoch. */
  readonly freshUntil: number;
}

/**
 * A client that keeps answers for as long as the headers of their source allow, asks with their ETag whether they are still so
 * (RFC 9111 §4.3), and sends requests that are made at the same time once. What the guard would refuse is not answered from memory either.
 */
export function createSourceCache(options: SourceCacheOptions): SourceClient {
  return new CachingClient(options);
}

class CachingClient implements SourceClient {
  readonly #client: SourceClient;
  readonly #now: () => number;
  readonly #kept: LRUCache<string, Kept>;
  readonly #shared = new SharedRequests<InboundResponse>();

  constructor({ client, maxBytes = USUAL_MAX_BYTES, now = Date.now }: SourceCacheOptions) {
    this.#client = client;
    this.#now = now;
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes * LARGEST_SHARE),
      sizeCalculation: ({ response }, key) => response.bytes.byteLength + key.length + ENTRY_BYTES,
    });
  }

  async fetch(request: OutboundRequest, options: FetchOptions): Promise<InboundResponse> {
    allowedURL(request.url, options.source);
    if (hasCondition(request)) return this.#ifChanged(request, options);
    const key = keyOf(request, options);
    const found = withinLimit(this.#kept.get(key), options);
    options.signal.throwIfAborted();
    if (found !== undefined && found.freshUntil > this.#now()) return found.response;
    // Who waits less, or for less, must not end the request of another.
    const limits = `${options.timeoutMs} ${options.maxAnswerBytes} ${key}`;
    return this.#shared.join(limits, options.signal, (signal) => this.#refresh(key, request, { ...options, signal }));
  }

  counters(sourceIRI: string): SourceCounters {
    return this.#client.counters(sourceIRI);
  }

  close(): void {
    this.#kept.clear();
    this.#client.close();
  }

  /** RFC 9111 §4.3.2: whoever has what is kept and still fresh is told so; whoever has something else asks the source. */
  async #ifChanged(request: OutboundRequest, options: FetchOptions): Promise<InboundResponse> {
    const key = keyOf({ ...request, headers: withoutConditions(request.headers) }, options);
    const kept = this.#kept.get(key);
    const isSame = kept !== undefined && kept.response.headers.etag === conditionOf(request);
    options.signal.throwIfAborted();
    if (isSame && kept.freshUntil > this.#now()) return { ...kept.response, status: 304, bytes: new Uint8Array() };
    const answer = await this.#client.fetch(request, options);
    if (answer.status !== 304) this.#keep(key, answer);
    else if (isSame) this.#keep(key, revalidated(kept.response, answer));
    return answer;
  }

  async #refresh(key: string, request: OutboundRequest, options: FetchOptions): Promise<InboundResponse> {
    const old = withinLimit(this.#kept.get(key), options)?.response;
    const etag = old?.headers.etag;
    const headers = etag === undefined ? request.headers : { ...request.headers, 'if-none-match': etag };
    const answer = await this.#client.fetch({ ...request, headers }, options);
    const response = answer.status === 304 && old !== undefined ? revalidated(old, answer) : answer;
    this.#keep(key, response);
    return response;
  }

  #keep(key: string, response: InboundResponse): void {
    const freshMs = freshForMs(response);
    if (freshMs === undefined) this.#kept.delete(key);
    else this.#kept.set(key, { response, freshUntil: this.#now() + freshMs });
  }
}

/** With all header fields, so that no `Vary` (RFC 9111 §4.1) is missed; with the registration, so that none outlives a change of it. */
function keyOf({ method, url, body, headers }: OutboundRequest, { source }: FetchOptions): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name.toLowerCase()}: ${value}`);
  const { iri, endpoint, credentials, allowsPrivateNetwork } = source;
  return JSON.stringify([iri, endpoint, credentials, allowsPrivateNetwork, method, url, body, fields.sort()]);
}

const CONDITION = /^if-(none-match|modified-since)$/i;

/** Whose client asks whether something has changed wants to hear so. */
function hasCondition({ headers }: OutboundRequest): boolean {
  return Object.keys(headers).some((name) => CONDITION.test(name));
}

/** The ETag that it has; `undefined` too when it asks by something else besides. */
function conditionOf({ headers }: OutboundRequest): string | undefined {
  const conditions = Object.entries(headers).filter(([name]) => CONDITION.test(name));
  return conditions.length === 1 && conditions[0]?.[0].toLowerCase() === 'if-none-match' ? conditions[0][1] : undefined;
}

function withoutConditions(headers: OutboundRequest['headers']): OutboundRequest['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CONDITION.test(name)));
}

function withinLimit(found: Kept | undefined, { maxAnswerBytes, source }: FetchOptions): Kept | undefined {
  if (found === undefined) return undefined;
  return found.response.bytes.byteLength <= Math.min(maxAnswerBytes, source.maxAnswerBytes ?? Infinity) ? found : undefined;
}

/** RFC 9111 §3.2, §4.3.4: the fields of the 304 replace those that are kept, but for what is about the body. */
function revalidated(old: InboundResponse, { headers }: InboundResponse): InboundResponse {
  const changed = Object.entries(headers).filter(([name]) => !name.startsWith('content-') && name !== 'transfer-encoding');
  return { ...old, headers: { ...old.headers, age: '0', ...Object.fromEntries(changed) } };
}
