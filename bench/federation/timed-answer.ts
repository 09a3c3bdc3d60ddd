import { request } from 'node:http';

export interface TimedAnswer {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
  /** Until the first row, line or truth value had come; `undefined` when there was none. */
  readonly firstRowMs: number | undefined;
}

const FIRST_ROW = /"bindings"\s*:\s*\[\s*\{|"boolean"/;

/** A query by POST; no cache is to answer it. Fails after `timeoutMs`. */
export function timedAnswer(
  endpoint: URL,
  { query, accept, timeoutMs }: { query: string; accept: string; timeoutMs: number },
): Promise<TimedAnswer> {
  const startedAt = performance.now();
  const headers = { 'content-type': 'application/sparql-query', accept, 'cache-control': 'no-cache' };
  return new Promise((resolve, reject) => {
    const sent = request(endpoint, { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      let text = '';
      let firstRowMs: number | undefined;
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (firstRowMs === undefined && (accept === 'application/n-triples' || FIRST_ROW.test(text)))
          firstRowMs = performance.now() - startedAt;
      });
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text, ms: performance.now() - startedAt, firstRowMs }));
    });
    sent.once('error', reject);
    sent.end(query);
  });
}
