import type { SeededRandom } from '../../bench/sparql/seeded-random.ts';
import { expression } from './expression-grammar.ts';
import type { FuzzQuery, Part } from './query-parts.ts';

/** Variables that stand where only IRIs can be, and others: rows of the first have one order (§15.1). */
const NODES = ['?n0', '?n1', '?n2'];
const LITERALS = ['?v0', '?v1', '?l0'];
const ALL = [...NODES, ...LITERALS, '?any'];
const GRAPHS = [':graph/alpha', ':graph/beta', ':graph/gamma'].map((name) => `<${name.slice(1)}>`);
const PATHS = ':p/:q,:p|:q,^:p,:p*,:p+,:q?,!(:p|^:q),!:v,(:p/:q)*,(:p|^:r)+,^:p/:v,:p/:p?,(:p*)/:q'.split(',');
const AGGREGATES = [
  'COUNT(*)',
  'COUNT(?x)',
  'COUNT(DISTINCT ?x)',
  'SUM(?x)',
  'AVG(?x)',
  'MIN(?x)',
  'MAX(?x)',
  'STRLEN(GROUP_CONCAT(DISTINCT ?x; SEPARATOR = "-"))',
];

/** A query of the grammar, the same for the same state of the random numbers. */
export function fuzzQuery(random: SeededRandom): FuzzQuery {
  return new QueryGrammar(random).query();
}

class QueryGrammar {
  readonly #random: SeededRandom;
  /** BIND, AS and the subqueries' variables must be new in their group (§18.2.1). */
  #fresh = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  query(): FuzzQuery {
    const { below } = this.#random;
    const where = this.#group(2);
    const dataset = below(8) === 0 ? this.#dataset() : [];
    switch (below(10)) {
      case 0:
        return { head: 'ASK', dataset, where, modifiers: [] };
      case 1:
        return { head: `CONSTRUCT { ${this.#node()} :made ${this.#any()} . ?n0 ?pred ?any }`, dataset, where, modifiers: [] };
      case 2:
      case 3:
        return { ...this.#aggregate(where), dataset };
      case 4:
        return { ...this.#ordered(where), dataset };
      default:
        return {
          head: below(4) === 0 ? 'SELECT DISTINCT *' : 'SELECT *',
          dataset,
          where,
          modifiers: below(8) === 0 ? [this.#values()] : [],
        };
    }
  }

  #dataset(): string[] {
    const graphs = this.#random.some(GRAPHS, 1 + this.#random.below(2)).map((graph) => `FROM ${graph}`);
    return this.#random.below(2) === 0 ? graphs : [...graphs, `FROM NAMED ${this.#random.pick(GRAPHS)}`];
  }

  #aggregate(where: readonly Part[]): FuzzQuery {
    const { below, pick } = this.#random;
    const key = this.#node();
    const value = pick(AGGREGATES).replace('?x', pick([...LITERALS, ...NODES]));
    if (below(4) === 0) return { head: `SELECT (${value} AS ?value)`, dataset: [], where, modifiers: [] };
    const having = below(4) === 0 ? [`HAVING (COUNT(*) > ${below(3)})`] : [];
    return { head: `SELECT ${key} (${value} AS ?value)`, dataset: [], where, modifiers: [`GROUP BY ${key}`, ...having] };
  }

  /** LIMIT only where the order is total: all that is projected is ordered by, and holds IRIs alone. */
  #ordered(where: readonly Part[]): FuzzQuery {
    const { below, some } = this.#random;
    const variables = some(NODES, 1 + below(2));
    const order = `ORDER BY ${variables.map((variable) => (below(3) === 0 ? `DESC(${variable})` : variable)).join(' ')}`;
    const slice = `LIMIT ${below(6)}${below(2) === 0 ? ` OFFSET ${below(4)}` : ''}`;
    return {
      head: `SELECT ${below(2) === 0 ? 'DISTINCT ' : ''}${variables.join(' ')}`,
      dataset: [],
      where,
      modifiers: [`${order} ${slice}`],
    };
  }

  #group(depth: number): Part[] {
    const parts: Part[] = [this.#triples()];
    const more = this.#random.below(3) + (depth > 1 ? 1 : 0);
    for (let count = 0; count < more; count += 1) parts.push(depth === 0 ? this.#triples() : this.#part(depth - 1));
    return parts;
  }

  #part(depth: number): Part {
    const { below, pick } = this.#random;
    const block = (keyword: string): Part => ({ kind: 'block', keyword, parts: this.#group(depth) });
    switch (below(14)) {
      case 0:
      case 1:
        return block('OPTIONAL');
      case 2:
        return block('MINUS');
      case 3:
        return block('');
      case 4:
        return block(`GRAPH ${pick(['?g', ...GRAPHS])}`);
      case 5:
        return block(`FILTER ${pick(['EXISTS', 'NOT EXISTS'])}`);
      case 6:
      case 7:
        return { kind: 'union', branches: [this.#group(depth), this.#group(depth)] };
      case 8:
        return line(this.#values());
      case 9:
        return line(`BIND(${expression(this.#random, ALL)} AS ?b${this.#next()})`);
      case 10:
        return this.#subquery(depth);
      case 11:
      case 12:
        return line(`FILTER(${expression(this.#random, ALL)})`);
      default:
        return this.#triples();
    }
  }

  #subquery(depth: number): Part {
    const { below, pick } = this.#random;
    const where = this.#group(depth);
    const key = this.#node();
    const [head, modifiers] =
      below(2) === 0
        ? [`SELECT DISTINCT ${key} ${pick(LITERALS)}`, []]
        : [`SELECT ${key} (COUNT(*) AS ?c${this.#next()})`, [`GROUP BY ${key}`]];
    return { kind: 'subquery', query: { head, dataset: [], where, modifiers } };
  }

  #triples(): Part {
    const { below, pick } = this.#random;
    switch (below(8)) {
      case 0:
        return line(`${this.#any()} ?pred ?any .`);
      case 1:
      case 2:
        return line(`${this.#node()} ${pick(PATHS)} ${pick(['?any', ...NODES, ':n0', ':n5'])} .`);
      case 3:
      case 4:
        return line(`${this.#node()} :v ${pick(['?v0', '?v1', '2'])} .`);
      case 5:
        return line(`${this.#node()} :l ${pick(['?l0', '?v1', '"cat"@en'])} .`);
      default:
        return line(`${this.#node()} ${pick([':p', ':q', ':r'])} ${pick([...NODES, ':n0', ':n1'])} .`);
    }
  }

  #values(): string {
    const { pick, some, below } = this.#random;
    const variable = pick([...NODES, '?v0']);
    if (below(2) === 0) return `VALUES ${variable} { ${some([':n0', ':n1', ':n4', ':n9', '2', 'UNDEF'], 2).join(' ')} }`;
    return `VALUES (?n0 ${variable === '?n0' ? '?n1' : variable}) { (:n0 :n1) (:n4 UNDEF) (UNDEF 2) }`;
  }

  #node(): string {
    return this.#random.pick(NODES);
  }

  #any(): string {
    return this.#random.below(3) === 0 ? this.#random.pick([':n0', ':n3', ':n5']) : this.#node();
  }

  #next(): number {
    this.#fresh += 1;
    return this.#fresh;
  }
}

function line(text: string): Part {
  return { kind: 'line', text };
}
