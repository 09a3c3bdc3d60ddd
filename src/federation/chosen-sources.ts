import { FacilisError } from '../errors.ts';
import type { RegisteredSource } from './registered-sources.ts';

/** Names the service's own data among the sources of the virtual graph: the service that `{baseIRI}sparql` describes. */
export function inventorySource(baseIRI: string): string {
  return `${baseIRI}sparql#service`;
}

/** What stands for the service's own data where a slug is expected. */
export const INVENTORY_SLUG = 'inventory';

/** The last segment of a source's IRI, which names it in parameters. */
export function sourceSlug({ iri }: Pick<RegisteredSource, 'iri'>): string {
  return iri.slice(iri.lastIndexOf('/') + 1);
}

/**
 * The IRIs of the sources that are meant, each once.
 * @param names IRIs or slugs
 * @throws FacilisError `source-not-registered`, naming the first that is none, or is disabled
 */
export function chosenSources(
  names: readonly string[],
  { sources, baseIRI }: { readonly sources: readonly RegisteredSource[]; readonly baseIRI: string },
): string[] {
  const chosen = names.map((name) => {
    if (name === INVENTORY_SLUG || name === inventorySource(baseIRI)) return inventorySource(baseIRI);
    const source = sources.find((each) => each.iri === name || sourceSlug(each) === name);
    if (source?.enabled === true) return source.iri;
    const enabled = sources.filter((each) => each.enabled).map(sourceSlug);
    throw new FacilisError('source-not-registered', {
      detail: `source=${name} names ${source === undefined ? 'no registered source' : `the source ${source.title}, which is disabled`}. Enabled are ${[INVENTORY_SLUG, ...enabled].join(', ')}.`,
      extra: { source: name },
    });
  });
  return [...new Set(chosen)];
}
