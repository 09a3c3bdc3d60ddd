import type { Term } from '../../src/rdf/terms.ts';
import type { Reply } from './ask.ts';
import { inNamedGraph } from './evaluation-test.ts';
import type { GraphView } from './graph-view.ts';
import type { Instance } from './instance.ts';
import { namedData, type SuiteTest } from './manifest.ts';
import type { Finding } from './outcome.ts';
import { requestsOf, sendRequest } from './protocol-requests.ts';
import { readJsonResult } from './read-json-result.ts';
import { readGraph } from './suite-files.ts';

const ACCEPTED: Readonly<Record<string, string>> = {
  boolean: 'application/sparql-results+json',
  tabular: 'application/sparql-results+json',
  RDF: 'text/turtle',
};

/** The requests of a protocol test, one after the other, each with its expected status, form and value. */
export async function runProtocolTest(instance: Instance, test: SuiteTest): Promise<Finding> {
  const { graph, node } = test;
  const data = namedData(graph, node).map(async ({ address, name }) => (await readGraph(address)).map((each) => inNamedGraph(each, name)));
  await instance.put((await Promise.all(data)).flat());
  for (const request of requestsOf(graph, node)) {
    const finding = await runRequest(instance, graph, request);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

async function runRequest(instance: Instance, graph: GraphView, request: Term): Promise<Finding> {
  const response = graph.one(request, 'ht:resp') as Term;
  const format = graph.text(response, 'mf:expectedFormat');
  const reply = await sendRequest(instance, graph, request, ACCEPTED[format ?? ''] ?? '*/*');
  return statusFinding(graph, response, reply) ?? contentFinding(graph, response, reply, format);
}

function statusFinding(graph: GraphView, response: Term, reply: Reply): Finding {
  const classes = graph.all(response, 'mf:expectedStatus').map(({ value }) => value.slice(-3, -2));
  if (classes.includes(String(reply.status)[0] ?? '')) return undefined;
  return `expected ${classes.map((each) => `${each}xx`).join(' or ')}, answered ${reply.problem}`;
}

function contentFinding(graph: GraphView, response: Term, reply: Reply, format: string | undefined): Finding {
  if (format === undefined) return undefined;
  if (reply.mediaType !== ACCEPTED[format]) return `expected ${format}, answered ${reply.mediaType}`;
  if (format === 'RDF') return undefined;
  const result = readJsonResult(reply.text);
  if ((format === 'boolean') !== (result.kind === 'boolean')) return `expected ${format}, answered ${result.kind}`;
  const value = graph.text(response, 'mf:expectedBoolean');
  const isRight = value === undefined || (result.kind === 'boolean' && String(result.value) === value);
  return isRight ? undefined : `expected ${value}`;
}
