import { literal, type NamedNode, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { rdf, sd, void_, xsd } from '../rdf/vocabulary.ts';
import type { StoreReader } from '../store/types.ts';

/** https://www.w3.org/ns/formats/ */
export const RESULT_FORMATS: readonly NamedNode[] = [
  'SPARQL_Results_JSON',
  'SPARQL_Results_XML',
  'SPARQL_Results_CSV',
  'SPARQL_Results_TSV',
  'Turtle',
  'JSON-LD',
  'N-Triples',
  'TriG',
  'N-Quads',
  'RDF_XML',
].map((format) => namedNode(`http://www.w3.org/ns/formats/${format}`));

export interface ServiceDescriptionOptions {
  readonly baseIRI: string;
  readonly reader: Pick<StoreReader, 'datasets'>;
}

/**
 * SPARQL 1.1 Service Description of `{baseIRI}sparql`: only what is true. It names no input format, since nothing is
 * dereferenced, and no size of the default graph, since a triple may be in several graphs.
 */
export function serviceDescription({ baseIRI, reader }: ServiceDescriptionOptions): Quad[] {
  const endpoint = namedNode(`${baseIRI}sparql`);
  const [service, dataset, union] = ['service', 'dataset', 'default-graph'].map((name) => namedNode(`${endpoint.value}#${name}`));
  if (service === undefined || dataset === undefined || union === undefined) return [];
  return [
    quad(service, rdf('type'), sd('Service')),
    quad(service, sd('endpoint'), endpoint),
    quad(service, sd('supportedLanguage'), sd('SPARQL11Query')),
    ...RESULT_FORMATS.map((format) => quad(service, sd('resultFormat'), format)),
    quad(service, sd('feature'), sd('UnionDefaultGraph')),
    quad(service, sd('feature'), sd('BasicFederatedQuery')),
    quad(service, sd('defaultDataset'), dataset),
    quad(dataset, rdf('type'), sd('Dataset')),
    quad(dataset, sd('defaultGraph'), union),
    quad(union, rdf('type'), sd('Graph')),
    ...reader.datasets().flatMap(({ graphIRI, quadCount }) => (quadCount === 0 ? [] : namedGraph(dataset, graphIRI, quadCount))),
  ];
}

/** Service Description §3.2.6: the graph in the dataset has a name, and is not the name. */
function namedGraph(dataset: Quad['subject'], graphIRI: string, triples: number): Quad[] {
  const [entry, graph] = [namedNode(`${graphIRI}#entry`), namedNode(`${graphIRI}#graph`)];
  return [
    quad(dataset, sd('namedGraph'), entry),
    quad(entry, rdf('type'), sd('NamedGraph')),
    quad(entry, sd('name'), namedNode(graphIRI)),
    quad(entry, sd('graph'), graph),
    quad(graph, rdf('type'), sd('Graph')),
    quad(graph, void_('triples'), literal(String(triples), xsd('integer'))),
  ];
}
