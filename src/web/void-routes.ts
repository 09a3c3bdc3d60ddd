import { FacilisError } from '../errors.ts';
import { voidDescription } from '../federation/void-description.ts';
import { RDF_FORMATS } from '../rdf/media-types.ts';
import { type Body, sendAnswer } from './answer.ts';
import { type Exchange, parameter } from './exchange.ts';
import { splitSuffix } from './negotiation.ts';
import { alternateLinks, type Chosen, choose, contentLocation, contentTypeOf, rdfBody, varyOf } from './representation.ts';
import type { Route } from './route-table.ts';

/** VoID §7.2 registers the well-known address (RFC 8615) of a description of all datasets of a host. */
const PATH = '.well-known/void';

export const voidRoutes: readonly Route[] = [
  { path: `/${PATH}`, methods: { GET: (exchange) => sendVoid(exchange, PATH) } },
  { path: `/${PATH}.:extension`, methods: { GET: (exchange) => sendVoid(exchange, `${PATH}.${parameter(exchange, 'extension')}`) } },
];

function sendVoid(exchange: Exchange, path: string): Promise<void> {
  const { reader } = exchange.site.parts;
  const { offer: fixed } = splitSuffix(path, RDF_FORMATS);
  if (fixed === undefined && path !== PATH) {
    throw new FacilisError('not-found', {
      detail: `There is no ${path}; known suffixes are ${RDF_FORMATS.map(({ extension }) => `.${extension}`).join(' ')}.`,
    });
  }
  const chosen = choose(exchange, { offers: RDF_FORMATS, fixed, stem: PATH });
  return sendAnswer(exchange, {
    contentType: contentTypeOf(chosen.offer),
    etag: [reader.sequence(), chosen.offer.name],
    lastModified: reader.lastModified(),
    vary: varyOf(chosen),
    headers: { ...contentLocation(exchange, chosen), Link: alternateLinks(chosen.alternates, 'alternate', chosen.offer) },
    body: () => voidBody(exchange, chosen),
  });
}

async function voidBody(exchange: Exchange, { offer }: Chosen): Promise<Body> {
  const { reader, config, inventorySummary } = exchange.site.parts;
  const { sequence, modified, whole, datasets } = await inventorySummary();
  const { quads, rootIRI } = voidDescription(whole, {
    document: config.baseIRI + PATH,
    sparqlEndpoint: `${config.baseIRI}sparql`,
    uriSpace: reader.baseIRI,
    modified,
    subsets: datasets,
  });
  return { bytes: await rdfBody(exchange, offer, quads, rootIRI), etag: [sequence, offer.name] };
}
