import type { RdfFormat } from './media-types.ts';

export interface SerialiseOptions {
  readonly format: RdfFormat;
  /** Prefixes to abbreviate with, only the used ones are printed; the service's own unless said. */
  readonly prefixes?: Readonly<Record<string, string>>;
  /** Public base of this deployment; JSON-LD then names the context that is published under it. */
  readonly baseIRI?: string;
  /** Another JSON-LD context than the published one: the IRI that is written into the document, and what it stands for. */
  readonly jsonldContext?: { readonly iri: string; readonly document: object };
  /**
   * What the document is about. In Turtle its triples come first; in JSON-LD it becomes the top of a tree in which its neighbours are
   * nested, and graph names are left out. The other formats do not change.
   */
  readonly rootIRI?: string;
}
