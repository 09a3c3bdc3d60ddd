import { FacilisError } from '../errors.ts';
import { rdfFormatByExtension } from '../rdf/media-types.ts';
import { serialiseRdf, withoutGraphs } from '../rdf/serialise.ts';
import type { Quad } from '../rdf/terms.ts';
import type { Exchange } from './exchange.ts';
import { negotiate, type Offer } from './negotiation.ts';
import type { Alternate } from './pages/layout.ts';

/** Which of a resource's representations a request gets, and under which addresses each of them is. */
export interface Chosen {
  readonly offer: Offer;
  /** The suffix in the address decided, not `Accept`. */
  readonly isFixed: boolean;
  /** Path under BASE_IRI without suffix. */
  readonly stem: string;
  readonly alternates: readonly Alternate[];
}

/**
 * @param stem path under BASE_IRI without suffix; its query string, if the representations keep one, in `search`
 * @throws FacilisError `not-acceptable` with a link to each representation
 */
export function choose(
  exchange: Exchange,
  options: { readonly offers: readonly Offer[]; readonly fixed: Offer | undefined; readonly stem: string; readonly search?: string },
): Chosen {
  const { offers, fixed, stem, search = '' } = options;
  const alternates = offers.map(({ label, mediaType, extension }) => ({
    label,
    mediaType,
    href: `${exchange.site.basePath}${stem}.${extension}${search}`,
  }));
  const offer = fixed ?? negotiate(exchange.req.headers.accept, offers);
  if (offer === undefined) {
    throw new FacilisError('not-acceptable', {
      detail: `Accept names none of the formats of this resource, which are ${offers.map(({ mediaType }) => mediaType).join(', ')}.`,
      extra: { available: alternates },
    });
  }
  return { offer, isFixed: fixed !== undefined, stem, alternates };
}

/** `Link` header values for the other formats. */
export function alternateLinks(alternates: readonly Alternate[], relation: string, except?: Offer): string[] {
  return alternates
    .filter((one) => one.mediaType !== except?.mediaType)
    .map((one) => `<${one.href}>; rel="${relation}"; type="${one.mediaType}"`);
}

/** `Content-Type` of an offer. All our text is UTF-8, and RFC 6657 wants text types to say so. */
export function contentTypeOf(offer: Offer): string {
  return offer.mediaType.startsWith('text/') ? `${offer.mediaType}; charset=utf-8` : offer.mediaType;
}

/** RFC 9110 §8.7: what a negotiated answer is a representation of under its own address. */
export function contentLocation(exchange: Exchange, chosen: Chosen, search = ''): Record<string, string> {
  if (chosen.isFixed) return {};
  const { language, isExplicit } = exchange.chosen;
  const inLanguage = isExplicit && chosen.offer.name === 'html' ? `${search === '' ? '?' : '&'}lang=${language}` : '';
  return { 'Content-Location': `${exchange.site.basePath}${chosen.stem}.${chosen.offer.extension}${search}${inLanguage}` };
}

export function varyOf(chosen: Chosen): string[] {
  const vary = chosen.isFixed ? [] : ['Accept'];
  return chosen.offer.name === 'html' ? [...vary, 'Accept-Language'] : vary;
}

/**
 * The quads in the format of an offer, which must be one of the RDF formats. A document is one graph in every format, so that a
 * client that compares or merges representations finds the same; `/sparql` tells which dataset says what.
 */
export function rdfBody(exchange: Exchange, offer: Offer, quads: Iterable<Quad>, rootIRI?: string): Promise<string> {
  const format = rdfFormatByExtension(offer.extension);
  if (format === undefined) throw new Error(`${offer.name} is no RDF format`);
  return serialiseRdf(withoutGraphs(quads), {
    format,
    baseIRI: exchange.site.parts.config.baseIRI,
    ...(rootIRI !== undefined && { rootIRI }),
  });
}
