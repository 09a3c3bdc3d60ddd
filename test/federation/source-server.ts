import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import { createSourceClient, type SourceClientOptions } from '../../src/federation/source-client.ts';
import type { FetchOptions, InboundResponse, OutboundRequest, SourceClient } from '../../src/federation/source-client-types.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly at: number;
}

export interface SourceServer {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly port: number;
  /** Requests in the order in which they came. */
  readonly seen: Seen[];
  connections(): number;
  close(): Promise<void>;
}

export type Handler = (req: Seen, res: ServerResponse, server: SourceServer) => void;

/** A listener on loopback that remembers what it was asked. */
export async function startSource(handle: Handler): Promise<SourceServer> {
  const seen: Seen[] = [];
  let connections = 0;
  const server: Server = createServer((req, res) => {
    text(req).then(
      (body) => {
        const one = { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body, at: performance.now() };
        seen.push(one);
        handle(one, res, source);
      },
      () => res.destroy(),
    );
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const source: SourceServer = {
    origin: `http://127.0.0.1:${port}`,
    port,
    seen,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return source;
}

/** A registration of an endpoint on loopback, which it allows. */
export function sourceAt(endpoint: string, more: Partial<RegisteredSource> = {}): RegisteredSource {
  return {
    iri: 'http://localhost:3000/id/source/x',
    endpoint,
    enabled: true,
    title: 'X',
    kind: 'sparql-endpoint',
    timeoutMs: undefined,
    maxAnswerBytes: undefined,
    maxParallelRequests: undefined,
    requestsPerMinute: undefined,
    credentials: undefined,
    allowsPrivateNetwork: true,
    ...more,
  };
}

export interface Asking extends Partial<Omit<OutboundRequest, 'url'>>, Partial<Omit<FetchOptions, 'source'>> {
  readonly url?: string;
}

/** Asks the source at its endpoint unless told otherwise. */
export function ask(client: SourceClient, source: RegisteredSource, asking: Asking = {}): Promise<InboundResponse> {
  const { url = source.endpoint, method = 'GET', headers = {}, body, ...limits } = asking;
  return client.fetch(
    { url, method, headers, body },
    { source, timeoutMs: 10_000, maxAnswerBytes: 100_000, signal: new AbortController().signal, ...limits },
  );
}

export function textOf({ bytes }: InboundResponse): string {
  return new TextDecoder().decode(bytes);
}

/** A client for one test. */
export function clientWith(options: Partial<SourceClientOptions> = {}): SourceClient {
  const client = createSourceClient({ secret: () => undefined, ...options });
  onTestFinished(() => client.close());
  return client;
}

/** A listener for one test. */
export async function serving(handle: Handler): Promise<SourceServer> {
  const server = await startSource(handle);
  onTestFinished(() => server.close());
  return server;
}
