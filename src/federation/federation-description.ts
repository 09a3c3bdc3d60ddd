import { literal, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { dcat, dct, rdf, sd } from '../rdf/vocabulary.ts';
import { RESULT_FORMATS } from '../sparql/service-description.ts';
import { inventorySource } from './chosen-sources.ts';
import { type RegisteredSource, registeredSources, type SourceReader } from './registered-sources.ts';

/**
 * SPARQL 1.1 Service Description of `{baseIRI}federation/sparql`: its default graph holds what the inventory and the enabled
 * sources hold, each of which is described as the service that it is. It promises no named graphs.
 */
export function federationDescription({ baseIRI, reader }: { baseIRI: string; reader: SourceReader }): Quad[] {
  const endpoint = namedNode(`${baseIRI}federation/sparql`);
  const node = (name: string) => namedNode(`${endpoint.value}#${name}`);
  const [service, dataset, graph] = [node('service'), node('dataset'), node('default-graph')];
  const inventory = namedNode(inventorySource(baseIRI));
  return [
    quad(service, rdf('type'), sd('Service')),
    quad(service, sd('endpoint'), endpoint),
    quad(service, sd('supportedLanguage'), sd('SPARQL11Query')),
    ...RESULT_FORMATS.map((format) => quad(service, sd('resultFormat'), format)),
    quad(service, sd('feature'), sd('BasicFederatedQuery')),
    quad(service, sd('defaultDataset'), dataset),
    quad(dataset, rdf('type'), sd('Dataset')),
    quad(dataset, sd('defaultGraph'), graph),
    quad(graph, rdf('type'), sd('Graph')),
    quad(graph, dct('source'), inventory),
    quad(inventory, rdf('type'), sd('Service')),
    quad(inventory, sd('endpoint'), namedNode(`${baseIRI}sparql`)),
    ...registeredSources(reader).flatMap((source) => (source.enabled ? describeSource(graph, source) : [])),
  ];
}

function describeSource(graph: Quad['subject'], { iri, title, endpoint, kind }: RegisteredSource): Quad[] {
  const source = namedNode(iri);
  return [
    quad(graph, dct('source'), source),
    quad(source, rdf('type'), dcat('DataService')),
    quad(source, dct('title'), literal(title)),
    quad(source, dcat('endpointURL'), namedNode(endpoint)),
    ...(kind === 'sparql-endpoint' ? [quad(source, rdf('type'), sd('Service')), quad(source, sd('endpoint'), namedNode(endpoint))] : []),
  ];
}
