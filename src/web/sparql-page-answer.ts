import { FacilisError } from '../errors.ts';
import { sendAnswer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { renderPage } from './pages/layout.ts';
import { type Outcome, readResult, TABLE_FORMATS } from './pages/result-table.ts';
import { sparqlHead, sparqlMain, sparqlTitle } from './pages/sparql-page.ts';
import { createView } from './pages/view.ts';
import { isOurFault, PROBLEM_STATUS, RETRY_AFTER_SECONDS } from './problem-status.ts';
import { allowOwnScripts } from './security-headers.ts';
import { analyse, digest, evaluate, isRepeatable } from './sparql-evaluation.ts';
import type { SparqlRequest } from './sparql-request.ts';

/** The SPARQL page, with the results of the query in the box or what is wrong with it. Needs no script. */
export async function sendSparqlPage(exchange: Exchange, request: SparqlRequest): Promise<void> {
  // A form that was sent with an empty box is no query.
  const query = request.query?.trim() ? request.query : undefined;
  try {
    if (query === undefined) await sendPage(exchange, request, { status: 200, isStable: true, outcome: async () => undefined });
    else await sendOutcome(exchange, request, query);
  } catch (thrown) {
    if (!(thrown instanceof FacilisError) || isOurFault(thrown.code) || thrown.code === 'client-gone') throw thrown;
    const retryAfter = RETRY_AFTER_SECONDS[thrown.code];
    if (retryAfter !== undefined) exchange.res.set('Retry-After', String(retryAfter));
    const outcome = async (): Promise<Outcome> => ({ kind: 'error', error: thrown });
    await sendPage(exchange, request, { status: PROBLEM_STATUS[thrown.code], isStable: false, outcome });
  }
}

async function sendOutcome(exchange: Exchange, request: SparqlRequest, query: string): Promise<void> {
  const { analysis } = await analyse(exchange, query);
  const outcome = async (): Promise<Outcome> => {
    const { bytes } = await evaluate(exchange, { request, query, analysis, resultsFormat: TABLE_FORMATS[analysis.form] });
    return readResult(analysis.form, bytes);
  };
  return sendPage(exchange, request, { status: 200, isStable: isRepeatable(analysis), outcome });
}

interface PageState {
  readonly status: number;
  readonly isStable: boolean;
  outcome(): Promise<Outcome | undefined>;
}

function sendPage(exchange: Exchange, request: SparqlRequest, { status, isStable, outcome }: PageState): Promise<void> {
  const { reader } = exchange.site.parts;
  const view = createView(exchange);
  allowOwnScripts(exchange.res);
  return sendAnswer(exchange, {
    status,
    contentType: 'text/html; charset=utf-8',
    ...(isStable && { etag: [reader.sequence(), 'html', exchange.chosen.language, digest(request.query ?? '', request)] }),
    vary: ['Accept', 'Accept-Language'],
    headers: { 'Content-Language': view.language },
    body: async () => {
      const shown = await outcome();
      return renderPage(view, {
        title: sparqlTitle(view, shown),
        description: view.messages.sparql.lead,
        breadcrumbs: [{ label: view.messages.sparql.title }],
        isIndexed: request.query === undefined,
        head: sparqlHead(view),
        main: sparqlMain(view, { query: request.query, outcome: shown }),
      });
    },
  });
}
