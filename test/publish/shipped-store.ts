import { join } from 'node:path';
import { readShippedDatasets } from '../../src/ingest/shipped-datasets.ts';
import { skolemise } from '../../src/rdf/skolemise.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/types.ts';

export const baseIRI = 'http://localhost:3000/';

/** A store in memory that holds what the project ships. */
export async function shippedStore(): Promise<Store> {
  const store = openStore({ directory: ':memory:', baseIRI });
  const datasets = await readShippedDatasets({ root: join(import.meta.dirname, '../..'), baseIRI });
  for (const { dataset, quads } of datasets) {
    const added = await skolemise(quads, { baseIRI });
    store.writer.commit([{ dataset, added, removed: [], agent: 'test', note: 'shipped' }]);
  }
  return store;
}
