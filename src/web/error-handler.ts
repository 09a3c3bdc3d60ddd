import type { ErrorRequestHandler } from 'express';
import { FacilisError } from '../errors.ts';
import { sendAnswer } from './answer.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { HTML, negotiate, type Offer } from './negotiation.ts';
import type { Alternate } from './pages/layout.ts';
import { problemPage } from './pages/problem-page.ts';
import { problemDocument, reportOf } from './problem-document.ts';
import { isOurFault, PROBLEM_STATUS, RETRY_AFTER_SECONDS } from './problem-status.ts';
import { reportLinks } from './report-links.ts';
import { alternateLinks } from './representation.ts';
import type { Site } from './site.ts';

const PROBLEM_JSON: Offer = {
  name: 'problem',
  label: 'Problem details',
  mediaType: 'application/problem+json',
  aliases: ['application/json', 'application/ld+json'],
  extension: 'json',
};

/** The end of every request that failed: a problem document, a page for a browser, or a cut connection once bytes are out. */
export function errorHandler(site: Site): ErrorRequestHandler {
  return (thrown, req, res, next) => {
    const error = toFacilisError(thrown, req.headers['content-encoding']);
    if (isOurFault(error.code)) site.parts.logger.error({ requestId: res.locals.requestId, err: thrown }, 'request failed');
    if (error.code === 'client-gone' || res.headersSent) {
      res.destroy();
      return;
    }
    sendProblem(createExchange(site, req, res), error).catch(next);
  };
}

export async function sendProblem(exchange: Exchange, error: FacilisError): Promise<void> {
  const { req, res } = exchange;
  const problem = problemDocument(error, exchange);
  const wantsPage = negotiate(req.headers.accept, [PROBLEM_JSON, HTML]) === HTML;
  const retryAfter = RETRY_AFTER_SECONDS[error.code];
  if (retryAfter !== undefined && !res.hasHeader('Retry-After')) res.set('Retry-After', String(retryAfter));
  await sendAnswer(exchange, {
    status: PROBLEM_STATUS[error.code],
    contentType: wantsPage ? 'text/html; charset=utf-8' : 'application/problem+json',
    vary: wantsPage ? ['Accept', 'Accept-Language'] : ['Accept'],
    cacheControl: 'no-store',
    headers: { ...(wantsPage && { 'Content-Language': exchange.chosen.language }), Link: problemLinks(exchange, error) },
    body: () => (wantsPage ? problemPage(exchange, problem, error.code) : `${JSON.stringify(problem, null, 2)}\n`),
  });
}

/** RFC 9110 §15.5.7: a 406 lists what there is, here also for clients that read no body. So is a report. */
function problemLinks({ site }: Exchange, error: FacilisError): string[] {
  const { available } = error.extra;
  const report = reportOf(error);
  return [
    ...(Array.isArray(available) ? alternateLinks(available as Alternate[], 'alternate') : []),
    ...(report === undefined ? [] : reportLinks(site.parts.config.baseIRI, report)),
  ];
}

/** What Express and its body parser throw, by their own documented names; anything else is ours to look into. */
function toFacilisError(thrown: unknown, contentEncoding: string | undefined): FacilisError {
  if (thrown instanceof FacilisError) return thrown;
  const { type, status } = (thrown ?? {}) as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') {
    const { limit } = thrown as { limit?: number };
    return new FacilisError('payload-too-large', {
      detail: `A request body may have at most ${limit} bytes.`,
      extra: { limitBytes: limit },
    });
  }
  if (type === 'encoding.unsupported') {
    return new FacilisError('unsupported-media-type', {
      detail: 'The body may be sent as it is, or with Content-Encoding gzip, deflate, br or zstd.',
    });
  }
  if (type === 'request.aborted') return new FacilisError('client-gone', { detail: 'The request ended before its body was whole.' });
  if (status === 400 && contentEncoding !== undefined) {
    return new FacilisError('malformed-request', {
      detail: `The body is not whole, or not in its Content-Encoding ${contentEncoding}.`,
      cause: thrown,
    });
  }
  if (status === 400) return new FacilisError('malformed-request', { detail: 'The request cannot be read.', cause: thrown });
  return new FacilisError('internal', { detail: 'Unexpected failure', cause: thrown });
}
