import type { Term } from '../../src/rdf/terms.ts';
import { GraphView } from './graph-view.ts';
import { hasFile, type Names, readGraph } from './suite-files.ts';

/** One entry of a manifest. */
export interface SuiteTest {
  readonly iri: string;
  readonly name: string;
  /** The local name of its class: `QueryEvaluationTest`, … */
  readonly kind: string;
  /** The folder of its manifest: `aggregates`, `eval-triple-terms`, … */
  readonly group: string;
  /** Addresses. */
  readonly query: string | undefined;
  readonly defaultData: readonly string[];
  readonly namedData: readonly { readonly name: string; readonly address: string }[];
  readonly result: string | undefined;
  /** Addresses that stand for names in its files. */
  readonly names?: Names;
  /** The manifest, for kinds of test with more to it. */
  readonly graph: GraphView;
  readonly node: Term;
}

/** The tests of a manifest and of those that it includes, in their order; an included manifest that is not there has none. */
export async function readManifest(address: string): Promise<SuiteTest[]> {
  const graph = new GraphView(await readGraph(address));
  const tests: SuiteTest[] = [];
  // Not by the subject: some manifests are named otherwise than their address.
  for (const list of graph.quads.filter(({ predicate }) => predicate.value.endsWith('test-manifest#include'))) {
    for (const included of graph.list(list.object)) if (hasFile(included.value)) tests.push(...(await readManifest(included.value)));
  }
  const group = address.split('/').at(-2) ?? '';
  for (const list of graph.quads.filter(({ predicate }) => predicate.value.endsWith('test-manifest#entries'))) {
    tests.push(...graph.list(list.object).map((node) => readTest(graph, node, group)));
  }
  return tests;
}

function readTest(graph: GraphView, node: Term, group: string): SuiteTest {
  const action = graph.one(node, 'mf:action');
  const isFile = action?.termType === 'NamedNode';
  return {
    iri: node.value,
    name: graph.text(node, 'mf:name') ?? node.value,
    kind: (graph.text(node, 'rdf:type') ?? '').replace(/^.*#/, ''),
    group,
    query: isFile ? action.value : (graph.text(action, 'qt:query') ?? graph.text(action, 'ut:request')),
    defaultData: action === undefined ? [] : [...graph.all(action, 'qt:data'), ...graph.all(action, 'ut:data')].map(({ value }) => value),
    namedData: action === undefined ? [] : namedData(graph, action),
    result: graph.text(node, 'mf:result'),
    graph,
    node,
  };
}

/** `qt:graphData <file>` or `ut:graphData [ ut:graph <file> ; rdfs:label "name" ]`. */
export function namedData(graph: GraphView, node: Term): { name: string; address: string }[] {
  return [...graph.all(node, 'qt:graphData'), ...graph.all(node, 'ut:graphData')].map((data) => {
    const address = graph.text(data, 'ut:graph') ?? graph.text(data, 'qt:graph') ?? data.value;
    return { name: graph.text(data, 'rdfs:label') ?? address, address };
  });
}
