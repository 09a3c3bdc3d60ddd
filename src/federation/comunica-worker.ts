import { parentPort } from 'node:worker_threads';
import { QueryEngine } from '@comunica/query-sparql';
import { FacilisError } from '../errors.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import type { Term } from '../rdf/terms.ts';
import { toPlainFailure } from '../sparql/replica-messages.ts';
import type { FromComunica, ToComunica } from './comunica-messages.ts';
import type { Solutions } from './inline-services.ts';
import type { InboundResponse } from './source-client-types.ts';

/** The entry of a worker thread in which Comunica asks one source at a time. It has no connection of its own. */
const port = parentPort;
if (port === null) throw new Error('comunica-worker.ts is the entry of a worker thread.');

/** Says to Comunica, which looks before it asks, that the address is a SPARQL endpoint: the registry knows. */
const PROBE_ANSWER = '[] a <http://www.w3.org/ns/sparql-service-description#Service> .';

const engine = new QueryEngine();
const waiting = new Map<number, (response: InboundResponse | undefined) => void>();
let requests = 0;

port.on('message', (message: ToComunica) => {
  if (message.kind === 'response') {
    waiting.get(message.id)?.(message.response);
    waiting.delete(message.id);
    return;
  }
  ask(message).then(
    (solutions) => send({ kind: 'solutions', solutions }),
    (cause: unknown) => send({ kind: 'failure', failure: toPlainFailure(cause) }),
  );
});
send({ kind: 'ready' });

async function ask({ endpoint, query, maxRows }: Extract<ToComunica, { kind: 'query' }>): Promise<Solutions> {
  // A registered source may change its capabilities, and a failed look must not be remembered.
  await engine.invalidateHttpCache();
  const result = await engine.query(query, { sources: [{ type: 'sparql', value: endpoint }], fetch: fetchByMain });
  if (result.resultType !== 'bindings') throw new TypeError(`A SELECT came back as ${result.resultType}.`);
  const names = (await result.metadata()).variables.map(({ value }) => value);
  const stream = await result.execute();
  // A second error after the loop has ended would end the thread.
  stream.on('error', () => {});
  const rows: string[][] = [];
  for await (const bindings of stream) {
    if (rows.length === maxRows) throw tooMany(endpoint, maxRows);
    rows.push(names.map((name) => toInlineTerm(bindings.get(name))));
  }
  return { variables: names, rows };
}

/** Inline data holds no blank nodes (SPARQL 1.1 §10.2.2), so another's become names (RDF 1.1 §3.5) that nothing else has. */
function toInlineTerm(term: Term | undefined): string {
  if (term === undefined) return 'UNDEF';
  return term.termType === 'BlankNode' ? `<urn:facilis:blank:${encodeURIComponent(term.value)}>` : termToNTriples(term);
}

async function fetchByMain(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input);
  const body = init.body === undefined || init.body === null ? undefined : String(init.body);
  if (body === undefined && !new URL(url).searchParams.has('query')) {
    return new Response(PROBE_ANSWER, { headers: { 'content-type': 'text/turtle' } });
  }
  const response = await byMain({ url, method: init.method ?? 'GET', headers: Object.fromEntries(new Headers(init.headers)), body });
  return new Response(Buffer.from(response.bytes), { status: response.status, headers: { 'content-type': response.contentType } });
}

async function byMain(request: Extract<FromComunica, { kind: 'request' }>['request']): Promise<InboundResponse> {
  requests += 1;
  const id = requests;
  const response = await new Promise<InboundResponse | undefined>((resolve) => {
    waiting.set(id, resolve);
    send({ kind: 'request', id, request });
  });
  // The main thread knows why, and ends the query itself.
  if (response === undefined) throw new Error('The source could not be asked.');
  return response;
}

function tooMany(endpoint: string, maxRows: number): FacilisError {
  return new FacilisError('query-too-many-rows', {
    detail: `The source ${endpoint} has more than ${maxRows} solutions for its SERVICE clause, the limit of this service (QUERY_MAX_ROWS). Make the clause more selective.`,
    extra: { limit: 'QUERY_MAX_ROWS', maxRows },
  });
}

function send(message: FromComunica): void {
  port?.postMessage(message);
}
