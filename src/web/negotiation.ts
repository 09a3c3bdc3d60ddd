import Negotiator from 'negotiator';
import { RDF_FORMATS } from '../rdf/media-types.ts';

/** One representation that a resource has. */
export interface Offer {
  readonly name: string;
  readonly label: string;
  readonly mediaType: string;
  /** Media types that clients send for it; they match by name only, never by a wildcard. */
  readonly aliases: readonly string[];
  /** The suffix that names it in an address, without the dot. */
  readonly extension: string;
}

export const HTML: Offer = {
  name: 'html',
  label: 'HTML',
  mediaType: 'text/html',
  aliases: ['application/xhtml+xml'],
  extension: 'html',
};
export const CSV: Offer = { name: 'csv', label: 'CSV', mediaType: 'text/csv', aliases: [], extension: 'csv' };

/** RDF before HTML: a client without a wish (curl, a harvester) gets Turtle; every browser names text/html. */
export const RDF_AND_HTML: readonly Offer[] = [...RDF_FORMATS, HTML];

/** Clients send few different lines, each many times: so many are remembered for each list of offers. */
const MAX_REMEMBERED = 100;
const MAX_REMEMBERED_CHARACTERS = 500;
const remembered = new WeakMap<readonly Offer[], Map<string, Offer | undefined>>();

/**
 * The offer that an `Accept` line likes best, or `undefined` when it accepts none. Between equal q-values the more exact
 * range wins, then the client's order, then the order of `offers`. No line, or an empty one, accepts everything.
 */
export function negotiate<T extends Offer>(accept = '', offers: readonly T[]): T | undefined {
  if (accept.length > MAX_REMEMBERED_CHARACTERS) return best(accept, offers);
  const known = remembered.get(offers) ?? new Map<string, T | undefined>();
  if (known.has(accept)) return known.get(accept) as T | undefined;
  if (known.size >= MAX_REMEMBERED) known.clear();
  const offer = best(accept, offers);
  remembered.set(offers, known.set(accept, offer));
  return offer;
}

function best<T extends Offer>(accept: string, offers: readonly T[]): T | undefined {
  const line = withoutParameters(accept.trim() || '*/*');
  const named = new Set(line.split(',').map((range) => range.split(';')[0]?.trim().toLowerCase()));
  const byType = new Map<string, T>(offers.map((offer) => [offer.mediaType, offer]));
  for (const offer of offers) {
    for (const alias of offer.aliases) if (named.has(alias) && !byType.has(alias)) byType.set(alias, offer);
  }
  const mediaType = new Negotiator({ headers: { accept: line } }).mediaType([...byType.keys()]);
  return mediaType === undefined ? undefined : byType.get(mediaType);
}

/**
 * Drops every parameter but `q` from the ranges: `application/ld+json;profile="…"` and `text/turtle;charset=utf-8` ask for
 * what we have, but would not match a type that is offered without the parameter.
 */
function withoutParameters(accept: string): string {
  return accept
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((range) => {
      const [type = '', ...parameters] = range.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((part) => part.trim());
      const weight = parameters.find((parameter) => /^q\s*=/i.test(parameter));
      return weight === undefined ? type : `${type};${weight}`;
    })
    .join(',');
}

/** Splits `ctcn.ttl` into `ctcn` and the offer of that suffix; a dot before anything else belongs to the name (`7.1`). */
export function splitSuffix<T extends Offer>(name: string, offers: readonly T[]): { readonly stem: string; readonly offer: T | undefined } {
  const dot = name.lastIndexOf('.');
  const offer = dot < 1 ? undefined : offers.find((candidate) => candidate.extension === name.slice(dot + 1));
  return offer === undefined ? { stem: name, offer: undefined } : { stem: name.slice(0, dot), offer };
}
