import { shippedContext } from '../rdf/shipped-contexts.ts';

/** The JSON-LD context document that `/context.jsonld` serves, and that every JSON-LD answer names by this IRI. */
export function publishedContext(baseIRI: string): { readonly iri: string; readonly document: object } {
  return { iri: `${baseIRI}context.jsonld`, document: shippedContext() };
}
