import { literal, type NamedNode, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { dct, rdf, sd } from '../rdf/vocabulary.ts';
import { MAX_RESULT_BYTES } from './spool.ts';
import { counted, defaultGraphStatistics, namedGraphSizes, type Statistics } from './void-statistics.ts';

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
  readonly statistics: Statistics | undefined;
  readonly limits: { readonly timeoutMs: number; readonly maxRows: number };
}

/**
 * SPARQL 1.1 Service Description of `{baseIRI}sparql`: only what is true, each claim exercised by a test. It names no input format,
 * since nothing is dereferenced, and no extension function, since there is none.
 */
export function serviceDescription({ baseIRI, statistics, limits }: ServiceDescriptionOptions): Quad[] {
  const endpoint = namedNode(`${baseIRI}sparql`);
  const part = (name: string) => namedNode(`${endpoint.value}#${name}`);
  const [service, dataset, union] = [part('service'), part('dataset'), part('default-graph')];
  return [
    quad(service, rdf('type'), sd('Service')),
    quad(service, sd('endpoint'), endpoint),
    quad(service, sd('supportedLanguage'), sd('SPARQL11Query')),
    ...RESULT_FORMATS.map((format) => quad(service, sd('resultFormat'), format)),
    quad(service, sd('feature'), sd('UnionDefaultGraph')),
    quad(service, sd('feature'), sd('BasicFederatedQuery')),
    quad(service, dct('description'), literal(limitsText(limits), 'en')),
    quad(service, sd('defaultDataset'), dataset),
    quad(dataset, rdf('type'), sd('Dataset')),
    quad(dataset, sd('defaultGraph'), union),
    quad(union, rdf('type'), sd('Graph')),
    ...(statistics === undefined ? [] : described(dataset, union, statistics)),
  ];
}

function described(dataset: Quad['subject'], union: Quad['subject'], statistics: Statistics): Quad[] {
  const graphs = [...namedGraphSizes(statistics)].toSorted();
  return [...defaultGraphStatistics(union, statistics), ...graphs.flatMap(([iri, triples]) => namedGraph(dataset, iri, triples))];
}

/** No vocabulary of the standards has words for them. */
function limitsText({ timeoutMs, maxRows }: ServiceDescriptionOptions['limits']): string {
  return [
    `One query may take ${timeoutMs} ms, waiting included, or less by the parameter timeout;`,
    `its answer may have ${maxRows} rows or triples and ${MAX_RESULT_BYTES} bytes.`,
    'What reaches a limit is an error that names it, never a shorter answer. SERVICE may name registered sources only.',
  ].join(' ');
}

/** Service Description §3.2.6: the graph in the dataset has a name, and is not the name. */
function namedGraph(dataset: Quad['subject'], graphIRI: string, triples: string): Quad[] {
  const [entry, graph] = [namedNode(`${graphIRI}#entry`), namedNode(`${graphIRI}#graph`)];
  return [
    quad(dataset, sd('namedGraph'), entry),
    quad(entry, rdf('type'), sd('NamedGraph')),
    quad(entry, sd('name'), namedNode(graphIRI)),
    quad(entry, sd('graph'), graph),
    quad(graph, rdf('type'), sd('Graph')),
    counted(graph, 'triples', triples),
  ];
}
