import { canonicalNQuads } from '../../src/rdf/canonical.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { namedNode, type Quad, quad } from '../../src/rdf/terms.ts';
import { ask, type Reply } from './ask.ts';
import { GraphView } from './graph-view.ts';
import type { Instance } from './instance.ts';
import type { SuiteTest } from './manifest.ts';
import type { Finding } from './outcome.ts';
import { readGraphResult, readResult } from './read-result.ts';
import { type Result, resultDifference } from './solutions.ts';
import { extensionOf, type Names, readBytes, readGraph, readText } from './suite-files.ts';

const RESULT_FORMATS: Readonly<Record<string, string>> = {
  srj: 'application/sparql-results+json',
  srx: 'application/sparql-results+xml',
  tsv: 'text/tab-separated-values',
};
const GRAPH_FORMATS = ['application/n-triples', 'text/turtle'];
/** They cannot hold every graph of RDF 1.2, and say so with 406. */
const LESSER_GRAPH_FORMATS = ['application/ld+json', 'application/rdf+xml'];

/** The answer must be the expected one in every format that keeps terms whole. */
export async function runEvaluationTest(instance: Instance, test: SuiteTest): Promise<Finding> {
  const { query, result, names } = test;
  if (query === undefined || result === undefined) return 'the manifest names no query or no result';
  const text = readText(query);
  await instance.put(await testData(test, namesDataset(text)));
  const extension = extensionOf(result);
  const expected = extension in RESULT_FORMATS ? await readResult(extension, readText(result, names)) : undefined;
  const graph = expected === undefined ? await readGraph(result, names) : [];
  const solutions = expected ?? readGraphResult(new GraphView(graph));
  const send = (mediaType: string) => ask(instance, withBase(query, names), mediaType);
  return solutions === undefined ? compareGraphs(graph, send) : compareResults(solutions, send);
}

/** The protocol has no place for the base IRI of a query that comes from a file; a `BASE` before it says the same. */
export function withBase(query: string, names?: Names): Uint8Array {
  return Buffer.concat([Buffer.from(`BASE <${query}> `), readBytes(query, names)]);
}

/** `FROM <file>` names a graph that the replica must have under that name. */
export async function testData({ defaultData, namedData, names }: SuiteTest, isNamedToo: boolean): Promise<Quad[]> {
  const quads: Quad[] = [];
  const read = async (address: string, name?: string) => {
    for (const each of await readGraph(address, names)) quads.push(name === undefined ? each : inNamedGraph(each, name));
  };
  for (const address of defaultData) {
    await read(address);
    if (isNamedToo) await read(address, address);
  }
  for (const { address, name } of namedData) await read(address, name);
  return quads;
}

export function inNamedGraph(each: Quad, name: string): Quad {
  return quad(each.subject, each.predicate, each.object, namedNode(name));
}

function namesDataset(text: string): boolean {
  return /\bFROM\b/i.test(text);
}

async function compareResults(expected: Result, send: (mediaType: string) => Promise<Reply>): Promise<Finding> {
  for (const [extension, mediaType] of Object.entries(RESULT_FORMATS)) {
    const reply = await send(mediaType);
    if (reply.status !== 200) return reply.problem;
    if (reply.mediaType !== mediaType) return `asked for ${mediaType}, answered ${reply.mediaType}`;
    const difference = resultDifference(expected, await readResult(extension, reply.text));
    if (difference !== undefined) return `${mediaType}: ${difference}`;
  }
  return undefined;
}

async function compareGraphs(expected: readonly Quad[], send: (mediaType: string) => Promise<Reply>): Promise<Finding> {
  const canonical = await canonicalNQuads(expected);
  for (const mediaType of [...GRAPH_FORMATS, ...LESSER_GRAPH_FORMATS]) {
    const reply = await send(mediaType);
    if (reply.status === 406 && LESSER_GRAPH_FORMATS.includes(mediaType)) continue;
    if (reply.status !== 200) return reply.problem;
    const answered = await parseRdf(reply.text, { mediaType, baseIRI: 'http://example.org/', contextIRI: reply.contextIRI });
    if ((await canonicalNQuads(answered)) !== canonical) {
      return `${mediaType}: another graph, ${answered.length} triples where ${expected.length} were expected`;
    }
  }
  return undefined;
}
