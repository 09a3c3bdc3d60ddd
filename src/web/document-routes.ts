import { FacilisError } from '../errors.ts';
import { sendAnswer } from './answer.ts';
import { type Exchange, parameter } from './exchange.ts';
import type { Html } from './html.ts';
import { RDF_AND_HTML, splitSuffix } from './negotiation.ts';
import { renderPage } from './pages/layout.ts';
import { ontologyMain } from './pages/ontology-page.ts';
import { shapesMain } from './pages/shapes-page.ts';
import { createView, type View } from './pages/view.ts';
import { alternateLinks, type Chosen, choose, contentLocation, contentTypeOf, rdfBody, varyOf } from './representation.ts';
import type { Route } from './route-table.ts';
import { vocabularyOf } from './vocabulary-index.ts';

const ONTOLOGY_IRI = 'https://w3id.org/technology-facilitation';

/** A dataset that is published as one document: the ontology and the shapes. */
interface DocumentKind {
  readonly dataset: string;
  /** What the document describes. */
  readonly iri: string;
  readonly title: (view: View) => string;
  readonly main: (view: View) => Html | Promise<Html>;
}

const ONTOLOGY: DocumentKind = {
  dataset: 'ontology',
  iri: ONTOLOGY_IRI,
  title: (view) => view.messages.ontology.title,
  main: ontologyMain,
};
const SHAPES: DocumentKind = {
  dataset: 'shapes',
  iri: `${ONTOLOGY_IRI}/shapes`,
  title: (view) => view.messages.shapes.title,
  main: shapesMain,
};

export const documentRoutes: readonly Route[] = [
  { path: '/ontology', methods: { GET: (exchange) => sendDocument(exchange, ONTOLOGY, 'ontology') } },
  {
    path: '/ontology.:extension',
    methods: { GET: (exchange) => sendDocument(exchange, ONTOLOGY, `ontology.${parameter(exchange, 'extension')}`) },
  },
  { path: '/ontology/:version', methods: { GET: sendVersion } },
  { path: '/shapes', methods: { GET: (exchange) => sendDocument(exchange, SHAPES, 'shapes') } },
  {
    path: '/shapes.:extension',
    methods: { GET: (exchange) => sendDocument(exchange, SHAPES, `shapes.${parameter(exchange, 'extension')}`) },
  },
];

function sendVersion(exchange: Exchange): Promise<void> {
  const asked = parameter(exchange, 'version');
  const current = vocabularyOf(exchange.site).model.head?.version;
  if (splitSuffix(asked, RDF_AND_HTML).stem !== current) {
    throw new FacilisError('not-found', {
      detail: `There is no version ${asked} of the ontology here; this service holds ${current ?? 'none'}.`,
    });
  }
  return sendDocument(exchange, ONTOLOGY, `ontology/${asked}`);
}

function sendDocument(exchange: Exchange, document: DocumentKind, path: string): Promise<void> {
  const { reader } = exchange.site.parts;
  const { stem, offer: fixed } = splitSuffix(path, RDF_AND_HTML);
  if (fixed === undefined && stem.includes('.') && !stem.includes('/')) {
    throw new FacilisError('not-found', {
      detail: `There is no ${path}; known suffixes are ${RDF_AND_HTML.map(({ extension }) => `.${extension}`).join(' ')}.`,
    });
  }
  const state = reader.dataset(document.dataset);
  if (state === undefined) throw new FacilisError('not-found', { detail: `The dataset ${document.dataset} is not loaded.` });
  const chosen = choose(exchange, { offers: RDF_AND_HTML, fixed, stem });
  const isPage = chosen.offer.name === 'html';
  return sendAnswer(exchange, {
    contentType: contentTypeOf(chosen.offer),
    etag: [isPage ? reader.sequence() : state.revision.sequence, chosen.offer.name, ...(isPage ? [exchange.chosen.language] : [])],
    lastModified: state.revision.time,
    vary: varyOf(chosen),
    headers: {
      ...contentLocation(exchange, chosen),
      ...(isPage && { 'Content-Language': exchange.chosen.language }),
      Link: documentLinks(document, chosen),
    },
    body: () =>
      isPage ? documentPage(exchange, document, chosen) : rdfBody(exchange, chosen.offer, reader.quads(document.dataset), document.iri),
  });
}

function documentLinks({ iri }: DocumentKind, { alternates, offer }: Chosen): string[] {
  return [
    `<${iri}>; rel="${offer.name === 'html' ? 'cite-as' : 'describes'}"`,
    '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ...alternateLinks(alternates, offer.name === 'html' ? 'describedby' : 'alternate', offer),
  ];
}

async function documentPage(exchange: Exchange, document: DocumentKind, { alternates }: Chosen): Promise<string> {
  const view = createView(exchange);
  const title = document.title(view);
  return renderPage(view, {
    title,
    breadcrumbs: [{ label: title }],
    alternates: alternates.filter(({ mediaType }) => mediaType !== 'text/html'),
    main: await document.main(view),
  });
}
