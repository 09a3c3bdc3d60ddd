import { FacilisError } from '../errors.ts';
import { shippedContext } from '../rdf/shipped-contexts.ts';
import { sendAnswer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { HTML, negotiate } from './negotiation.ts';
import { frontMain } from './pages/front-page.ts';
import { renderPage } from './pages/layout.ts';
import { createView } from './pages/view.ts';
import type { Route } from './route-table.ts';

export const frontRoutes: readonly Route[] = [
  { path: '/', methods: { GET: sendFrontPage } },
  { path: '/context.jsonld', methods: { GET: sendContext } },
];

function sendFrontPage(exchange: Exchange): Promise<void> {
  const { reader } = exchange.site.parts;
  if (negotiate(exchange.req.headers.accept, [HTML]) === undefined) throw onlyHtml(exchange);
  const view = createView(exchange);
  return sendAnswer(exchange, {
    contentType: 'text/html; charset=utf-8',
    etag: [reader.sequence(), 'html', view.language],
    lastModified: reader.lastModified(),
    vary: ['Accept', 'Accept-Language'],
    headers: { 'Content-Language': view.language, Link: ['<https://creativecommons.org/licenses/by/4.0/>; rel="license"'] },
    body: () => renderPage(view, { title: view.messages.site.tagline, description: view.messages.front.lead, main: frontMain(view) }),
  });
}

function onlyHtml({ site }: Exchange): FacilisError {
  const available = [{ label: HTML.label, mediaType: HTML.mediaType, href: site.basePath }];
  return new FacilisError('not-acceptable', { detail: `The front page is there as ${HTML.mediaType} alone.`, extra: { available } });
}

/** One representation, so `Accept` has no say: JSON-LD processors ask for it in many ways. */
function sendContext(exchange: Exchange): Promise<void> {
  return sendAnswer(exchange, {
    contentType: 'application/ld+json',
    etag: ['context'],
    vary: [],
    cacheControl: 'public, max-age=3600, must-revalidate',
    body: () => `${JSON.stringify(shippedContext(), null, 2)}\n`,
  });
}
