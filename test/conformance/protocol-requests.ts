import type { Term } from '../../src/rdf/terms.ts';
import { type Reply, send } from './ask.ts';
import type { GraphView } from './graph-view.ts';
import type { Instance } from './instance.ts';

/** The requests of a protocol test, in their order. */
export function requestsOf(graph: GraphView, test: Term): Term[] {
  return graph.list(graph.one(graph.one(test, 'mf:action'), 'ht:requests'));
}

/** Sends a request of a manifest: its method, parameters, header fields and body, at our address. */
export function sendRequest(instance: Instance, graph: GraphView, request: Term, accept: string): Promise<Reply> {
  const headers = new Headers({ accept });
  for (const field of graph.list(graph.one(request, 'ht:headers'))) {
    headers.set(graph.text(field, 'ht:fieldName') ?? '', graph.text(field, 'ht:fieldValue') ?? '');
  }
  const body = graph.one(request, 'ht:body');
  const path = (graph.text(request, 'ht:absolutePath') ?? '').replace(/^\/sparql\/?/, '');
  const method = graph.text(request, 'ht:methodName') ?? 'GET';
  return send(`${instance.endpoint}${path}`, { method, headers, body: body === undefined ? undefined : bytesOf(graph, body) });
}

/** A body of bytes has no type of its own, so that a request without `Content-Type` stays without. */
function bytesOf(graph: GraphView, body: Term): Uint8Array<ArrayBuffer> {
  const encoding = graph.text(body, 'cnt:characterEncoding') === 'UTF-16' ? 'utf16le' : 'utf8';
  return new Uint8Array(Buffer.from(graph.text(body, 'cnt:chars') ?? '', encoding));
}
