import { distinct, join, project, type Relation, semijoin } from './relation.ts';

/**
 * What is known of the solutions that still matter: each of them agrees with a row of every relation here. It restricts what the
 * sources are asked for; to know less is never wrong.
 */
export class Bindings {
  static readonly none = new Bindings([]);
  readonly relations: readonly Relation[];

  private constructor(relations: readonly Relation[]) {
    this.relations = relations;
  }

  /** Whether no solution is left. */
  get isEmpty(): boolean {
    return this.relations.some(({ rows }) => rows.length === 0);
  }

  /** With the solutions of one more part, which hold for all of its variables. */
  with(relation: Relation): Bindings {
    let joined = relation;
    const apart: Relation[] = [];
    for (const each of this.relations) {
      const isConnected = each.variables.some((name) => joined.variables.includes(name));
      const both = isConnected ? join(joined, each) : undefined;
      if (both !== undefined) joined = both;
      else apart.push(isConnected ? semijoin(each, joined) : each);
    }
    return new Bindings([...apart, joined]);
  }

  /** What is known of these variables alone. */
  onto(names: Iterable<string>): Bindings {
    const kept = [...names];
    return new Bindings(
      this.relations.map((relation) => project(relation, kept)).filter((each) => each.variables.length > 0 || each.rows.length === 0),
    );
  }

  has(name: string): boolean {
    return this.relations.some(({ variables }) => variables.includes(name));
  }

  get variables(): string[] {
    return [...new Set(this.relations.flatMap(({ variables }) => variables))];
  }

  /** The shortest table of what is known of some of these variables; `undefined` when nothing is. */
  about(names: readonly string[]): Relation | undefined {
    const tables = this.relations.map((relation) => project(relation, names)).filter(({ variables }) => variables.length > 0);
    return tables.toSorted((a, b) => a.rows.length - b.rows.length)[0];
  }

  /** What holds of the solutions of either. */
  union(other: Bindings): Bindings {
    if (this.isEmpty) return other;
    if (other.isEmpty) return this;
    const common = this.variables.filter((name) => other.has(name));
    const relations = this.onto(common).relations.flatMap((mine) => {
      const together = other.relations.find(({ variables }) => mine.variables.every((name) => variables.includes(name)));
      return together === undefined ? mine.variables.flatMap((name) => this.#either(other, [name])) : this.#either(other, mine.variables);
    });
    return new Bindings(relations);
  }

  #either(other: Bindings, names: readonly string[]): Relation[] {
    const covering = (relation: Relation) => names.every((name) => relation.variables.includes(name));
    const [mine, theirs] = [this.relations.find(covering), other.relations.find(covering)];
    if (mine === undefined || theirs === undefined) return [];
    return [{ variables: [...names], rows: distinct([...project(mine, names).rows, ...project(theirs, names).rows]) }];
  }
}
