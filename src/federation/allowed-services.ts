import { FacilisError } from '../errors.ts';
import type { RegisteredSource } from './registered-sources.ts';

/**
 * Checks the services of a query, also those in SILENT clauses and inside other clauses; a variable can only be bound to what is checked later.
 * @throws FacilisError `source-not-registered`, naming the address
 */
export function checkServices(services: readonly string[], sources: readonly RegisteredSource[], baseIRI: string): void {
  for (const service of services) if (!service.startsWith('?')) check(service, sources, baseIRI);
}

function check(service: string, sources: readonly RegisteredSource[], baseIRI: string): void {
  const source = sources.find(({ endpoint }) => endpoint === service);
  if (source?.enabled === true && source.kind === 'sparql-endpoint') return;
  if (source?.enabled === true) {
    throw new FacilisError('source-not-registered', {
      detail: `SERVICE <${service}> names the source ${source.title}, which is no SPARQL endpoint. ${source.kind === 'ldes' ? 'It is an event stream, which is harvested, not asked.' : 'It takes part in queries to /federation/sparql.'}`,
      extra: { service },
    });
  }
  const list = `SELECT ?source ?endpoint FROM <${baseIRI}graph/sources> FROM <${baseIRI}graph/registered-sources> { ?source <http://www.w3.org/ns/dcat#endpointURL> ?endpoint ; <https://w3id.org/technology-facilitation#enabled> true }`;
  throw new FacilisError('source-not-registered', {
    detail: `SERVICE <${service}> names ${source === undefined ? 'no registered source' : `the source ${source.title}, which is disabled`}. Only registered, enabled sources are asked; this query lists them: ${list}`,
    extra: { service },
  });
}
