import { Store } from 'oxigraph';
import { canonicalNQuads } from '../../src/rdf/canonical.ts';
import { parseNQuads, quadToNQuad } from '../../src/rdf/nquads.ts';
import type { Quad, Term } from '../../src/rdf/terms.ts';
import { inNamedGraph } from './evaluation-test.ts';
import { namedData, type SuiteTest } from './manifest.ts';
import type { Finding } from './outcome.ts';
import { readGraph, readText } from './suite-files.ts';

const N_QUADS = 'application/n-quads';

/** In the engine itself, since no route takes updates: what it makes of the data must be the expected dataset. */
export async function runEngineUpdateTest({ graph, node, query }: SuiteTest): Promise<Finding> {
  if (query === undefined) return 'the manifest names no update';
  const dataset = async (of: Term | undefined): Promise<Quad[]> => {
    if (of === undefined) return [];
    const unnamed = await Promise.all(graph.all(of, 'ut:data').map(({ value }) => readGraph(value)));
    const named = namedData(graph, of).map(async ({ address, name }) => (await readGraph(address)).map((each) => inNamedGraph(each, name)));
    return [...unnamed, ...(await Promise.all(named))].flat();
  };
  const store = new Store();
  store.load((await dataset(graph.one(node, 'mf:action'))).map(quadToNQuad).join(''), { format: N_QUADS, lenient: true });
  store.update(readText(query), { base_iri: query });
  const expected = await canonicalNQuads(await dataset(graph.one(node, 'mf:result')));
  const made = await canonicalNQuads(parseNQuads(store.dump({ format: N_QUADS })));
  return made === expected ? undefined : 'another dataset than expected';
}
