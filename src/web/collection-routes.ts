import { FacilisError } from '../errors.ts';
import { collectionSearch } from '../publish/collection-search.ts';
import type { CollectionPage, CollectionQuery } from '../publish/collection-types.ts';
import { KINDS, type Kind } from '../publish/kinds.ts';
import { pagePathOf } from './addresses.ts';
import { sendAnswer } from './answer.ts';
import { readCollectionQuery } from './collection-parameters.ts';
import { type Exchange, parameter } from './exchange.ts';
import { CSV, type Offer, RDF_AND_HTML } from './negotiation.ts';
import { collectionName } from './pages/collection-name.ts';
import { collectionMain, collectionTitle } from './pages/collection-page.ts';
import { renderPage } from './pages/layout.ts';
import { sourceTable } from './pages/source-table.ts';
import { createView } from './pages/view.ts';
import { alternateLinks, type Chosen, choose, contentLocation, contentTypeOf, rdfBody, varyOf } from './representation.ts';
import type { Route } from './route-table.ts';
import { postSource } from './source-registration-routes.ts';
import { type SourceStatuses, sourceStatuses, statusColumns, statusQuads } from './source-statuses.ts';

/** The one collection of which more is known than the data says. */
const SOURCES = KINDS.find(({ kind }) => kind === 'source');

const OFFERS: readonly Offer[] = [...RDF_AND_HTML, CSV];

export const collectionRoutes: readonly Route[] = KINDS.flatMap((kind) => [
  {
    path: `/${kind.collection}`,
    methods: { GET: (exchange: Exchange) => sendCollection(exchange, kind, undefined), ...(kind === SOURCES && { POST: postSource }) },
  },
  { path: `/${kind.collection}.:extension`, methods: { GET: (exchange: Exchange) => sendSuffixed(exchange, kind) } },
]);

function sendSuffixed(exchange: Exchange, kind: Kind): Promise<void> {
  const extension = parameter(exchange, 'extension');
  const offer = OFFERS.find((candidate) => candidate.extension === extension);
  if (offer !== undefined) return sendCollection(exchange, kind, offer);
  const suffixes = OFFERS.map((candidate) => `.${candidate.extension}`).join(' ');
  throw new FacilisError('not-found', { detail: `There is no ${kind.collection}.${extension}; known suffixes are ${suffixes}.` });
}

function sendCollection(exchange: Exchange, kind: Kind, fixed: Offer | undefined): Promise<void> {
  const { parts, collections } = exchange.site;
  const asked = readCollectionQuery(exchange.url.searchParams);
  const search = collectionSearch(asked);
  const chosen = choose(exchange, { offers: OFFERS, fixed, stem: kind.collection, search });
  const isPage = chosen.offer.name === 'html';
  // Only a page is sorted for its reader's language; files are the same for everyone.
  const query: CollectionQuery = isPage ? { ...asked, language: exchange.chosen.language } : asked;
  const page = collections.page(kind, query);
  checkPage(page);
  const statuses = kind === SOURCES ? sourceStatuses(parts) : undefined;
  return sendAnswer(exchange, {
    contentType: contentTypeOf(chosen.offer),
    etag: [parts.reader.sequence(), chosen.offer.name, ...(isPage ? [exchange.chosen.language] : []), ...(statuses?.version ?? [])],
    lastModified: statuses === undefined ? parts.reader.lastModified() : undefined,
    vary: varyOf(chosen),
    headers: {
      ...contentLocation(exchange, chosen, search),
      ...(isPage && { 'Content-Language': exchange.chosen.language }),
      Link: collectionLinks(exchange, page, asked, chosen),
    },
    body: () => collectionBody(exchange, { page, query, chosen, statuses }),
  });
}

/** Never silently wrong: a filter that names nothing, or a page beyond the last, is said to be so. */
function checkPage({ unknown, page, pageCount }: CollectionPage): void {
  const [first] = unknown;
  if (first !== undefined) {
    const detail = `${first.facet}=${first.value} names nothing that is described here.`;
    throw new FacilisError('malformed-request', { detail, extra: { unknown } });
  }
  if (page > pageCount) throw new FacilisError('not-found', { detail: `There is no page ${page}; the last one is ${pageCount}.` });
}

/** Headers stay well under the 8 KiB that common proxies allow. */
const MAX_ITEM_LINKS = 50;

function collectionLinks(exchange: Exchange, page: CollectionPage, query: CollectionQuery, chosen: Chosen): string[] {
  const { basePath, parts } = exchange.site;
  const suffix = chosen.isFixed ? `.${chosen.offer.extension}` : '';
  const address = (number: number) => `${basePath}${page.kind.collection}${suffix}${collectionSearch({ ...query, page: number })}`;
  const pages =
    chosen.offer === CSV
      ? []
      : ([
          ['first', 1],
          ['prev', page.page - 1],
          ['next', page.page + 1],
          ['last', page.pageCount],
        ] as const);
  // The CSV is not a page but all of them.
  const itemCount = chosen.offer === CSV ? page.totalItems : page.items.length;
  const items = itemCount > MAX_ITEM_LINKS || itemCount > page.items.length ? [] : page.items;
  return [
    ...pages
      .filter(([, number]) => number >= 1 && number <= page.pageCount)
      .map(([relation, number]) => `<${address(number)}>; rel="${relation}"`),
    '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ...alternateLinks(chosen.alternates, chosen.offer.name === 'html' ? 'describedby' : 'alternate', chosen.offer),
    ...items.map(({ iri }) => `<${basePath}${pagePathOf(iri, parts.config.baseIRI)}>; rel="item"`),
  ];
}

interface Content {
  readonly page: CollectionPage;
  readonly query: CollectionQuery;
  readonly chosen: Chosen;
  readonly statuses: SourceStatuses | undefined;
}

async function collectionBody(exchange: Exchange, { page, query, chosen, statuses }: Content): Promise<string> {
  const { collections, parts } = exchange.site;
  if (chosen.offer === CSV) return collections.csv(page.kind, query, statuses && statusColumns(statuses));
  if (chosen.offer.name !== 'html') {
    const { quads, rootIRI } = collections.quads(page.kind, query);
    const iris = page.items.map(({ iri }) => iri);
    const live = statuses === undefined ? [] : statusQuads(statuses, iris, parts.config.baseIRI);
    return rdfBody(exchange, chosen.offer, [...quads, ...live], rootIRI);
  }
  const view = createView(exchange);
  return renderPage(view, {
    title: collectionTitle(view, page, query),
    breadcrumbs: [{ label: collectionName(view, page.kind) }],
    alternates: chosen.alternates.filter(({ mediaType }) => mediaType !== 'text/html'),
    isIndexed: query.q === undefined,
    main: collectionMain(view, page, query, statuses && sourceTable(view, page, statuses)),
  });
}
