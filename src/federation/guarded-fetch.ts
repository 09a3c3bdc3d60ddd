import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { FacilisError } from '../errors.ts';
import type { RegisteredSource } from './registered-sources.ts';

/** Addresses that are no host of the public internet (IANA special-purpose registries, RFC 6890). */
const NOT_PUBLIC = new BlockList();
const RANGES: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
for (const [network, prefix, family] of RANGES) NOT_PUBLIC.addSubnet(network, prefix, family);

export interface OutboundRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface InboundResponse {
  readonly status: number;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface GuardedFetchOptions {
  /** The source whose endpoint the request must be addressed to. */
  readonly source: RegisteredSource;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
}

/**
 * The one place that opens outbound connections. It asks the endpoint of an enabled, registered source over http or https
 * and nothing else: no redirect is followed, and an endpoint whose name resolves to a loopback, private or link-local
 * address is refused at the moment of connecting, so that a name cannot change between check and use. Only where the
 * registration itself names such a host (`http://localhost:…`, `http://10.0.0.5/…`) is it asked: the operator wrote that.
 * @throws FacilisError `source-not-registered`, `source-failed`, `source-timeout`
 */
export async function guardedFetch(outbound: OutboundRequest, options: GuardedFetchOptions): Promise<InboundResponse> {
  const { source, timeoutMs, signal } = options;
  const url = new URL(outbound.url);
  checkAddress(url, source);
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await send(url, outbound, source, AbortSignal.any([late, signal]));
    return await read(response, options);
  } catch (cause) {
    if (late.aborted) {
      throw new FacilisError('source-timeout', {
        detail: `The source ${source.title} (${source.endpoint}) did not answer within ${timeoutMs} ms.`,
        extra: { source: source.iri },
        cause,
      });
    }
    throw cause instanceof FacilisError ? cause : sourceFailed(source, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

export function sourceFailed(source: RegisteredSource, why: string, cause?: unknown): FacilisError {
  return new FacilisError('source-failed', {
    detail: `The source ${source.title} (${source.endpoint}) failed: ${why}.`,
    extra: { source: source.iri },
    cause,
  });
}

function checkAddress(url: URL, source: RegisteredSource): void {
  const endpoint = new URL(source.endpoint);
  const isEndpoint = url.origin === endpoint.origin && url.pathname === endpoint.pathname;
  if (source.enabled && isEndpoint && (url.protocol === 'http:' || url.protocol === 'https:')) return;
  throw new FacilisError('source-not-registered', { detail: `${url.origin}${url.pathname} is not the endpoint of an enabled source.` });
}

function send(
  url: URL,
  { method, headers, body }: OutboundRequest,
  source: RegisteredSource,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  // Not compressed, so that the size limit counts what is held in memory.
  const allHeaders = { ...headers, 'accept-encoding': 'identity' };
  return new Promise((resolveResponse, reject) => {
    const options = { method, headers: allHeaders, signal, lookup: namesPrivateHost(new URL(source.endpoint)) ? undefined : publicLookup };
    const outgoing = request(url, options, resolveResponse);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const refused = addresses?.find(({ address }) => isPrivateAddress(address));
    if (error !== null) callback(error, '', 0);
    else if (refused !== undefined) callback(new Error(`${hostname} resolves to ${refused.address}, which is not a public address`), '', 0);
    else if (options.all) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
  });
};

async function read(response: IncomingMessage, { source, maxAnswerBytes }: GuardedFetchOptions): Promise<InboundResponse> {
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) {
    response.destroy();
    throw sourceFailed(
      source,
      status >= 300 && status < 400 ? `it answered ${status}; redirects are not followed` : `it answered ${status}`,
    );
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > maxAnswerBytes) {
      response.destroy();
      throw sourceFailed(source, `its answer is larger than ${maxAnswerBytes} bytes; ask it for less`);
    }
    parts.push(part);
  }
  return { status, contentType: response.headers['content-type'] ?? '', bytes: Buffer.concat(parts) };
}

/** Whether the address is loopback, private, link-local or otherwise not public; IPv4 in IPv6 counts as what it holds. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && NOT_PUBLIC.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a URL names such a host itself, rather than by a name that only resolves to one. */
export function namesPrivateHost(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host.endsWith('.localhost') || isPrivateAddress(host);
}
