import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { quadToNQuad } from '../rdf/nquads.ts';
import type { Quad, Term } from '../rdf/terms.ts';
import { defaultGraph, namedNode, quad } from '../rdf/terms.ts';
import { Replica } from '../sparql/replica.ts';
import { ReplicaStore } from '../sparql/replica-store.ts';
import type { GoodReply, MemberHead } from './federated-messages.ts';
import { parseDocument, RDF_ACCEPT } from './parse-document.ts';
import type { OutboundRequest } from './source-client-types.ts';

/** N-Quads text of all files that a thread keeps loaded; measured with literals of 10 characters, they take twelve times as much memory. */
const MAX_LOADED_BYTES = 1 << 26;
const CHUNK_CHARACTERS = 1 << 20;

interface Loaded {
  /** Of the source and the bytes. */
  readonly digest: string;
  readonly etag: string | undefined;
  readonly replica: Replica;
  readonly size: number;
}

export interface OpenedDump {
  readonly replica: Replica;
  readonly reply: GoodReply;
}

/** RDF files of sources, loaded into engines of this thread for as long as they stay the same. */
export class DumpReplicas {
  readonly #options: { readonly baseIRI: string; readonly maxRows: number };
  readonly #loaded: LRUCache<string, Loaded>;

  constructor({
    maxBytes = MAX_LOADED_BYTES,
    ...options
  }: { readonly baseIRI: string; readonly maxRows: number; readonly maxBytes?: number }) {
    this.#options = options;
    this.#loaded = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ size }) => size });
  }

  /**
   * The file as it is now. One that is loaded is asked for by its ETag, so that it is not sent again.
   * @param askSource the guarded way out
   * @throws FacilisError of `askSource`, and when what came is no RDF
   */
  async open(
    { iri, endpoint, maxAnswerBytes }: Pick<MemberHead, 'iri' | 'endpoint' | 'maxAnswerBytes'>,
    askSource: (request: OutboundRequest) => Promise<GoodReply>,
  ): Promise<OpenedDump> {
    const key = `${iri} ${endpoint}`;
    const known = this.#loaded.get(key);
    const condition: Record<string, string> = known?.etag === undefined ? {} : { 'if-none-match': known.etag };
    const reply = await askSource({ url: endpoint, method: 'GET', headers: { accept: RDF_ACCEPT, ...condition }, body: undefined });
    const { response } = reply;
    if (known !== undefined && response.status === 304) return { replica: known.replica, reply };
    const { etag } = response.headers;
    const digest = createHash('sha256').update(iri).update(response.bytes).digest('hex');
    const loaded =
      known?.digest === digest ? { ...known, etag } : { ...(await this.#load(reply, { endpoint, maxAnswerBytes, digest })), etag };
    this.#loaded.set(key, loaded);
    return { replica: loaded.replica, reply };
  }

  async #load(
    { response }: GoodReply,
    { endpoint, maxAnswerBytes, digest }: { readonly endpoint: string; readonly maxAnswerBytes: number; readonly digest: string },
  ): Promise<Omit<Loaded, 'etag'>> {
    const quads = await parseDocument(response, { requestedURL: endpoint, maxBytes: maxAnswerBytes });
    const store = new ReplicaStore(this.#options.baseIRI, 'own');
    const chunks = nquadsOf(quads, `urn:facilis:blank:dump:${digest.slice(0, 16)}:`);
    let size = 1;
    store.fill(
      chunks.map((chunk) => {
        size += chunk.length;
        return chunk;
      }),
    );
    return { digest, replica: new Replica(store, this.#options), size };
  }
}

/**
 * Blank nodes become names that every answer of this engine has and no other source, so that all parts of a
 * query can be joined by them. As in our own inventory the default graph is the union of all.
 */
function* nquadsOf(quads: readonly Quad[], blankNames: string): Generator<Uint8Array> {
  let text = '';
  for (const each of quads) {
    const { subject, predicate, object, graph } = withoutBlanks(each, blankNames) as Quad;
    text += quadToNQuad(quad(subject, predicate, object, defaultGraph()));
    if (graph.termType !== 'DefaultGraph') text += quadToNQuad(quad(subject, predicate, object, graph));
    if (text.length < CHUNK_CHARACTERS) continue;
    yield new TextEncoder().encode(text);
    text = '';
  }
  yield new TextEncoder().encode(text);
}

function withoutBlanks(term: Term, names: string): Term {
  if (term.termType === 'BlankNode') return namedNode(names + encodeURIComponent(term.value));
  if (term.termType !== 'Quad') return term;
  const [subject, predicate, object, graph] = [term.subject, term.predicate, term.object, term.graph].map((each) =>
    withoutBlanks(each, names),
  );
  return quad(subject as Quad['subject'], predicate as Quad['predicate'], object as Quad['object'], graph as Quad['graph']);
}
