import jsonld from 'jsonld';
import { FacilisError } from '../errors.ts';
import { inReadingOrder } from './jsonld-key-order.ts';
import { jsonLdNodes } from './jsonld-nodes.ts';
import { jsonLdTree } from './jsonld-tree.ts';
import type { SerialiseOptions } from './serialise-options.ts';
import { contextLoader, PUBLIC_CONTEXT_IRI, shippedContext } from './shipped-contexts.ts';
import type { Quad } from './terms.ts';

/**
 * JSON-LD 1.1, compacted with the published context, which the document names by its IRI. With a `rootIRI` the document is a tree that starts at that
 * node; without, one object for each subject. Either way it expands to the same triples.
 */
export async function serialiseJsonLd(quads: readonly Quad[], options: SerialiseOptions): Promise<string> {
  const { baseIRI, rootIRI } = options;
  const contextIRI = options.jsonldContext?.iri ?? (baseIRI === undefined ? PUBLIC_CONTEXT_IRI : `${baseIRI}context.jsonld`);
  const context = options.jsonldContext?.document ?? shippedContext();
  const expanded = rootIRI === undefined ? jsonLdNodes(quads) : jsonLdTree(quads, rootIRI);
  try {
    const compacted = await jsonld.compact(
      expanded as never,
      contextIRI as never,
      {
        documentLoader: contextLoader([contextIRI], context) as never,
        // IRIs stay absolute: a document that is copied elsewhere, or into a page, means the same there
        compactToRelative: false,
        skipExpansion: true,
        ordered: true,
      } as object,
    );
    return `${JSON.stringify(inReadingOrder(compacted, context), null, 2)}\n`;
  } catch (error) {
    throw new FacilisError('not-acceptable', { detail: `JSON-LD cannot hold these triples: ${(error as Error).message}`, cause: error });
  }
}
