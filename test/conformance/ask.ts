import type { Instance } from './instance.ts';

export interface Reply {
  readonly status: number;
  readonly mediaType: string;
  readonly text: string;
  /** `type` and `detail` of a problem, for the report. */
  readonly problem: string;
  /** Where the instance publishes its JSON-LD context, which is never fetched. */
  readonly contextIRI: string;
}

/** Sends a query as it is, byte for byte. */
export async function ask(instance: Instance, query: Uint8Array, accept: string): Promise<Reply> {
  return send(instance.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/sparql-query', accept },
    body: new Uint8Array(query),
  });
}

export async function send(address: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(address, { redirect: 'manual', ...init });
  const text = await response.text();
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
  const contextIRI = new URL('/context.jsonld', address).href;
  return { status: response.status, mediaType, text, contextIRI, problem: `${response.status} ${problemOf(mediaType, text)}`.trim() };
}

function problemOf(mediaType: string, text: string): string {
  if (mediaType !== 'application/problem+json') return '';
  const { detail = '' } = JSON.parse(text) as { detail?: string };
  return detail.split('\n')[0]?.slice(0, 160) ?? '';
}
