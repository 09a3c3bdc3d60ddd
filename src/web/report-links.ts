import { prov } from '../rdf/vocabulary.ts';

/** Under BASE_IRI, without a leading slash. */
export const REPORTS_PATH = 'federation/reports';

export function reportIRI(baseIRI: string, id: string): string {
  return `${baseIRI}${REPORTS_PATH}/${id}`;
}

/**
 * Values of `Link` to the report of a federated query: by the registered relation (RFC 8288; `describedby` is of POWDER-DR), and
 * by that of PROV-AQ §3.1 for clients that look for provenance.
 */
export function reportLinks(baseIRI: string, id: string): string[] {
  return ['describedby', prov('has_provenance').value].map((relation) => `<${reportIRI(baseIRI, id)}>; rel="${relation}"`);
}
