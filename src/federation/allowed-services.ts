import { FacilisError } from '../errors.ts';
import type { RegisteredSource } from './registered-sources.ts';

/**
 * The sources of a query's services, by endpoint; also of those in SILENT clauses and inside other clauses.
 * @throws FacilisError `source-not-registered`, naming the address; `unsupported-query` for a variable service
 */
export function allowedServices(
  services: readonly string[],
  sources: readonly RegisteredSource[],
  baseIRI: string,
): Map<string, RegisteredSource> {
  return new Map(services.map((service) => [service, allowed(service, sources, baseIRI)]));
}

function allowed(service: string, sources: readonly RegisteredSource[], baseIRI: string): RegisteredSource {
  if (service.startsWith('?')) {
    throw new FacilisError('unsupported-query', {
      detail: `SERVICE ${service} lets the data say who is asked. Name the source by the address of its endpoint, in a clause for each.`,
    });
  }
  const source = sources.find(({ endpoint }) => endpoint === service);
  if (source?.enabled === true) return source;
  const list = `SELECT ?source ?endpoint FROM <${baseIRI}graph/sources> FROM <${baseIRI}graph/registered-sources> { ?source <http://www.w3.org/ns/dcat#endpointURL> ?endpoint ; <https://w3id.org/technology-facilitation#enabled> true }`;
  throw new FacilisError('source-not-registered', {
    detail: `SERVICE <${service}> names ${source === undefined ? 'no registered source' : `the source ${source.title}, which is disabled`}. Only registered, enabled sources are asked; this query lists them: ${list}`,
    extra: { service },
  });
}
