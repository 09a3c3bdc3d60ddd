import { FacilisError } from '../errors.ts';
import { PUBLIC_CONTEXT_IRI, shippedContext } from './shipped-contexts.ts';

interface RemoteDocument {
  readonly contextUrl?: undefined;
  readonly documentUrl: string;
  readonly document: object;
}

/**
 * A jsonld document loader that never opens a connection: it knows the shipped context under its public IRI and under `iris`
 * (or `document` in its place), and refuses every other IRI by name.
 */
export function contextLoader(iris: readonly string[], document?: object): (iri: string) => Promise<RemoteDocument> {
  const known = new Set([...iris, PUBLIC_CONTEXT_IRI]);
  return async (iri) => {
    if (known.has(iri)) return { documentUrl: iri, document: document ?? shippedContext() };
    throw new FacilisError('malformed-rdf', {
      detail: `JSON-LD: the context <${iri}> is not shipped here and is never fetched. Put it into the document, or use <${PUBLIC_CONTEXT_IRI}>.`,
    });
  };
}
