import { FacilisError } from '../errors.ts';
import { federationDescription } from '../federation/federation-description.ts';
import { SELECT_FORMATS } from '../sparql/result-formats.ts';
import { serviceDescription } from '../sparql/service-description.ts';
import { countStatistics } from '../sparql/void-statistics.ts';
import { type EvaluatedBody, sendAnswer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { checkOptions } from './federation-options.ts';
import { marked } from './incomplete-mark.ts';
import { HTML, negotiate, type Offer, RDF_AND_HTML } from './negotiation.ts';
import { sendPlan } from './plan-answer.ts';
import { reportLinks } from './report-links.ts';
import { contentTypeOf, rdfBody } from './representation.ts';
import { chooseResultOffer } from './result-offers.ts';
import type { Route } from './route-table.ts';
import { FEDERATION_ENDPOINT, INVENTORY_ENDPOINT, type SparqlEndpoint } from './sparql-endpoint.ts';
import { digest, evaluate, glance, isRepeatable } from './sparql-evaluation.ts';
import { sendSparqlPage } from './sparql-page-answer.ts';
import { readSparqlRequest, type SparqlRequest } from './sparql-request.ts';

/**
 * RFC 5861 §3: a cache may answer at once with what it has while it asks whether that is still so. Without it, or past the
 * half minute, it asks first. What was evaluated cannot be stale here, so no `must-revalidate`.
 */
const FRESH_ENOUGH = 'public, max-age=0, stale-while-revalidate=30';

export const sparqlRoutes: readonly Route[] = [INVENTORY_ENDPOINT, FEDERATION_ENDPOINT].map((endpoint) => {
  const handle = (exchange: Exchange) => answer(exchange, endpoint);
  return { path: `/${endpoint.path}`, methods: { GET: handle, POST: handle, QUERY: handle } };
});

async function answer(exchange: Exchange, endpoint: SparqlEndpoint): Promise<void> {
  const request = await readSparqlRequest(exchange, endpoint);
  const { query } = request;
  if (query !== undefined && !(prefersPage(exchange) && request.format === undefined)) return sendResult(exchange, request, query);
  return query === undefined && !prefersPage(exchange) ? sendServiceDescription(exchange, endpoint) : sendSparqlPage(exchange, request);
}

const ALL_OFFERS: readonly Offer[] = [...SELECT_FORMATS, ...RDF_AND_HTML];

/** Browsers name HTML before all that a query or a service description comes in. */
function prefersPage({ req }: Exchange): boolean {
  return negotiate(req.headers.accept, ALL_OFFERS) === HTML;
}

function sendServiceDescription(exchange: Exchange, { scope }: SparqlEndpoint): Promise<void> {
  const { reader, config } = exchange.site.parts;
  const offer = negotiate(exchange.req.headers.accept, RDF_AND_HTML);
  if (exchange.req.method !== 'GET' && exchange.req.method !== 'HEAD') {
    throw new FacilisError('malformed-request', { detail: 'There is no query in the request.' });
  }
  if (offer === undefined) {
    throw new FacilisError('not-acceptable', {
      detail: `Without a query this address describes the service, as ${RDF_AND_HTML.map(({ mediaType }) => mediaType).join(', ')}.`,
    });
  }
  return sendAnswer(exchange, {
    contentType: contentTypeOf(offer),
    etag: [reader.sequence(), offer.name],
    lastModified: reader.lastModified(),
    vary: ['Accept'],
    body: () =>
      scope === 'services'
        ? describedService(exchange, offer)
        : rdfBody(exchange, offer, federationDescription({ baseIRI: config.baseIRI, reader })),
  });
}

/** With statistics, unless they cannot be had now: then with less, which nobody keeps. */
async function describedService(exchange: Exchange, offer: Offer): Promise<EvaluatedBody> {
  const { config, pool, logger } = exchange.site.parts;
  const statistics = await countStatistics(pool).catch((err: unknown) => {
    logger.warn({ requestId: exchange.requestId, err }, 'no statistics for the service description');
    return undefined;
  });
  const limits = { timeoutMs: config.queryTimeoutMs, maxRows: config.queryMaxRows };
  const bytes = await rdfBody(exchange, offer, serviceDescription({ baseIRI: config.baseIRI, statistics, limits }));
  return { bytes, etag: statistics && [statistics.sequence, offer.name] };
}

async function sendResult(exchange: Exchange, request: SparqlRequest, query: string): Promise<void> {
  const { reader, pool, config } = exchange.site.parts;
  const known = await glance(exchange, request, query);
  const { analysis, normalised } = known;
  checkOptions(request, analysis);
  if (request.isExplained) return sendPlan(exchange, { request, query, analysis });
  const { isPartialWelcome, format } = request;
  const offer = chooseResultOffer(analysis.form, { accept: exchange.req.headers.accept, format, isMarked: isPartialWelcome });
  if (offer === HTML) return sendSparqlPage(exchange, request);
  const named = isRepeatable(request, analysis) ? digest(normalised, request) : undefined;
  const tagAt = (sequence: number, order: string) => (named === undefined ? undefined : [sequence, offer.name, named, order]);
  await sendAnswer(exchange, {
    contentType: contentTypeOf(offer),
    etag: tagAt(reader.sequence(), pool.status().order),
    vary: ['Accept'],
    cacheAs: 'sparql',
    ...(named !== undefined && { cacheControl: FRESH_ENOUGH }),
    body: async () => {
      // What may have to be marked is kept in memory.
      const result = await evaluate(exchange, { request, query, analysis, resultsFormat: offer.mediaType, isSpooled: !isPartialWelcome });
      const { bytes, file, sequence, order, report, queueMs, evaluationMs, serialisationMs } = result;
      return {
        bytes: report === undefined ? bytes : marked(bytes, offer, { report, baseIRI: config.baseIRI }),
        file,
        etag: tagAt(sequence, order),
        ...(report !== undefined && { links: reportLinks(config.baseIRI, report.id) }),
        timing: { queue: queueMs, eval: evaluationMs - serialisationMs, ser: serialisationMs },
      };
    },
  });
  // It was answered, now or, in another layout, before: so it is a query, and need not be looked at again.
  if (!exchange.site.queries.has(query)) exchange.site.queries.set(query, known);
}
