import { FacilisError } from '../errors.ts';
import { RDF_FORMATS } from '../rdf/media-types.ts';
import { hasBindings, type QueryForm, SELECT_FORMATS } from '../sparql/result-formats.ts';
import { HTML, negotiate, type Offer } from './negotiation.ts';

export function resultOffers(form: QueryForm): readonly Offer[] {
  return hasBindings(form) ? SELECT_FORMATS : RDF_FORMATS;
}

/**
 * The format of a result, or HTML for a browser.
 * @param asked `format` is the name, suffix, media type or subtype of `?format=`, which overrides `Accept`
 * @throws FacilisError `not-acceptable`, naming what this form of query has
 */
export function chooseResultOffer(
  form: QueryForm,
  asked: { readonly accept: string | undefined; readonly format: string | undefined },
): Offer {
  const offers = [...resultOffers(form), HTML];
  const { format, accept } = asked;
  const chosen = format === undefined ? negotiate(accept, offers) : offers.find((offer) => isNamed(offer, format));
  if (chosen !== undefined) return chosen;
  const mediaTypes = offers.map(({ mediaType }) => mediaType);
  throw new FacilisError('not-acceptable', {
    detail: `The results of ${form} come as ${mediaTypes.join(', ')}; ${format === undefined ? 'Accept' : 'format'} names none of them.`,
    extra: { acceptable: mediaTypes },
  });
}

/** SPARQLWrapper always sends `format`: `rdf+xml`, `json-ld`, `n3`, `xml`, whatever the form of the query. */
function isNamed({ name, extension, mediaType, aliases }: Offer, format: string): boolean {
  const mediaTypes = [mediaType, ...aliases];
  const subtypes = mediaTypes.map((type) => type.slice(type.indexOf('/') + 1));
  return [name, extension, ...mediaTypes, ...subtypes].map(withoutHyphens).includes(withoutHyphens(format.toLowerCase()));
}

function withoutHyphens(text: string): string {
  return text.replaceAll('-', '');
}
