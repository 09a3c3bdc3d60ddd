import { PassThrough } from 'node:stream';
import { HttpServiceSparqlEndpoint } from '@comunica/actor-init-query';
import { QueryEngine } from '@comunica/query-sparql';
import { RdfStore } from 'rdf-stores';
import { quad } from '../../src/rdf/terms.ts';
import { inventoryData } from './inventory-data.ts';

/**
 * A process of its own: Comunica's stock endpoint as its worker runs it, over the store that its file package loads files
 * into. The triples are in the default graph, which is to its advantage: no union is made.
 */
const [triples = '10000', seed = '1', port = '3999'] = process.argv.slice(2);
const store = RdfStore.createDefault();
for (const { quads } of (await inventoryData({ triples: Number(triples), seed: Number(seed) })).datasets)
  for (const { subject, predicate, object } of quads) store.addQuad(quad(subject, predicate, object));

const endpoint = new HttpServiceSparqlEndpoint({
  engine: new QueryEngine(),
  context: { sources: [store] },
  port: Number(port),
} as unknown as ConstructorParameters<typeof HttpServiceSparqlEndpoint>[0]);
const log = new PassThrough().resume();
await endpoint.runWorker(log as never, log as never);
console.log(`listening ${port}`);
