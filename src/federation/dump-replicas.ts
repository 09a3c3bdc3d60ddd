import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { quadToNQuad } from '../rdf/nquads.ts';
import { parseRdf } from '../rdf/parse.ts';
import { Replica } from '../sparql/replica.ts';
import { ReplicaStore } from '../sparql/replica-store.ts';
import type { InboundResponse } from './source-client-types.ts';

const MAX_REPLICAS = 8;

/** RDF files of sources, loaded into engines of this thread as long as their bytes stay the same. */
export class DumpReplicas {
  readonly #options: { readonly baseIRI: string; readonly maxRows: number };
  readonly #loaded = new LRUCache<string, { readonly digest: string; readonly replica: Replica }>({ max: MAX_REPLICAS });

  constructor(options: { readonly baseIRI: string; readonly maxRows: number }) {
    this.#options = options;
  }

  /** Solutions in JSON. */
  async answer(address: string, response: InboundResponse, query: string): Promise<Uint8Array> {
    const replica = await this.#replicaOf(address, response);
    return replica.answer({ query, resultsFormat: 'application/sparql-results+json' });
  }

  async #replicaOf(address: string, { bytes, contentType }: InboundResponse): Promise<Replica> {
    const digest = createHash('sha256').update(bytes).digest('base64');
    const known = this.#loaded.get(address);
    if (known?.digest === digest) return known.replica;
    const quads = await parseRdf(bytes, { mediaType: contentType, baseIRI: address });
    const store = new ReplicaStore(this.#options.baseIRI, 'own');
    store.fill([new TextEncoder().encode(quads.map(quadToNQuad).join(''))]);
    const replica = new Replica(store, this.#options);
    this.#loaded.set(address, { digest, replica });
    return replica;
  }
}
