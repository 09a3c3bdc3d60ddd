import { termToNTriples } from '../rdf/nquads.ts';
import type { Quad, Term } from '../rdf/terms.ts';
import { readQuery } from '../sparql/analyse-query.ts';
import { childrenOf, isVariable, leavesOf, type Operation, type Pattern, variablesOf } from './algebra.ts';
import { translate } from './translate.ts';

/** Finds blank nodes by which a query joins what several documents say, each of which has names of its own for them. */
export class JoinedBlanks {
  readonly #patterns: readonly Pattern[];
  readonly #joined = new Set<string>();

  constructor(text: string, baseIRI: string) {
    const query = readQuery(text, baseIRI);
    const { where, exists } = translate(query, { baseIRI });
    const operations = [where, ...exists];
    this.#patterns = operations.flatMap((each) => [...leavesOf(each)]).flatMap((leaf) => (leaf.kind === 'pattern' ? [leaf.pattern] : []));
    this.#meet(operations.map((each) => this.#variables(each)));
  }

  /** The first variable of the query that is joined by and has a blank node for a value. */
  in(quads: readonly Quad[]): string | undefined {
    const blanks = quads.filter(({ subject, object }) => [subject, object].some(({ termType }) => termType === 'BlankNode'));
    for (const each of blanks) {
      for (const pattern of this.#patterns) {
        if (![['predicate'], ['subject'], ['object']].every(([place]) => fits(pattern[place as 'subject'], each[place as 'subject'])))
          continue;
        const found = (['subject', 'object'] as const).find(
          (place) => each[place].termType === 'BlankNode' && this.#joined.has(pattern[place]),
        );
        if (found !== undefined) return pattern[found];
      }
    }
    return undefined;
  }

  #variables(operation: Operation): Set<string> {
    switch (operation.kind) {
      case 'pattern':
        return new Set(variablesOf(operation.pattern));
      case 'path':
        return new Set([operation.path.subject, operation.path.object].filter(isVariable));
      case 'values':
        return new Set();
      case 'subquery':
        return new Set([...this.#below(operation)].filter((name) => operation.projected.has(name)));
      default:
        return this.#below(operation);
    }
  }

  #below(operation: Operation): Set<string> {
    const sets = childrenOf(operation).map((child) => this.#variables(child));
    if (operation.kind !== 'union') this.#meet(sets);
    return new Set(sets.flatMap((names) => [...names]));
  }

  #meet(sets: readonly ReadonlySet<string>[]): void {
    for (const name of new Set(sets.flatMap((names) => [...names])))
      if (sets.filter((names) => names.has(name)).length > 1) this.#joined.add(name);
  }
}

function fits(end: string, term: Term): boolean {
  return isVariable(end) || (term.termType !== 'BlankNode' && end === termToNTriples(term));
}
