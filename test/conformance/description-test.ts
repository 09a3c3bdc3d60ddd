import { parseRdf } from '../../src/rdf/parse.ts';
import { namedNode } from '../../src/rdf/terms.ts';
import { send } from './ask.ts';
import { expand, GraphView } from './graph-view.ts';
import type { Instance } from './instance.ts';
import type { SuiteTest } from './manifest.ts';
import type { Finding } from './outcome.ts';

/** Properties of Service Description §3.4 by the class of what has them. */
const SCHEMA: readonly { readonly on: string; readonly property: string; readonly isIRI?: boolean }[] = [
  { on: 'sd:Service', property: 'sd:endpoint', isIRI: true },
  { on: 'sd:Service', property: 'sd:supportedLanguage', isIRI: true },
  { on: 'sd:Service', property: 'sd:feature', isIRI: true },
  { on: 'sd:Service', property: 'sd:resultFormat', isIRI: true },
  { on: 'sd:Service', property: 'sd:defaultDataset' },
  { on: 'sd:Dataset', property: 'sd:defaultGraph' },
  { on: 'sd:Dataset', property: 'sd:namedGraph' },
  { on: 'sd:NamedGraph', property: 'sd:name', isIRI: true },
  { on: 'sd:NamedGraph', property: 'sd:graph' },
];

export async function runDescriptionTest(instance: Instance, test: SuiteTest): Promise<Finding> {
  const reply = await send(instance.endpoint, { headers: { accept: 'text/turtle' } });
  if (reply.status !== 200 || reply.mediaType !== 'text/turtle') return `no RDF: ${reply.problem} ${reply.mediaType}`;
  const graph = new GraphView(await parseRdf(reply.text, { mediaType: 'text/turtle', baseIRI: instance.endpoint }));
  if (test.iri.endsWith('returns-rdf')) return graph.quads.length > 0 ? undefined : 'the description is empty';
  if (test.iri.endsWith('has-endpoint-triple')) {
    return graph.subjects('sd:endpoint', namedNode(instance.endpoint)).length === 1 ? undefined : 'no sd:endpoint with the address asked';
  }
  return schemaFinding(graph);
}

/** Every property stands on what its domain says, with a value of its range, and nothing of the vocabulary is made up. */
function schemaFinding(graph: GraphView): Finding {
  const known = new Set(SCHEMA.map(({ property }) => expand(property)));
  for (const { predicate } of graph.quads) {
    if (predicate.value.startsWith(expand('sd:')) && !known.has(predicate.value)) return `${predicate.value} is not of the schema`;
  }
  for (const { on, property, isIRI } of SCHEMA) {
    for (const subject of graph.subjects(property)) {
      if (!graph.all(subject, 'rdf:type').some(({ value }) => value === expand(on))) return `${property} on what is no ${on}`;
      if (isIRI && graph.all(subject, property).some(({ termType }) => termType !== 'NamedNode')) return `${property} with no IRI`;
    }
  }
  return graph.subjects('rdf:type', namedNode(expand('sd:Service'))).length === 1 ? undefined : 'not one sd:Service';
}
