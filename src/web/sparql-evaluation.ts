import { createHash } from 'node:crypto';
import { FacilisError } from '../errors.ts';
import { normalisedText } from '../sparql/normalised-text.ts';
import type { Asker, QueryPool } from '../sparql/query-pool.ts';
import type { QueryAnalysis, QueryResult } from '../sparql/query-types.ts';
import type { Exchange } from './exchange.ts';
import type { KnownQuery } from './site.ts';
import type { SparqlRequest } from './sparql-request.ts';

/** A query with what is known of it before it runs. */
export interface Evaluation {
  readonly request: SparqlRequest;
  readonly query: string;
  readonly analysis: QueryAnalysis;
  readonly resultsFormat: string;
  readonly isSpooled?: boolean;
}

/** Runs the query until it is done, or the client leaves. */
export async function evaluate(
  exchange: Exchange,
  { request, query, analysis, resultsFormat, isSpooled }: Evaluation,
): Promise<QueryResult> {
  const { defaultGraphs, namedGraphs, timeoutMs } = request;
  // What people ask is theirs: only an operator who looks for a fault has it in the log.
  exchange.site.parts.logger.debug({ requestId: exchange.requestId, query }, 'query');
  return whileConnected(exchange, (asker) =>
    engineFor(exchange, analysis).run({
      query,
      defaultGraphs,
      namedGraphs,
      resultsFormat,
      timeoutMs,
      ...(isSpooled && { isSpooled }),
      ...asker,
    }),
  );
}

/** What the query is, however it is laid out; long text is parsed by a worker, for which the client has to wait its turn. */
export async function analyse(exchange: Exchange, query: string): Promise<KnownQuery> {
  const { queries, parts } = exchange.site;
  const known = queries.get(query);
  if (known !== undefined) return known;
  const analysis = await whileConnected(exchange, (asker) => parts.pool.analyse(query, asker));
  const found = { analysis, normalised: normalisedText(query) };
  queries.set(query, found);
  return found;
}

/** Names the client, and says when it left. */
async function whileConnected<T>({ req, res }: Exchange, work: (asker: Asker) => Promise<T>): Promise<T> {
  const left = new AbortController();
  const onClose = () => left.abort();
  if (res.closed) left.abort();
  res.once('close', onClose);
  try {
    return await work({ client: req.ip ?? 'unknown', signal: left.signal });
  } finally {
    res.off('close', onClose);
  }
}

/** What is local stays with the pool; a query with SERVICE goes to the federation, which knows who may be asked. */
function engineFor({ site }: Exchange, { services }: QueryAnalysis): Pick<QueryPool, 'run'> {
  const { pool, federation } = site.parts;
  if (services.length === 0) return pool;
  if (federation !== undefined) return { run: (request) => federation.run({ ...request, scope: 'services' }) };
  throw new FacilisError('source-not-registered', {
    detail: `No source is registered here, so SERVICE ${services.join(', ')} cannot be asked.`,
    extra: { sources: services },
  });
}

/** Whether the same revision gives the same answer: not with others' data, chance, fresh names or the clock in it. */
export function isRepeatable({ services, isVolatile }: QueryAnalysis): boolean {
  return services.length === 0 && !isVolatile;
}

/** Names a query in an ETag, since under POST and QUERY the address does not. */
export function digest(text: string, { defaultGraphs, namedGraphs }: SparqlRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([text, defaultGraphs, namedGraphs]))
    .digest('hex')
    .slice(0, 16);
}
