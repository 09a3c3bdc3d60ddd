import { FacilisError } from '../errors.ts';
import type { FederationReport } from '../federation/federation-report.ts';
import { sendAnswer } from './answer.ts';
import { type Exchange, parameter } from './exchange.ts';
import { splitSuffix } from './negotiation.ts';
import { renderPage } from './pages/layout.ts';
import { reportMain } from './pages/report-page.ts';
import { createView } from './pages/view.ts';
import { REPORT_OFFERS, reportBody } from './report-answer.ts';
import { REPORTS_PATH, reportIRI } from './report-links.ts';
import { alternateLinks, type Chosen, choose, contentLocation, contentTypeOf, varyOf } from './representation.ts';
import type { Route } from './route-table.ts';

export const reportRoutes: readonly Route[] = [{ path: `/${REPORTS_PATH}/:id`, methods: { GET: sendReport } }];

function sendReport(exchange: Exchange): Promise<void> {
  const { stem: id, offer: fixed } = splitSuffix(parameter(exchange, 'id'), REPORT_OFFERS);
  const report = find(exchange, id);
  const chosen = choose(exchange, { offers: REPORT_OFFERS, fixed, stem: `${REPORTS_PATH}/${id}` });
  const { offer, alternates } = chosen;
  const isPage = offer.name === 'html';
  return sendAnswer(exchange, {
    contentType: contentTypeOf(offer),
    // A report never changes; its address is known to whoever asked, and no shared cache keeps it.
    etag: ['report', id, offer.name, ...(isPage ? [exchange.chosen.language] : [])],
    cacheControl: 'private, max-age=0, must-revalidate',
    vary: varyOf(chosen),
    headers: {
      ...contentLocation(exchange, chosen),
      ...(isPage && { 'Content-Language': exchange.chosen.language }),
      Link: [
        ...(isPage ? [`<${reportIRI(exchange.site.parts.config.baseIRI, id)}>; rel="cite-as"`] : []),
        ...alternateLinks(alternates, isPage ? 'describedby' : 'alternate', offer),
      ],
    },
    body: () => (isPage ? reportPage(exchange, report, chosen) : reportBody(exchange, offer, report)),
  });
}

function find({ site }: Exchange, id: string): FederationReport {
  const report = site.parts.reports.find(id);
  if (report === 'gone') {
    throw new FacilisError('withdrawn', {
      detail: `The report ${id} had to make room for later ones. Reports are kept in memory for a while; ask the query again for a new one.`,
    });
  }
  if (report !== undefined) return report;
  throw new FacilisError('not-found', {
    detail: `There is no report ${id} here. Reports of federated queries are kept in memory for a while, and not over a restart of the service.`,
  });
}

function reportPage(exchange: Exchange, report: FederationReport, { alternates }: Chosen): string {
  const view = createView(exchange);
  const { federation } = view.messages;
  return renderPage(view, {
    title: report.isPlanOnly ? federation.plan : federation.report,
    breadcrumbs: [
      { label: federation.title, href: view.href('federation/sparql') },
      { label: report.isPlanOnly ? federation.plan : federation.report },
    ],
    alternates: alternates.filter(({ mediaType }) => mediaType !== 'text/html'),
    isIndexed: false,
    main: reportMain(view, report),
  });
}
