import { FacilisError } from '../errors.ts';
import type { Quad } from '../rdf/terms.ts';
import { reachedFrom, sourcesIn } from './source-nodes.ts';

/** RDF that describes one source. */
export interface SourceDocument {
  readonly iri: string;
  readonly quads: readonly Quad[];
}

export function sourceIRI(slug: string, baseIRI: string): string {
  return `${baseIRI}id/source/${slug}`;
}

/**
 * Checks that a document is the registration of one source and says nothing of what that source has nothing to do with.
 * @throws FacilisError `malformed-request`
 */
export function readSourceDocument(quads: readonly Quad[], baseIRI: string): SourceDocument {
  const [iri, ...others] = sourcesIn(quads);
  if (iri === undefined || others.length > 0) {
    const found =
      iri === undefined ? 'no source' : `${others.length + 1} sources (${[iri, ...others].map((one) => `<${one}>`).join(', ')})`;
    throw refused(`The document describes ${found}; it describes one, as a resource of the class tf:FederatedSource.`);
  }
  const slug = iri.startsWith(sourceIRI('', baseIRI)) ? iri.slice(sourceIRI('', baseIRI).length) : '';
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) {
    throw refused(
      `The source is named <${iri}>; its name is <${sourceIRI('SLUG', baseIRI)}>, or <id/source/SLUG>, where SLUG takes lower-case letters, digits and single hyphens between them.`,
    );
  }
  const reached = reachedFrom(quads, [iri]);
  const stray = quads.find(({ subject }) => !reached.has(subject.value))?.subject.value;
  if (stray !== undefined) throw refused(`The document also describes <${stray}>, to which the source does not lead: leave that out.`);
  return { iri, quads };
}

function refused(detail: string): FacilisError {
  return new FacilisError('malformed-request', { detail });
}
