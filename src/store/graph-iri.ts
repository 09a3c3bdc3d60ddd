import { FacilisError } from '../errors.ts';

/** The name of a dataset's graph. */
export function graphIRI(baseIRI: string, slug: string): string {
  return `${baseIRI}graph/${slug}`;
}

/** @throws FacilisError `malformed-request` for a slug that could not be a path segment of the graph's IRI as it is */
export function checkSlug(slug: string): void {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) return;
  throw new FacilisError('malformed-request', {
    detail: `"${slug}" is not a dataset name: it takes lower-case letters, digits and single hyphens between them.`,
  });
}
