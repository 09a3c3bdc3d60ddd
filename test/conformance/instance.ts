import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createFederationPool } from '../../src/federation/federation-pool.ts';
import { createInventorySummary } from '../../src/federation/inventory-summary.ts';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import { createReportArchive } from '../../src/federation/report-archive.ts';
import { createSourceClient } from '../../src/federation/source-client.ts';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { literal, namedNode, type Quad, quad } from '../../src/rdf/terms.ts';
import { createQueryPool, type QueryPool } from '../../src/sparql/query-pool.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { StoreReader } from '../../src/store/types.ts';
import { createWeb } from '../../src/web/web.ts';
import { labSource } from '../federation/lab-endpoint.ts';
import { registryParts } from '../web/registry-parts.ts';

const TIMEOUT_MS = 60_000;
const MAX_ROWS = 100_000;

/** The real web over a replica that holds whatever a test puts there. */
export interface Instance {
  /** Of the SPARQL endpoint. */
  readonly endpoint: string;
  /** Replaces everything in the replica; quads without a graph name are the default graph. */
  put(quads: readonly Quad[]): Promise<void>;
  /** Makes these endpoints its registered sources. */
  register(endpoints: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * The same parts as in `app.ts`, with two differences that no route has: the pool is patched by the tests instead of by the
 * store, and its default graph is the store's own instead of the union of all graphs, as the suites suppose.
 */
export async function startInstance(): Promise<Instance> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseIRI = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const store = openStore({ directory: ':memory:', baseIRI });
  const { reader, writer, close } = store;
  // The service description has a named graph to speak of.
  const example = quad(namedNode(`${baseIRI}id/example`), namedNode('http://www.w3.org/2000/01/rdf-schema#label'), literal('example'));
  writer.commit([{ dataset: 'example', added: [example], removed: [], agent: 'conformance', note: 'An example.' }]);
  const replica = new PatchedReplica(baseIRI);
  await replica.pool.ready();
  const limits = { maxBodyBytes: 1 << 20, rateLimitPerMinute: 10_000_000, queryTimeoutMs: TIMEOUT_MS, queryMaxRows: MAX_ROWS };
  const config = { baseIRI, trustProxy: false, federationTimeoutMs: TIMEOUT_MS, ...limits };
  let sources: readonly RegisteredSource[] = [];
  const federation = createFederationPool({
    pool: replica.pool,
    baseIRI,
    sources: () => sources,
    client: createSourceClient({ secret: () => undefined }),
    summary: () => undefined,
    workers: 1,
    timeoutMs: TIMEOUT_MS,
    maxRows: MAX_ROWS,
  });
  const web = createWeb({
    config,
    ...registryParts(store, baseIRI),
    reader: withSequence(reader, () => replica.sequence),
    pool: replica.pool,
    federation,
    inventorySummary: createInventorySummary({ ...reader, state: () => replica.pool.state() }, baseIRI),
    reports: createReportArchive(),
    competencyQuestions: [],
    logger: pino({ level: 'silent' }),
    version: '0.0.0-conformance',
    isReady: () => ({ ready: true }),
  });
  server.on('request', web);
  return {
    endpoint: `${baseIRI}sparql`,
    put: (quads) => replica.put(quads),
    register(endpoints) {
      sources = endpoints.map((endpoint, at) => labSource(endpoint, { iri: `${baseIRI}id/source/${at}` }));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([federation.close(), replica.pool.close()]);
      close();
    },
  };
}

class PatchedReplica {
  readonly pool: QueryPool;
  sequence = 1;
  #nquads = '';

  constructor(baseIRI: string) {
    this.pool = createQueryPool({
      snapshot: () => ({ nquads: this.#nquads === '' ? [] : [this.#nquads], sequence: this.sequence }),
      workers: 1,
      spares: 0,
      timeoutMs: TIMEOUT_MS,
      maxRows: MAX_ROWS,
      baseIRI,
      defaultGraph: 'own',
    });
  }

  async put(quads: readonly Quad[]): Promise<void> {
    const added = [...new Set(quads.map(quadToNQuad))].join('');
    if (added === this.#nquads) return;
    const removed = this.#nquads;
    this.#nquads = added;
    this.sequence += 1;
    this.pool.apply({ sequence: this.sequence, added, removed });
  }
}

/** What answers are tagged with must change when the data does, and here it changes without the store. */
function withSequence(reader: StoreReader, sequence: () => number): StoreReader {
  return new Proxy(reader, {
    get(target, name) {
      if (name === 'sequence') return sequence;
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
