import { FacilisError } from '../errors.ts';
import type { FederationReport } from '../federation/federation-report.ts';
import { sendAnswer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { checkOptions } from './federation-options.ts';
import { renderPage } from './pages/layout.ts';
import { type Outcome, readResult, TABLE_FORMATS } from './pages/result-table.ts';
import { sparqlHead, sparqlMain, sparqlTitle, wordsOf } from './pages/sparql-page.ts';
import { createView } from './pages/view.ts';
import { reportOf } from './problem-document.ts';
import { isOurFault, PROBLEM_STATUS, RETRY_AFTER_SECONDS } from './problem-status.ts';
import { reportLinks } from './report-links.ts';
import { allowOwnScripts } from './security-headers.ts';
import { analyse, digest, evaluate, explain, isRepeatable } from './sparql-evaluation.ts';
import type { SparqlRequest } from './sparql-request.ts';

/** The SPARQL page, with the results of the query in the box or what is wrong with it. Needs no script. */
export async function sendSparqlPage(exchange: Exchange, request: SparqlRequest): Promise<void> {
  // A form that was sent with an empty box is no query.
  const query = request.query?.trim() ? request.query : undefined;
  try {
    if (query === undefined)
      await sendPage(exchange, request, { status: 200, isStable: true, outcome: async () => ({ outcome: undefined }) });
    else await sendOutcome(exchange, request, query);
  } catch (thrown) {
    if (!(thrown instanceof FacilisError) || isOurFault(thrown.code) || thrown.code === 'client-gone') throw thrown;
    const retryAfter = RETRY_AFTER_SECONDS[thrown.code];
    if (retryAfter !== undefined) exchange.res.set('Retry-After', String(retryAfter));
    const outcome: Outcome = { kind: 'error', error: thrown };
    await sendPage(exchange, request, {
      status: PROBLEM_STATUS[thrown.code],
      isStable: false,
      outcome: async () => ({ outcome, reportId: reportOf(thrown) }),
    });
  }
}

async function sendOutcome(exchange: Exchange, request: SparqlRequest, query: string): Promise<void> {
  const { analysis } = await analyse(exchange, query);
  checkOptions(request, analysis);
  const evaluation = { request, query, analysis, resultsFormat: TABLE_FORMATS[analysis.form] };
  const outcome = async (): Promise<Shown> => {
    if (request.isExplained) {
      const report = await explain(exchange, evaluation);
      return { outcome: { kind: 'plan', report }, reportId: report.id };
    }
    const { bytes, report } = await evaluate(exchange, evaluation);
    return { outcome: readResult(analysis.form, bytes), report, reportId: report?.id };
  };
  return sendPage(exchange, request, { status: 200, isStable: isRepeatable(request, analysis), outcome });
}

interface Shown {
  readonly outcome: Outcome | undefined;
  readonly report?: FederationReport | undefined;
  readonly reportId?: string | undefined;
}

interface PageState {
  readonly status: number;
  readonly isStable: boolean;
  outcome(): Promise<Shown>;
}

function sendPage(exchange: Exchange, request: SparqlRequest, { status, isStable, outcome }: PageState): Promise<void> {
  const { reader, config } = exchange.site.parts;
  const view = createView(exchange);
  const etag = isStable
    ? [reader.sequence(), request.endpoint.scope, 'html', exchange.chosen.language, digest(request.query ?? '', request)]
    : undefined;
  allowOwnScripts(exchange.res);
  return sendAnswer(exchange, {
    status,
    contentType: 'text/html; charset=utf-8',
    ...(etag && { etag }),
    vary: ['Accept', 'Accept-Language'],
    headers: { 'Content-Language': view.language },
    body: async () => {
      const { reportId, ...shown } = await outcome();
      const content = { request, ...shown };
      const page = renderPage(view, {
        title: sparqlTitle(view, content),
        description: wordsOf(view, request).lead,
        breadcrumbs: [{ label: wordsOf(view, request).title }],
        isIndexed: request.query === undefined,
        head: sparqlHead(view),
        main: sparqlMain(view, content),
      });
      return reportId === undefined ? page : { bytes: page, etag, links: reportLinks(config.baseIRI, reportId) };
    },
  });
}
