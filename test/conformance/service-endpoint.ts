import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { QueryEngine } from '@comunica/query-sparql';
import { Store } from 'n3';
import type { Quad } from '../../src/rdf/terms.ts';

const JSON_RESULTS = 'application/sparql-results+json';
const engine = new QueryEngine();

export interface ServiceEndpoint {
  readonly address: string;
  close(): Promise<void>;
}

/** A SPARQL endpoint on loopback that Comunica answers for, since two tests ask an endpoint that evaluates a SERVICE clause itself. */
export function startEndpoint(quads: readonly Quad[]): Promise<ServiceEndpoint> {
  const store = new Store([...quads]);
  return listen((request, response) => {
    const answer = async () => {
      const form = new URLSearchParams(request.method === 'POST' ? await text(request) : request.url?.replace(/^[^?]*/, ''));
      const result = await engine.query(form.get('query') ?? '', { sources: [store] });
      const { data } = await engine.resultToString(result, JSON_RESULTS);
      // Whole before its status is sent, so that half an answer is none.
      return text(data);
    };
    answer().then(
      (body) => response.setHeader('content-type', JSON_RESULTS).end(body),
      (cause: unknown) => response.writeHead(500).end(String(cause)),
    );
  });
}

/** An address at which nothing listens. */
export async function deadAddress(): Promise<string> {
  const { address, close } = await listen(() => {});
  await close();
  return address;
}

async function listen(listener: RequestListener): Promise<ServiceEndpoint> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sparql`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
