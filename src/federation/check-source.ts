import { FacilisError } from '../errors.ts';
import type { RegisteredSource } from './registered-sources.ts';
import type { FetchOptions, SourceClient } from './source-client-types.ts';
import { whyNotWhole } from './whole-answer.ts';

/** The guarded way out, as far as it is needed here. */
export type OutboundClient = Pick<SourceClient, 'fetch'>;

/** One look at a source: whether it answered, and how. */
export interface SourceCheck {
  /** IRI. */
  readonly source: string;
  /** ISO 8601 in UTC: when it was asked. */
  readonly time: string;
  readonly outcome: 'up' | 'down';
  readonly milliseconds: number;
  /** What it answered, or why it is down. */
  readonly detail: string;
}

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1 << 16;
const MAX_DETAIL_CHARACTERS = 300;

/** Asks for as little as shows that the source works: `ASK {}` of an endpoint, the header fields of a file or a page of fragments. */
export async function checkSource(client: OutboundClient, source: RegisteredSource, signal: AbortSignal): Promise<SourceCheck> {
  const time = new Date().toISOString();
  const beganAt = performance.now();
  const seen = (outcome: SourceCheck['outcome'], detail: string): SourceCheck => {
    const milliseconds = Math.round(performance.now() - beganAt);
    return { source: source.iri, time, outcome, milliseconds, detail: detail.slice(0, MAX_DETAIL_CHARACTERS) };
  };
  const options = { source, timeoutMs: Math.min(source.timeoutMs ?? TIMEOUT_MS, TIMEOUT_MS), maxAnswerBytes: MAX_ANSWER_BYTES, signal };
  try {
    const ask = source.kind === 'sparql-endpoint' ? askEndpoint : askForHead;
    return seen('up', await ask(client, options));
  } catch (cause) {
    if (!(cause instanceof FacilisError) || signal.aborted) throw cause;
    return seen('down', cause.detail);
  }
}

async function askEndpoint(client: OutboundClient, options: FetchOptions): Promise<string> {
  const url = new URL(options.source.endpoint);
  url.searchParams.set('query', 'ASK {}');
  const headers = { accept: 'application/sparql-results+json, application/sparql-results+xml;q=0.9' };
  const response = await client.fetch({ url: url.href, method: 'GET', headers, body: undefined }, options);
  const why = whyNotWhole(response);
  if (why !== undefined) throw new FacilisError('source-failed', { detail: `${options.source.title}: ${why}.` });
  return `ASK {}: ${response.status}`;
}

async function askForHead(client: OutboundClient, options: FetchOptions): Promise<string> {
  const request = { url: options.source.endpoint, headers: { accept: '*/*' }, body: undefined };
  try {
    return `HEAD: ${(await client.fetch({ ...request, method: 'HEAD' }, options)).status}`;
  } catch (cause) {
    // Some servers know GET alone; one that is late is not asked again.
    if (!(cause instanceof FacilisError) || cause.code !== 'source-failed') throw cause;
    const ranged = { ...request, method: 'GET', headers: { ...request.headers, range: 'bytes=0-1023' } };
    return `GET: ${(await client.fetch(ranged, options)).status}`;
  }
}
