import { ERROR_TITLES, type ErrorCode, FacilisError } from '../errors.ts';

export interface Answer {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Asks a running service by SPARQL 1.1 Protocol §2.1.2, the form that every endpoint takes.
 * @param mediaTypes best first
 * @throws FacilisError with the code of the service's problem document; `source-failed` for other failures
 */
export async function askEndpoint(endpoint: string, query: string, mediaTypes: readonly string[]): Promise<Answer> {
  const accept = mediaTypes
    .map((mediaType, index) => (index === 0 ? mediaType : `${mediaType};q=${(1 - index / 20).toFixed(2)}`))
    .join(', ');
  return answerOf(endpoint, { method: 'POST', headers: { accept }, body: new URLSearchParams({ query }) });
}

export interface ServiceCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly token?: string | undefined;
  readonly accept?: string;
  readonly body?: { readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

/**
 * Asks a running Facilis for something else than a query.
 * @param path below the address of the service
 * @throws FacilisError as `askEndpoint`
 */
export function callService(service: string, path: string, { method, token, accept, body }: ServiceCall): Promise<Answer> {
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(accept !== undefined && { accept }),
    ...(body !== undefined && { 'content-type': body.mediaType }),
  };
  return answerOf(new URL(path, service.endsWith('/') ? service : `${service}/`).href, {
    method,
    headers,
    ...(body && { body: body.bytes }),
  });
}

async function answerOf(endpoint: string, request: RequestInit): Promise<Answer> {
  const reply = await send(endpoint, request);
  const mediaType = reply.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const bytes = await wholeBody(endpoint, reply);
  if (!reply.ok) throw refusal(endpoint, `${reply.status} ${reply.statusText}`.trim(), mediaType, bytes);
  return { mediaType, bytes };
}

async function send(endpoint: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(endpoint, request);
  } catch (error) {
    throw new FacilisError('source-failed', { detail: `${endpoint} cannot be reached: ${reasonOf(error)}.`, cause: error });
  }
}

async function wholeBody(endpoint: string, reply: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await reply.arrayBuffer());
  } catch (error) {
    throw new FacilisError('source-failed', { detail: `The answer of ${endpoint} broke off: ${reasonOf(error)}.`, cause: error });
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

function refusal(endpoint: string, status: string, mediaType: string, bytes: Uint8Array): FacilisError {
  const text = new TextDecoder().decode(bytes);
  if (mediaType === 'application/problem+json') {
    const { type, detail, title } = JSON.parse(text) as { readonly type?: string; readonly detail?: string; readonly title?: string };
    const code = type?.split('#')[1] ?? '';
    return new FacilisError(Object.hasOwn(ERROR_TITLES, code) ? (code as ErrorCode) : 'source-failed', {
      detail: detail ?? title ?? `${endpoint} answered ${status}.`,
    });
  }
  const said = mediaType === 'text/html' ? '' : (text.trim().split('\n')[0] ?? '').slice(0, 300);
  return new FacilisError('source-failed', { detail: `${endpoint} answered ${status}${said === '' ? '.' : `: ${said}`}` });
}
