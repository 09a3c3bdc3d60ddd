import { Replica, type ReplicaQuery } from '../sparql/replica.ts';
import { ReplicaStore } from '../sparql/replica-store.ts';
import { isVariable, type Pattern } from './algebra.ts';
import { readSolutions, type Solutions } from './read-solutions.ts';

/**
 * The triples of the virtual graph that a query needs, as far as they have been brought: a part that answers the query as the
 * whole would. The same triple from two members is one (RDF 1.1 Concepts §3: a graph is a set).
 */
export class Scratch {
  readonly #store: ReplicaStore;
  readonly #replica: Replica;
  readonly #lines = new Map<string, Set<string>>();
  #pending: string[] = [];

  constructor(options: { readonly baseIRI: string; readonly maxRows: number }) {
    this.#store = new ReplicaStore(options.baseIRI, 'own');
    this.#replica = new Replica(this.#store, options);
  }

  get size(): number {
    return this.#lines.size;
  }

  /** The triple of the pattern with these terms in place of its variables, unless one of them is unbound. */
  add(pattern: Pattern, termOf: (variable: string) => string | undefined, member: string): void {
    const filled = [pattern.subject, pattern.predicate, pattern.object, pattern.graph ?? ''].map((end) =>
      isVariable(end) ? termOf(end) : end,
    );
    if (filled.includes(undefined)) return;
    const line = `${filled.filter((part) => part !== '').join(' ')} .\n`;
    const members = this.#lines.get(line);
    if (members !== undefined) {
      members.add(member);
      return;
    }
    this.#lines.set(line, new Set([member]));
    this.#pending.push(line);
  }

  /** Members that the triple came from. */
  membersOf(line: string): ReadonlySet<string> {
    return this.#lines.get(line) ?? new Set();
  }

  async solutions(query: string): Promise<Solutions> {
    return readSolutions(await this.answer({ query, resultsFormat: 'application/sparql-results+json' }), 'scratch');
  }

  /** @throws FacilisError of `Replica.answer` */
  answer(request: ReplicaQuery): Promise<Uint8Array> {
    if (this.#pending.length > 0) this.#store.fill([new TextEncoder().encode(this.#pending.join(''))]);
    this.#store.statistics.forget();
    this.#pending = [];
    return this.#replica.answer(request);
  }
}
