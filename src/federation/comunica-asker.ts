import type { QueryEngine } from '@comunica/query-sparql';
import { termToNTriples } from '../rdf/nquads.ts';
import type { Term } from '../rdf/terms.ts';
import type { Reply } from './asker.ts';
import type { GoodReply } from './federated-messages.ts';
import type { OutboundRequest } from './source-client-types.ts';

let engine: QueryEngine | undefined;

/** Evaluates a SELECT over Triple Pattern Fragments: page by page, by joins that Comunica orders by the counts of the pages. */
export async function askWithComunica(
  endpoint: string,
  query: string,
  { scope, askSource }: { readonly scope: string; askSource(request: OutboundRequest): Promise<GoodReply> },
): Promise<Reply> {
  // Loaded by the first query that needs it, which takes a second: most threads never do.
  engine ??= new (await import('@comunica/query-sparql')).QueryEngine();
  // The source may have changed, and a failed look must not be remembered.
  await engine.invalidateHttpCache();
  const spent = { requests: 0, bytes: 0 };
  const startedAt = performance.now();
  const fetchByMain = counted(askSource, spent);
  const result = await engine.query(query, { sources: [{ type: 'qpf', value: endpoint }], fetch: fetchByMain });
  if (result.resultType !== 'bindings') throw new TypeError(`A SELECT came back as ${result.resultType}.`);
  const names = (await result.metadata()).variables.map(({ value }) => value);
  const stream = await result.execute();
  // A second error after the loop has ended would end the thread.
  stream.on('error', () => {});
  const rows: (string | undefined)[][] = [];
  for await (const bindings of stream) rows.push(names.map((name) => termText(bindings.get(name), scope)));
  const solutions = { variables: names.map((name) => `?${name}`), rows };
  return { solutions, ...spent, milliseconds: performance.now() - startedAt };
}

function counted(
  askSource: (request: OutboundRequest) => Promise<GoodReply>,
  spent: { requests: number; bytes: number },
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = Object.fromEntries(new Headers(init.headers));
    const { response, requests } = await askSource({ url, method: init.method ?? 'GET', headers, body: undefined });
    spent.requests += requests;
    spent.bytes += response.bytes.length;
    const answer = new Response(Buffer.from(response.bytes), {
      status: response.status,
      headers: { 'content-type': response.contentType },
    });
    Object.defineProperty(answer, 'url', { value: url });
    return answer;
  };
}

function termText(term: Term | undefined, scope: string): string | undefined {
  if (term?.termType === 'BlankNode') return `<urn:facilis:blank:${scope}:${encodeURIComponent(term.value)}>`;
  return term && termToNTriples(term);
}
