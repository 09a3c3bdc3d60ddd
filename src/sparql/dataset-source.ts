import { Readable } from 'node:stream';
import { tripleToNTriples } from '../rdf/nquads.ts';
import { defaultGraph, namedNode, type Quad, quad, type Term } from '../rdf/terms.ts';
import type { QuadPattern, QueryDataset, ReplicaStore } from './replica-store.ts';

type Wanted = Term | null | undefined;

/**
 * A query's dataset over a replica, as RDF/JS asks for it: its default graph is the union of its graphs, each triple once.
 * A graph that is not asked for by name is any named graph.
 */
export class DatasetSource {
  readonly #store: ReplicaStore;
  readonly #defaultGraphs: readonly Wanted[];
  /** `undefined`: all. */
  readonly #namedGraphs: ReadonlySet<string> | undefined;

  constructor(store: ReplicaStore, dataset: QueryDataset) {
    this.#store = store;
    if (dataset.kind === 'named') {
      this.#defaultGraphs = dataset.defaultGraphs.map((iri) => namedNode(iri));
      this.#namedGraphs = new Set(dataset.namedGraphs);
    } else {
      this.#defaultGraphs = [store.unnamedGraph === 'own' ? defaultGraph() : undefined];
    }
  }

  match(subject?: Wanted, predicate?: Wanted, object?: Wanted, graph?: Wanted): Readable {
    return Readable.from(this.quads({ subject, predicate, object, graph }));
  }

  countQuads(subject?: Wanted, predicate?: Wanted, object?: Wanted, graph?: Wanted): number {
    return this.quads({ subject, predicate, object, graph }).length;
  }

  quads(pattern: QuadPattern): Quad[] {
    if (pattern.graph?.termType === 'DefaultGraph') return this.#inDefaultGraph(pattern);
    const found = this.#store.match(pattern);
    return this.#namedGraphs === undefined ? found : found.filter(({ graph }) => this.#namedGraphs?.has(graph.value));
  }

  #inDefaultGraph(pattern: QuadPattern): Quad[] {
    const triples = new Map<string, Quad>();
    for (const graph of this.#defaultGraphs) {
      for (const each of this.#store.match({ ...pattern, graph })) {
        triples.set(tripleToNTriples(each), quad(each.subject, each.predicate, each.object, defaultGraph()));
      }
    }
    return [...triples.values()];
  }
}
