import { mediaTypesOf } from '../sparql/result-formats.ts';
import { sendAnswer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { HTML } from './negotiation.ts';
import { chooseReportOffer, reportBody } from './report-answer.ts';
import { reportLinks } from './report-links.ts';
import { contentTypeOf } from './representation.ts';
import { type Evaluation, explain } from './sparql-evaluation.ts';
import { sendSparqlPage } from './sparql-page-answer.ts';

/** `explain=true`: how the query would be evaluated, as a report of which nothing has happened yet. */
export async function sendPlan(exchange: Exchange, { request, query, analysis }: Omit<Evaluation, 'resultsFormat'>): Promise<void> {
  const offer = chooseReportOffer({ accept: exchange.req.headers.accept, format: request.format });
  if (offer === HTML) return sendSparqlPage(exchange, request);
  const report = await explain(exchange, { request, query, analysis, resultsFormat: mediaTypesOf(analysis.form)[0] ?? '' });
  return sendAnswer(exchange, {
    contentType: contentTypeOf(offer),
    vary: ['Accept'],
    headers: { Link: reportLinks(exchange.site.parts.config.baseIRI, report.id) },
    body: () => reportBody(exchange, offer, report),
  });
}
