import { FacilisError } from '../errors.ts';
import { describeEntity } from '../publish/describe.ts';
import { entityIRI, pagePathOf } from './addresses.ts';
import { sendAnswer } from './answer.ts';
import { entityLinks } from './entity-links.ts';
import { type Exchange, parameter } from './exchange.ts';
import { RDF_AND_HTML, splitSuffix } from './negotiation.ts';
import { entityHtml } from './pages/entity-html.ts';
import { sourceHistory } from './pages/source-history.ts';
import type { View } from './pages/view.ts';
import { type Chosen, choose, contentLocation, contentTypeOf, rdfBody, varyOf } from './representation.ts';
import type { Route } from './route-table.ts';
import { historyQuads, type SourceStatuses, sourceStatuses } from './source-statuses.ts';

export const entityRoutes: readonly Route[] = [
  { path: '/id/:kind/:slug', methods: { GET: seeDescription } },
  { path: '/doc/:kind/:slug', methods: { GET: sendDescription } },
  { path: '/graph/:slug', methods: { GET: seeDataset } },
  { path: '/.well-known/genid/:hash', methods: { GET: seeOwner } },
];

/** "Cool URIs for the Semantic Web" §4.4: the name of a thing answers with the address of a document about it. */
function seeDescription(exchange: Exchange): void {
  const [kind, slug] = [parameter(exchange, 'kind'), parameter(exchange, 'slug')];
  const iri = entityIRI(kind, slug, exchange.site.parts.config.baseIRI);
  checkExists(exchange, iri);
  seeOther(exchange, `doc/${encodeURIComponent(kind)}/${encodeURIComponent(slug)}`);
}

function seeDataset(exchange: Exchange): void {
  const slug = parameter(exchange, 'slug');
  if (exchange.site.parts.reader.dataset(slug) === undefined) {
    throw new FacilisError('not-found', { detail: `There is no dataset ${slug}; ${exchange.site.parts.config.baseIRI} lists them.` });
  }
  seeOther(exchange, `doc/dataset/${encodeURIComponent(slug)}`);
}

/** A node without a name of its own is described with the thing that holds it. */
function seeOwner(exchange: Exchange): void {
  const { reader, config } = exchange.site.parts;
  const seen = new Set<string>();
  let iri = `${config.baseIRI}.well-known/genid/${parameter(exchange, 'hash')}`;
  checkExists(exchange, iri);
  while (iri.includes('/.well-known/genid/') && !seen.has(iri)) {
    seen.add(iri);
    iri = reader.quadsWithObject(iri)[0]?.subject.value ?? iri;
  }
  const path = seen.has(iri) ? undefined : pagePathOf(iri, config.baseIRI);
  if (path === undefined) throw new FacilisError('not-found', { detail: 'Nothing that has a page refers to this node.' });
  seeOther(exchange, path);
}

function seeOther({ res, site, url }: Exchange, path: string): void {
  const [address, fragment = ''] = path.split('#');
  res.vary('Accept');
  res.set('Cache-Control', 'public, max-age=0, must-revalidate');
  res
    .status(303)
    .set('Location', `${site.basePath}${address}${url.search}${fragment && `#${fragment}`}`)
    .end();
}

function sendDescription(exchange: Exchange): Promise<void> {
  const { reader, config } = exchange.site.parts;
  const kind = parameter(exchange, 'kind');
  const { stem: slug, offer: fixed } = splitSuffix(parameter(exchange, 'slug'), RDF_AND_HTML);
  const iri = entityIRI(kind, slug, config.baseIRI);
  checkExists(exchange, iri);
  const chosen = choose(exchange, { offers: RDF_AND_HTML, fixed, stem: `doc/${encodeURIComponent(kind)}/${encodeURIComponent(slug)}` });
  const isPage = chosen.offer.name === 'html';
  const statuses = kind === 'source' ? sourceStatuses(exchange.site.parts) : undefined;
  return sendAnswer(exchange, {
    contentType: contentTypeOf(chosen.offer),
    etag: [reader.sequence(), chosen.offer.name, ...(isPage ? [exchange.chosen.language] : []), ...(statuses?.version ?? [])],
    lastModified: statuses === undefined ? reader.lastModified() : undefined,
    vary: varyOf(chosen),
    headers: {
      ...contentLocation(exchange, chosen),
      ...(isPage && { 'Content-Language': exchange.chosen.language }),
      Link: entityLinks(exchange, iri, chosen),
    },
    body: () => descriptionBody(exchange, iri, chosen, statuses),
  });
}

function descriptionBody(exchange: Exchange, iri: string, chosen: Chosen, statuses: SourceStatuses | undefined): Promise<string> {
  const { reader, config } = exchange.site.parts;
  const description = describeEntity(reader, iri);
  if (description === undefined) throw notFound(iri);
  if (chosen.offer.name === 'html') {
    const more = statuses && ((view: View) => sourceHistory(view, statuses, iri));
    return entityHtml(exchange, { iri, ...description, more }, chosen.alternates);
  }
  const live = statuses === undefined ? [] : historyQuads(statuses, iri, config.baseIRI);
  return rdfBody(exchange, chosen.offer, [...description.quads, ...live], iri);
}

function checkExists(exchange: Exchange, iri: string): void {
  const { reader } = exchange.site.parts;
  if (reader.hasSubject(iri)) return;
  if (reader.wasSubject(iri)) throw new FacilisError('withdrawn', { detail: `${iri} was described here and has been withdrawn.` });
  throw notFound(iri);
}

function notFound(iri: string): FacilisError {
  return new FacilisError('not-found', { detail: `Nothing is known here about ${iri}.` });
}
