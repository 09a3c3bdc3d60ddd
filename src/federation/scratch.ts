import { Replica, type ReplicaQuery } from '../sparql/replica.ts';
import { ReplicaStore } from '../sparql/replica-store.ts';
import { isVariable, type Pattern } from './algebra.ts';
import { readSolutions, type Solutions } from './read-solutions.ts';

interface BroughtTriple {
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
  readonly members: Set<string>;
}

/**
 * The triples of the virtual graph that a query needs, as far as they have been brought: a part that answers the query as the
 * whole would. The same triple from two members is one (RDF 1.1 Concepts §3: a graph is a set).
 */
export class Scratch {
  readonly #store: ReplicaStore;
  readonly #replica: Replica;
  readonly #triples = new Map<string, BroughtTriple>();
  #index: Map<string, BroughtTriple[]> | undefined;
  #pending: string[] = [];

  constructor(options: { readonly baseIRI: string; readonly maxRows: number }) {
    this.#store = new ReplicaStore(options.baseIRI, 'own');
    this.#replica = new Replica(this.#store, options);
  }

  get size(): number {
    return this.#triples.size;
  }

  /** The triple of the pattern with these terms in place of its variables, unless one of them is unbound. */
  add(pattern: Pattern, termOf: (variable: string) => string | undefined, member: string): void {
    const filled = [pattern.subject, pattern.predicate, pattern.object, pattern.graph ?? ''].map((end) =>
      isVariable(end) ? termOf(end) : end,
    );
    if (filled.includes(undefined)) return;
    const line = `${filled.filter((part) => part !== '').join(' ')} .\n`;
    const known = this.#triples.get(line);
    if (known !== undefined) {
      known.members.add(member);
      return;
    }
    const [subject = '', predicate = '', object = ''] = filled;
    this.#triples.set(line, { subject, predicate, object, members: new Set([member]) });
    this.#pending.push(line);
  }

  /** Members that gave a triple, once all have been brought, with these terms; `undefined` is any. */
  *membersWith({ subject, predicate, object }: Partial<Omit<BroughtTriple, 'members'>>): Generator<string> {
    const key = subject === undefined ? (object === undefined ? `p ${predicate}` : `o ${object}`) : `s ${subject}`;
    this.#index ??= indexOf(this.#triples.values());
    for (const triple of this.#index.get(key) ?? []) {
      const fits = (predicate ?? triple.predicate) === triple.predicate && (object ?? triple.object) === triple.object;
      if (fits) yield* triple.members;
    }
  }

  async solutions(query: string, dataset: Pick<ReplicaQuery, 'defaultGraphs' | 'namedGraphs'> = {}): Promise<Solutions> {
    return readSolutions(await this.answer({ query, ...dataset, resultsFormat: 'application/sparql-results+json' }), 'scratch');
  }

  /** @throws FacilisError of `Replica.answer` */
  answer(request: ReplicaQuery): Promise<Uint8Array> {
    if (this.#pending.length > 0) this.#store.fill([new TextEncoder().encode(this.#pending.join(''))]);
    this.#store.statistics.forget();
    this.#pending = [];
    return this.#replica.answer(request);
  }
}

function indexOf(triples: Iterable<BroughtTriple>): Map<string, BroughtTriple[]> {
  const index = new Map<string, BroughtTriple[]>();
  for (const triple of triples) {
    for (const key of [`s ${triple.subject}`, `p ${triple.predicate}`, `o ${triple.object}`]) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [triple]);
      else known.push(triple);
    }
  }
  return index;
}
