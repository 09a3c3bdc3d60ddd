import type { Terms } from './pattern-at-member.ts';
import { BLANK } from './source-summary.ts';

/** The terms that members can have in one place of a pattern: which of another place can be the same term? */
export class MeetingPlace {
  readonly #membersByPrefix = new Map<string, Set<number>>();
  readonly #sorted: readonly string[];
  readonly #lengths: readonly number[];
  /** Members that could have any term. */
  readonly #open = new Set<number>();

  constructor(termsByMember: ReadonlyMap<number, Terms>) {
    for (const [member, terms] of termsByMember) {
      if (terms === undefined) this.#open.add(member);
      for (const prefix of terms ?? []) {
        const members = this.#membersByPrefix.get(prefix) ?? new Set();
        this.#membersByPrefix.set(prefix, members.add(member));
      }
    }
    this.#sorted = [...this.#membersByPrefix.keys()].sort();
    this.#lengths = [...new Set(this.#sorted.map(({ length }) => length))];
  }

  /** Whether a term of this member can stand here: of whichever member, or only of others. */
  canMeet(member: number, terms: Terms, { ofOthers }: { readonly ofOthers: boolean }): boolean {
    const counts = (other: number) => !ofOthers || other !== member;
    if (this.#open.values().some(counts)) return true;
    if (terms === undefined) return this.#membersByPrefix.values().some((members) => members.values().some(counts));
    return terms.some((prefix) => {
      // RDF 1.1 Semantics §5.1: blank nodes of two graphs are never the same.
      if (prefix === BLANK) return !ofOthers && (this.#membersByPrefix.get(BLANK)?.has(member) ?? false);
      return this.#related(prefix).some((members) => members.values().some(counts));
    });
  }

  /** Of each prefix here that begins with this one, or that this one begins with. */
  *#relatedTo(prefix: string): Generator<ReadonlySet<number>> {
    for (const length of this.#lengths) {
      const found = length <= prefix.length ? this.#membersByPrefix.get(prefix.slice(0, length)) : undefined;
      if (found !== undefined) yield found;
    }
    for (let at = this.#firstFrom(prefix); this.#sorted[at]?.startsWith(prefix); at += 1) {
      const found = this.#membersByPrefix.get(this.#sorted[at] as string);
      if (found !== undefined) yield found;
    }
  }

  #related(prefix: string): IteratorObject<ReadonlySet<number>> {
    return this.#relatedTo(prefix);
  }

  #firstFrom(prefix: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] as string) < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
