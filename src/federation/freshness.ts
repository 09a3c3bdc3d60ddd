import type { InboundResponse } from './source-client-types.ts';

/**
 * For how many milliseconds an answer may be used again without asking (RFC 9111 §4.2); 0 when it is to be asked for first. `undefined` when
 * it must not be kept, or keeping it is of no use: without an ETag there is nothing to ask with. Nothing is guessed (§4.2.2) where the source says nothing.
 */
export function freshForMs({ status, headers }: InboundResponse): number | undefined {
  const directives = readCacheControl(headers['cache-control'] ?? '');
  // §5.2.2.5; §4.1: `Vary: *` matches no other request.
  if (status !== 200 || directives.has('no-store') || headers.vary?.includes('*')) return undefined;
  const lifetimeMs = directives.has('no-cache') ? 0 : (lifetimeOf(directives, headers) ?? 0);
  const ageMs = 1000 * (readSeconds(headers.age) ?? 0);
  if (lifetimeMs > ageMs) return lifetimeMs - ageMs;
  return headers.etag === undefined ? undefined : 0;
}

/** §4.2.1: `s-maxage` is for caches that serve several users of a source; for the source, this service is one. */
function lifetimeOf(directives: ReadonlyMap<string, string>, headers: Readonly<Record<string, string>>): number | undefined {
  // §4.2.1: "If directives conflict (e.g., both max-age and no-cache are present), the most restrictive directive should be honored"; an unreadable age is none.
  if (directives.has('max-age')) return 1000 * (readSeconds(directives.get('max-age')) ?? 0);
  if (headers.expires === undefined) return undefined;
  // §5.3: "invalid date formats, especially including the value '0'," are in the past.
  return Date.parse(headers.expires) - Date.parse(headers.date ?? '') || 0;
}

/** §5.2: names in any case, values as tokens or in quotes. */
function readCacheControl(text: string): Map<string, string> {
  const directives = text.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;"]+)))?/g);
  return new Map([...directives].map(([, name = '', quoted, token]) => [name.toLowerCase(), quoted ?? token ?? '']));
}

function readSeconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
