import type { QueryEngine } from '@comunica/query-sparql';
import { LRUCache } from 'lru-cache';
import { FacilisError } from '../errors.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import type { Term } from '../rdf/terms.ts';
import type { Reply } from './asker.ts';
import type { GoodReply } from './federated-messages.ts';
import { fragmentPage } from './fragment-page.ts';
import type { Solutions } from './read-solutions.ts';
import type { OutboundRequest } from './source-client-types.ts';

const MAX_ENGINES = 8;

interface Engine {
  readonly comunica: QueryEngine;
  /** Ends the questions that it is at. */
  readonly ends: Set<(cause: unknown) => void>;
}

/** By endpoint: questions to one source share what Comunica has found out of it, and fail together. */
const engines = new LRUCache<string, Engine>({ max: MAX_ENGINES });

/** Evaluates a SELECT over Triple Pattern Fragments: page by page, by joins that Comunica orders by the counts of the pages. */
export async function askWithComunica(
  endpoint: string,
  query: string,
  { scope, askSource }: { readonly scope: string; askSource(request: OutboundRequest): Promise<GoodReply> },
): Promise<Reply> {
  // Loaded by the first query that needs it, which takes a second: most threads never do.
  const { QueryEngine } = await import('@comunica/query-sparql');
  const engine = engines.get(endpoint) ?? { comunica: new QueryEngine(), ends: new Set() };
  engines.set(endpoint, engine);
  // The source may have changed, and a failed look must not be remembered.
  await engine.comunica.invalidateHttpCache();
  const spent: Spent = { requests: 0, bytes: 0 };
  const ended = Promise.withResolvers<never>();
  engine.ends.add(ended.reject);
  const fail = (cause: unknown) => {
    engines.delete(endpoint);
    for (const end of engine.ends) end(cause);
  };
  const startedAt = performance.now();
  try {
    const fetchByMain = counted(endpoint, askSource, { spent, fail });
    const solutions = await Promise.race([ended.promise, solutionsOf(engine.comunica, query, { endpoint, scope, fetchByMain })]);
    return { solutions, ...spent, milliseconds: performance.now() - startedAt };
  } finally {
    engine.ends.delete(ended.reject);
  }
}

interface Spent {
  requests: number;
  bytes: number;
}

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

async function solutionsOf(
  by: QueryEngine,
  query: string,
  { endpoint, scope, fetchByMain }: { readonly endpoint: string; readonly scope: string; readonly fetchByMain: Fetch },
): Promise<Solutions> {
  const result = await by.query(query, { sources: [{ type: 'qpf', value: endpoint }], fetch: fetchByMain });
  if (result.resultType !== 'bindings') throw new TypeError(`A SELECT came back as ${result.resultType}.`);
  const names = (await result.metadata()).variables.map(({ value }) => value);
  const stream = await result.execute();
  // A second error after the loop has ended would end the thread.
  stream.on('error', () => {});
  const rows: (string | undefined)[][] = [];
  for await (const bindings of stream) rows.push(names.map((name) => termText(bindings.get(name), scope)));
  return { variables: names.map((name) => `?${name}`), rows };
}

/**
 * Comunica never hears of a page that did not come: it asks before it awaits, and a rejection that nobody awaits would end the thread.
 */
function counted(
  endpoint: string,
  askSource: (request: OutboundRequest) => Promise<GoodReply>,
  { spent, fail }: { readonly spent: Spent; fail(cause: unknown): void },
): Fetch {
  const page = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const { response, requests } = await askSource({ url, method: init.method ?? 'GET', headers, body: undefined });
    spent.requests += requests;
    spent.bytes += response.bytes.length;
    const answer = new Response(await fragmentPage(response, url), { headers: { 'content-type': 'application/n-quads' } });
    Object.defineProperty(answer, 'url', { value: url });
    return answer;
  };
  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    return page(url, init).catch((cause: unknown) => {
      fail(url === endpoint ? cause : asFault(cause));
      return new Promise<never>(() => {});
    });
  };
}

/** Where its pages lead is the source's doing: an address that nobody registered is its fault, not that of who asks. */
function asFault(cause: unknown): unknown {
  if (!(cause instanceof FacilisError) || cause.code !== 'source-not-registered') return cause;
  return new FacilisError('source-failed', { detail: cause.detail, extra: cause.extra, cause });
}

function termText(term: Term | undefined, scope: string): string | undefined {
  if (term?.termType === 'BlankNode') return `<urn:facilis:blank:${scope}:${encodeURIComponent(term.value)}>`;
  return term && termToNTriples(term);
}
