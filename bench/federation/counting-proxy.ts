import { Agent, createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';

export interface Traffic {
  readonly requests: number;
  /** Of the bodies of the answers. */
  readonly bytes: number;
}

/** Stands in front of one endpoint on a loopback port of its own, counts what passes and makes it late. */
export interface CountingProxy {
  /** With this path instead of the target's: the origin with `/sparql`. */
  readonly endpoint: string;
  /** What has passed since the last call. */
  take(): Traffic;
  /** Since the last `take`. */
  readonly requests: number;
  readonly inFlight: number;
  close(): Promise<void>;
}

/** `target` is the address of the endpoint; each request waits `latencyMs` before it is passed on. */
export async function countingProxy(target: URL, latencyMs: number): Promise<CountingProxy> {
  const agent = new Agent({ keepAlive: true });
  let [requests, bytes, inFlight] = [0, 0, 0];
  const server = createServer((request, response) => {
    requests += 1;
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
    });
    void wait(latencyMs)
      .then(() => forward(request, response, { target, agent, onBytes: (count) => (bytes += count) }))
      .catch(() => response.destroy());
  });
  // An engine that pauses would else ask on a connection that is just being closed.
  server.keepAliveTimeout = 0;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sparql`,
    take() {
      const traffic = { requests, bytes };
      [requests, bytes] = [0, 0];
      return traffic;
    },
    get requests() {
      return requests;
    },
    get inFlight() {
      return inFlight;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      agent.destroy();
    },
  };
}

interface Forwarding {
  readonly target: URL;
  readonly agent: Agent;
  onBytes(count: number): void;
}

async function forward(request: IncomingMessage, response: ServerResponse, { target, agent, onBytes }: Forwarding): Promise<void> {
  const { searchParams, pathname } = new URL(request.url ?? '/', target);
  if (pathname !== '/sparql') return void response.writeHead(404).end();
  const search = searchParams.size === 0 ? '' : `?${searchParams}`;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = requestHttp(`${target.href}${search}`, {
    method: request.method,
    headers: { ...request.headers, host: target.host },
    agent,
  });
  outgoing.once('response', resolve).once('error', reject);
  // A client that leaves lets go of the endpoint too.
  response.once('close', () => outgoing.destroy());
  request.pipe(outgoing);
  const answer = await promise;
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.on('data', (part: Buffer) => onBytes(part.byteLength));
  await pipeline(answer, response);
}
