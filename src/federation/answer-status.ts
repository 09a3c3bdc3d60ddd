import { ExchangeFailure } from './exchange-failure.ts';

/** RFC 9110 §15.5.13, §15.4.5: with a condition, 304 says that what the client has is still so; to POST a server says it by 412. */
export function isUnchanged(status: number, method: string, headers: Readonly<Record<string, string>>): boolean {
  const hasCondition = 'if-none-match' in headers || 'if-modified-since' in headers;
  return hasCondition && (status === 304 || (status === 412 && method === 'POST'));
}

/** A failure for a status that is no success. `said`: what the source says of it. */
export function statusFailure(status: number, headers: Readonly<Record<string, string>>, said: string): ExchangeFailure {
  const why = `it answered ${status}${said === '' ? '' : `: ${said}`}`;
  const retryAfterMs = readRetryAfter(headers['retry-after']);
  // RFC 9110 §15.6.3 to 5, RFC 6585 §4: not now, or not through this gateway.
  if ([429, 502, 503, 504].includes(status)) return new ExchangeFailure('busy', why, { retryAfterMs });
  return new ExchangeFailure(status >= 500 ? 'broken' : 'declined', why);
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function readRetryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return 1000 * Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

const LONGEST_QUOTE = 300;

/** What an error body says, in one line; nothing for a page. A problem document (RFC 9457) says it in `detail`. */
export function quoteError(contentType: string, body: string): string {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType.endsWith('json')) return oneLine(detailOf(body) ?? '');
  return mediaType === 'text/plain' ? oneLine(body) : '';
}

function detailOf(body: string): string | undefined {
  try {
    const problem: unknown = JSON.parse(body);
    const detail = (problem as { readonly detail?: unknown } | null)?.detail;
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    // JSON.parse throws nothing but its SyntaxError: then there is nothing to quote.
    return undefined;
  }
}

function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_QUOTE)
    .replace(/[.!?]$/, '');
}
