import { Agent, request } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true });

/** A query by GET on a connection that stays; as little of the client's own time as possible. Fails when nothing comes for `timeoutMs`. */
export function httpQuery(
  port: number,
  { text, headers = {}, timeoutMs }: { text: string; headers?: Readonly<Record<string, string>>; timeoutMs: number },
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const path = `/sparql?query=${encodeURIComponent(text)}`;
    const sent = request({ host: '127.0.0.1', port, path, agent, timeout: timeoutMs, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, etag: response.headers.etag, body: Buffer.concat(parts).toString('utf8') }),
      );
    });
    sent.once('error', reject);
    sent.once('timeout', () => sent.destroy(new DOMException(`There was no answer in ${timeoutMs} ms.`, 'TimeoutError')));
    sent.end();
  });
}

/** Solutions, truth as 1 or 0, or different triples: what an answer holds, to see that engines agree. */
export function answerSize(body: string): number {
  if (!body.trimStart().startsWith('{')) return new Set(body.split('\n').filter((line) => line !== '')).size;
  const { boolean, results } = JSON.parse(body) as { boolean?: boolean; results?: { bindings: unknown[] } };
  return boolean === undefined ? (results?.bindings.length ?? -1) : Number(boolean);
}
