import { readFileSync } from 'node:fs';
import { FacilisError } from '../errors.ts';

/** The public name of the JSON-LD context, the same whichever deployment publishes it. */
export const PUBLIC_CONTEXT_IRI = 'https://w3id.org/technology-facilitation/context.jsonld';

const CONTEXT_FILE = new URL('../../ontology/context.jsonld', import.meta.url);

let shipped: object | undefined;

/** The JSON-LD context document that ships with this version: `{ "@context": … }`. Read once. */
export function shippedContext(): object {
  shipped ??= JSON.parse(readFileSync(CONTEXT_FILE, 'utf8')) as object;
  return shipped;
}

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
