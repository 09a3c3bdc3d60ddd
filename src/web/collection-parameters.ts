import { FacilisError } from '../errors.ts';
import type { CollectionQuery } from '../publish/collection-types.ts';
import { FACETS, type FacetName } from '../publish/facets.ts';

const FACET_NAMES = Object.keys(FACETS) as FacetName[];
const MAX_SIZE = 500;

/**
 * Reads `?agency=&sdg=&…&q=&page=&size=`. An empty value is a form field left blank; other parameters are not ours.
 * @throws FacilisError `malformed-request`
 */
export function readCollectionQuery(parameters: URLSearchParams): CollectionQuery {
  const facets: Partial<Record<FacetName, readonly string[]>> = {};
  for (const name of FACET_NAMES) {
    const values = parameters.getAll(name).filter((value) => value !== '');
    if (values.length > 0) facets[name] = [...new Set(values)];
  }
  // Each word has to be found, in whichever of the fields it was written.
  const q = parameters.getAll('q').join(' ').trim();
  const page = wholeNumber(parameters, 'page', Number.MAX_SAFE_INTEGER);
  const size = wholeNumber(parameters, 'size', MAX_SIZE);
  return { facets, ...(q && { q }), ...(page !== undefined && { page }), ...(size !== undefined && { size }) };
}

function wholeNumber(parameters: URLSearchParams, name: string, max: number): number | undefined {
  const [text = '', ...others] = parameters.getAll(name);
  if (others.length > 0)
    throw new FacilisError('malformed-request', { detail: `The parameter ${name} stands ${others.length + 1} times; it stands once.` });
  if (text === '') return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) {
    const range = max === MAX_SIZE ? `from 1 to ${MAX_SIZE}` : 'from 1';
    throw new FacilisError('malformed-request', { detail: `${name} is ${JSON.stringify(text)}; it is a whole number ${range}.` });
  }
  return value;
}

/** The facets without one value. */
export function withoutValue(query: CollectionQuery, name: FacetName, value: string): CollectionQuery {
  const rest = (query.facets?.[name] ?? []).filter((one) => one !== value);
  return { ...query, facets: { ...query.facets, [name]: rest }, page: undefined };
}
