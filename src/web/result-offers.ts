import { FacilisError } from '../errors.ts';
import { RDF_FORMATS } from '../rdf/media-types.ts';
import { hasBindings, type QueryForm, SELECT_FORMATS } from '../sparql/result-formats.ts';
import { canBeMarked } from './incomplete-mark.ts';
import { HTML, negotiate, type Offer } from './negotiation.ts';

/** @param options.isMarked only formats whose body can say that it is incomplete */
export function resultOffers(form: QueryForm, { isMarked = false }: { readonly isMarked?: boolean } = {}): readonly Offer[] {
  const offers: readonly Offer[] = hasBindings(form) ? SELECT_FORMATS : RDF_FORMATS;
  return isMarked ? offers.filter(canBeMarked) : offers;
}

/**
 * The format of a result, or HTML for a browser.
 * @param asked `format` is the name, suffix, media type or subtype of `?format=`, which overrides `Accept`
 * @throws FacilisError `not-acceptable`, naming what this form of query has
 */
export function chooseResultOffer(
  form: QueryForm,
  asked: { readonly accept: string | undefined; readonly format: string | undefined; readonly isMarked?: boolean },
): Offer {
  const { format, accept, isMarked = false } = asked;
  const offers = offersWithPage(form, isMarked);
  const chosen = format === undefined ? negotiate(accept, offers) : offers.find((offer) => isNamed(offer, format));
  if (chosen !== undefined) return chosen;
  const mediaTypes = offers.map(({ mediaType }) => mediaType);
  throw new FacilisError('not-acceptable', {
    detail: `The results of ${form} come as ${mediaTypes.join(', ')}${isMarked ? ' with partial=true, since the body must be able to say that it is incomplete' : ''}; ${format === undefined ? 'Accept' : 'format'} names none of them.`,
    extra: { acceptable: mediaTypes },
  });
}

/** The same list each time, by which `negotiate` remembers. */
function offersWithPage(form: QueryForm, isMarked: boolean): readonly Offer[] {
  const key = `${form} ${isMarked}`;
  const offers = WITH_PAGE.get(key) ?? [...resultOffers(form, { isMarked }), HTML];
  WITH_PAGE.set(key, offers);
  return offers;
}

const WITH_PAGE = new Map<string, readonly Offer[]>();

/** SPARQLWrapper always sends `format`: `rdf+xml`, `json-ld`, `n3`, `xml`, whatever the form of the query. */
export function isNamed({ name, extension, mediaType, aliases }: Offer, format: string): boolean {
  const mediaTypes = [mediaType, ...aliases];
  const subtypes = mediaTypes.map((type) => type.slice(type.indexOf('/') + 1));
  return [name, extension, ...mediaTypes, ...subtypes].map(withoutHyphens).includes(withoutHyphens(format.toLowerCase()));
}

function withoutHyphens(text: string): string {
  return text.replaceAll('-', '');
}
