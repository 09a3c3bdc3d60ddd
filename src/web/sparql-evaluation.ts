import { createHash } from 'node:crypto';
import { FacilisError } from '../errors.ts';
import type { FederationPool } from '../federation/federation-pool.ts';
import type { FederationReport } from '../federation/federation-report.ts';
import type { FederatedRequest } from '../federation/federation-types.ts';
import { normalisedText } from '../sparql/normalised-text.ts';
import type { Asker } from '../sparql/query-pool.ts';
import type { QueryAnalysis, QueryRequest, QueryResult } from '../sparql/query-types.ts';
import type { Exchange } from './exchange.ts';
import type { KnownQuery } from './site.ts';
import { isFederated } from './sparql-endpoint.ts';
import type { SparqlRequest } from './sparql-request.ts';

/** A query with what is known of it before it runs. */
export interface Evaluation {
  readonly request: SparqlRequest;
  readonly query: string;
  readonly analysis: QueryAnalysis;
  readonly resultsFormat: string;
  readonly isSpooled?: boolean;
}

export interface Evaluated extends QueryResult {
  /** What each source did, when others were asked. */
  readonly report?: FederationReport;
}

/** Runs the query until it is done, or the client leaves. */
export async function evaluate(exchange: Exchange, evaluation: Evaluation): Promise<Evaluated> {
  const { request, query, analysis } = evaluation;
  const { logger, pool } = exchange.site.parts;
  // What people ask is theirs: only an operator who looks for a fault has it in the log.
  logger.debug({ requestId: exchange.requestId, query }, 'query');
  if (!isFederated(request.endpoint, analysis))
    return whileConnected(exchange, (asker) => pool.run({ ...queryRequest(evaluation), ...asker }));
  const federation = federationOf(exchange, evaluation);
  const result = await whileConnected(exchange, (asker) => federation.run({ ...federatedRequest(exchange, evaluation), ...asker }));
  return { ...result, report: kept(exchange, result.report) };
}

/** How the query would be evaluated. No source is asked. */
export async function explain(exchange: Exchange, evaluation: Evaluation): Promise<FederationReport> {
  const federation = federationOf(exchange, evaluation);
  return kept(
    exchange,
    await whileConnected(exchange, (asker) => federation.explain({ ...federatedRequest(exchange, evaluation), ...asker })),
  );
}

function queryRequest({ request, query, resultsFormat, isSpooled }: Evaluation): QueryRequest {
  const { defaultGraphs, namedGraphs, timeoutMs } = request;
  return { query, defaultGraphs, namedGraphs, resultsFormat, timeoutMs, ...(isSpooled && { isSpooled }) };
}

function federatedRequest({ req }: Exchange, evaluation: Evaluation): FederatedRequest {
  const { endpoint, sources, isPartialWelcome, withProvenance } = evaluation.request;
  // RFC 8586 §2: a list of hosts, each with parameters perhaps.
  const passedBy = [req.headers['cdn-loop'] ?? []]
    .flat()
    .flatMap((field) => field.split(',').map((part) => part.split(';')[0]?.trim() ?? ''));
  const options = { scope: endpoint.scope, isPartialWelcome, withProvenance, passedBy };
  return { ...queryRequest(evaluation), ...options, ...(sources.length > 0 && { sources }) };
}

/** A report can be asked for from the moment that its address is out. */
function kept({ site }: Exchange, report: FederationReport): FederationReport {
  site.parts.reports.keep(report);
  return report;
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

function federationOf({ site }: Exchange, { analysis: { services } }: Evaluation): FederationPool {
  const { federation } = site.parts;
  if (federation !== undefined) return federation;
  throw new FacilisError('source-not-registered', {
    detail: `No source is registered here${services.length === 0 ? '' : `, so SERVICE ${services.join(', ')} cannot be asked`}.`,
    extra: { sources: services },
  });
}

/** Whether the same revision gives the same answer: not with others' data, chance, fresh names or the clock in it. */
export function isRepeatable({ endpoint }: SparqlRequest, analysis: QueryAnalysis): boolean {
  return !isFederated(endpoint, analysis) && !analysis.isVolatile;
}

/** Names a query in an ETag, since under POST and QUERY the address does not. */
export function digest(text: string, { defaultGraphs, namedGraphs }: SparqlRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([text, defaultGraphs, namedGraphs]))
    .digest('hex')
    .slice(0, 16);
}
