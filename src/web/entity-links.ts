import { KINDS } from '../publish/kinds.ts';
import { dct, rdf } from '../rdf/vocabulary.ts';
import type { Exchange } from './exchange.ts';
import { alternateLinks, type Chosen } from './representation.ts';

const DEFAULT_LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** Signposting (signposting.org, "FAIR" level 2) of a landing page and of the metadata documents beside it. */
export function entityLinks(exchange: Exchange, iri: string, chosen: Chosen): string[] {
  const { alternates, offer } = chosen;
  if (offer.name !== 'html')
    return [`<${iri}>; rel="describes"`, ...licences(exchange, iri), ...alternateLinks(alternates, 'alternate', offer)];
  const isData = (mediaType: string) => mediaType !== 'text/html';
  return [
    `<${iri}>; rel="cite-as"`,
    ...alternateLinks(
      alternates.filter(({ mediaType }) => isData(mediaType)),
      'describedby',
    ),
    '<https://schema.org/AboutPage>; rel="type"',
    ...types(exchange, iri).map((type) => `<${type}>; rel="type"`),
    ...licences(exchange, iri),
    ...collections(exchange, iri).map((path) => `<${exchange.site.basePath}${path}>; rel="collection"`),
  ];
}

function types({ site }: Exchange, iri: string): string[] {
  const typing = site.parts.reader.quadsWithSubject(iri).filter((quad) => quad.predicate.equals(rdf('type')));
  return [...new Set(typing.filter((quad) => quad.object.termType === 'NamedNode').map((quad) => quad.object.value))].sort();
}

function collections(exchange: Exchange, iri: string): string[] {
  const own = types(exchange, iri);
  return KINDS.filter((kind) => own.includes(kind.classIRI)).map((kind) => kind.collection);
}

/** Of the datasets that describe the thing, by their own metadata. */
function licences({ site }: Exchange, iri: string): string[] {
  const { reader, config } = site.parts;
  const graphs = new Set(reader.quadsWithSubject(iri).map((quad) => quad.graph.value));
  const found = [...graphs].flatMap((graph) => {
    const dataset = `${config.baseIRI}id/dataset/${graph.slice(`${config.baseIRI}graph/`.length)}`;
    return reader.quadsWithSubject(dataset).filter((quad) => quad.predicate.equals(dct('license')));
  });
  const licences = new Set(found.map((quad) => quad.object.value));
  return (licences.size > 0 ? [...licences].sort() : [DEFAULT_LICENCE]).map((licence) => `<${licence}>; rel="license"`);
}
