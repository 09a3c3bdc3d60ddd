import { FacilisError } from '../errors.ts';
import type { FederationReport } from '../federation/federation-report.ts';
import { reportQuads } from '../federation/report-quads.ts';
import { RDF_FORMATS } from '../rdf/media-types.ts';
import type { Exchange } from './exchange.ts';
import { HTML, negotiate, type Offer } from './negotiation.ts';
import { reportIRI } from './report-links.ts';
import { rdfBody } from './representation.ts';
import { isNamed } from './result-offers.ts';

const JSON_REPORT: Offer = { name: 'json', label: 'JSON', mediaType: 'application/json', aliases: [], extension: 'json' };

/** What reports and plans come in. */
export const REPORT_OFFERS: readonly Offer[] = [JSON_REPORT, ...RDF_FORMATS, HTML];

/** @throws FacilisError `not-acceptable` */
export function chooseReportOffer(asked: { readonly accept: string | undefined; readonly format: string | undefined }): Offer {
  const { accept, format } = asked;
  const offer = format === undefined ? negotiate(accept, REPORT_OFFERS) : REPORT_OFFERS.find((each) => isNamed(each, format));
  if (offer !== undefined) return offer;
  const mediaTypes = REPORT_OFFERS.map(({ mediaType }) => mediaType);
  throw new FacilisError('not-acceptable', {
    detail: `A plan comes as ${mediaTypes.join(', ')}; ${format === undefined ? 'Accept' : 'format'} names none of them.`,
    extra: { acceptable: mediaTypes },
  });
}

/** The report in any of its formats but HTML. */
export async function reportBody(exchange: Exchange, offer: Offer, report: FederationReport): Promise<string> {
  const { baseIRI } = exchange.site.parts.config;
  const iri = reportIRI(baseIRI, report.id);
  if (offer === JSON_REPORT) return `${JSON.stringify({ iri, ...report }, null, 2)}\n`;
  return rdfBody(exchange, offer, reportQuads(report, { iri, baseIRI }), iri);
}
