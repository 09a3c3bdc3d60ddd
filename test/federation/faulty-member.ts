import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Store } from 'oxigraph';

const JSON_RESULTS = 'application/sparql-results+json';

/** How an endpoint hands out an answer that is right in itself. */
export type Conduct = 'healthy' | 'slow' | 'broken' | 'cut' | 'busy' | 'busy once' | 'mistyped' | 'endless';

export interface FaultyMember {
  readonly endpoint: string;
  /** From the next request on. */
  conduct: Conduct;
  readonly requests: number;
  close(): Promise<void>;
}

/** A SPARQL endpoint over real data, on a free port, that misbehaves as it is told. */
export async function startFaultyMember(turtle: string, conduct: Conduct): Promise<FaultyMember> {
  const store = new Store();
  store.load(turtle, { format: 'text/turtle' });
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    answerOf(store, request)
      .then((answer) => send(answer, response, member))
      .catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const member: FaultyMember = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sparql`,
    conduct,
    get requests() {
      return requests;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return member;
}

interface Answer {
  readonly mediaType: string;
  readonly body: string;
}

async function answerOf(store: Store, request: IncomingMessage): Promise<Answer> {
  const posted = await text(request);
  const isDirect = request.headers['content-type']?.startsWith('application/sparql-query');
  const form = new URLSearchParams(posted || new URL(request.url ?? '/', 'http://member').search);
  const query = isDirect ? posted : (form.get('query') ?? 'ASK {}');
  const accepted = [JSON_RESULTS, 'text/tab-separated-values', 'application/sparql-results+xml', 'application/n-triples', 'text/turtle'];
  const mediaType = accepted.find((type) => request.headers.accept?.includes(type)) ?? JSON_RESULTS;
  return { mediaType, body: store.query(query, { results_format: mediaType }) as string };
}

async function send({ mediaType, body }: Answer, response: ServerResponse, member: FaultyMember): Promise<void> {
  switch (member.conduct) {
    case 'slow':
      await wait(3000);
      break;
    case 'broken':
      return void response.writeHead(500, { 'content-type': 'text/plain' }).end('out of order');
    case 'cut':
      response.writeHead(200, { 'content-type': mediaType, 'content-length': body.length * 2 });
      response.write(body.slice(0, body.length >> 1), () => response.destroy());
      return;
    case 'busy once':
      member.conduct = 'healthy';
      return void response.writeHead(429, { 'retry-after': '1' }).end();
    case 'busy':
      return void response.writeHead(429, { 'retry-after': '1' }).end();
    case 'mistyped':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome</body></html>');
    case 'endless':
      response.writeHead(200, { 'content-type': mediaType });
      // Ends when the client leaves.
      await pipeline(endless(body.slice(0, body.length >> 1)), response).catch(() => {});
      return;
    case 'healthy':
      break;
  }
  response.writeHead(200, { 'content-type': mediaType }).end(body);
}

async function* endless(beginning: string): AsyncGenerator<string> {
  yield beginning;
  while (true) {
    yield ' '.repeat(1 << 16);
    await wait(1);
  }
}
