/** A difference between the two engines that the standard explains, seen on the query once it has been made small. */
export interface Explanation {
  readonly name: string;
  readonly quote: string;
  applies(difference: Difference): boolean;
  /** The query as the second engine takes it rightly: then its answer to that, without variables that end in `Same`, must be ours. */
  otherWords?(query: string): string;
}

export interface Difference {
  readonly query: string;
  readonly ours: readonly string[] | string;
  readonly theirs: readonly string[] | string;
}

export const EXPLANATIONS: readonly Explanation[] = [
  {
    name: 'Comunica keeps triples of a CONSTRUCT whose subject is a literal',
    quote:
      'SPARQL 1.1 §16.2: “If any such instantiation produces a triple containing an unbound variable or an illegal RDF construct, such as a literal in subject or predicate position, then that triple is not included in the output RDF graph.”',
    applies: ({ query, ours, theirs }) =>
      query.startsWith('CONSTRUCT') &&
      typeof ours !== 'string' &&
      typeof theirs !== 'string' &&
      sameLines(
        ours,
        theirs.filter((line) => !line.startsWith('"')),
      ),
  },
  {
    name: 'Comunica repeats a triple that two graphs of FROM hold',
    quote:
      'SPARQL 1.1 §13.2.1: “If a query provides more than one FROM clause, providing more than one IRI to indicate the default graph, then the default graph is the RDF merge of the graphs”; RDF 1.1 Concepts §3: “An RDF graph is a set of RDF triples.”',
    applies: ({ query, ours, theirs }) =>
      (query.match(/FROM </g)?.length ?? 0) > 1 &&
      typeof ours !== 'string' &&
      typeof theirs !== 'string' &&
      sameLines([...new Set(ours)], [...new Set(theirs)]),
  },
  {
    name: 'Comunica makes 0 of an aggregate over an unbound variable',
    quote:
      'SPARQL 1.1 §18.5.1.3 with §18.5.1 (in short, to be quoted): ListEval keeps the error of an unbound variable, so the sum is an error and its variable stays unbound (§18.2.4.4).',
    applies: ({ query, theirs }) =>
      /(?:SUM|AVG|GROUP_CONCAT)\(/.test(query) && typeof theirs !== 'string' && theirs.some((line) => line.includes('?value="0"')),
  },
  {
    name: 'Comunica has no MIN or MAX of IRIs',
    quote:
      'SPARQL 1.1 §18.5.1.5: “Min … makes use of the SPARQL ORDER BY semantics (Section 15.1), not “<” semantics, so that it can operate on arbitrarily typed expressions”; §15.1: “Pairs of IRIs are ordered by comparing them as simple literals.”',
    applies: (difference) =>
      extremes(difference)?.every(({ ours, theirs }) => ours === theirs || (theirs === undefined && ours?.startsWith('<'))) === true,
  },
  {
    name: 'MIN or MAX of literals that have no order',
    quote:
      'SPARQL 1.1 §15.1 orders what “<” orders, and no value of one datatype with one of another or of an unknown one: “SPARQL does not define a total ordering of all possible RDF terms.”',
    applies: (difference) =>
      extremes(difference)?.every(({ ours, theirs }) => ours === theirs || orderOf(ours) !== orderOf(theirs)) === true,
  },
  {
    name: 'Comunica joins nothing with a path from a variable to itself',
    quote:
      'SPARQL 1.1 §18.5: “Join(Ω1, Ω2) = { merge(μ1, μ2) | μ1 in Ω1 and μ2 in Ω2, and μ1 and μ2 are compatible }”, whichever pattern they are of.',
    applies: ({ query }) => SELF_PATH.test(query),
    otherWords: (query) =>
      query.replace(new RegExp(SELF_PATH, 'g'), '?$<name> $<path> ?$<name>Same . FILTER(sameTerm(?$<name>, ?$<name>Same))'),
  },
  {
    name: 'Comunica joins nothing with a group whose key is unbound',
    quote:
      'SPARQL 1.1 §18.3: “Two solution mappings μ1 and μ2 are compatible if, for every variable v in dom(μ1) and in dom(μ2), μ1(v) = μ2(v)”: an unbound variable is in no domain.',
    applies: ({ query }) => UNBOUND_KEY.test(query),
    // Of solutions that all have no key there is one group, as without GROUP BY.
    otherWords: (query) => query.replace(new RegExp(UNBOUND_KEY, 'g'), 'SELECT $<count> WHERE { $<where> }'),
  },
  {
    name: 'Comunica takes an ill-formed number for true',
    quote:
      'SPARQL 1.1 §17.2.2: “The EBV of any literal whose type is xsd:boolean or numeric is false if the lexical form is not valid for that datatype (e.g. "abc"^^xsd:integer).”',
    applies: ({ query, ours, theirs }) =>
      /FILTER\(.*STRDT\(/.test(query) && typeof ours !== 'string' && typeof theirs !== 'string' && ours.length < theirs.length,
    otherWords: (query) => query.replace(/STRDT\((STR\(\?\w+\)), xsd:integer\)/g, 'IF(REGEX($1, "^-?[0-9]+$"), $&, false)'),
  },
  {
    name: 'Comunica cannot join an OPTIONAL with MINUS or EXISTS',
    quote: 'SPARQL 1.1 §19.8 [57] allows any group graph pattern after OPTIONAL; it answers “RDF joining failed”.',
    applies: ({ ours, theirs }) => typeof ours !== 'string' && typeof theirs === 'string' && theirs.includes('RDF joining failed'),
  },
];

/** `?n0 :p+ ?n0`, also with brackets. */
const SELF_PATH = /\?(?<name>n\d) (?<path>\S*[*+]\S*) \?\k<name>/;

/** A subquery whose pattern, which has no groups in it, does not name the variable that it groups by. */
const UNBOUND_KEY =
  /SELECT \?(?<key>\w+) (?<count>\(COUNT\(\*\) AS \?\w+\)) WHERE \{(?<where>(?:(?!\?\k<key>\b)[^{}])*)\} GROUP BY \?\k<key>/;

interface Extreme {
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/** What each engine gives as MIN or MAX in the rows of the same groups; `undefined` when that is not the only difference. */
function extremes({ query, ours, theirs }: Difference): Extreme[] | undefined {
  if (!/(?:MIN|MAX)\(/.test(query) || typeof ours === 'string' || typeof theirs === 'string') return undefined;
  const groupsOf = (lines: readonly string[]) =>
    new Map(lines.map((line) => [line.replace(VALUE, ''), VALUE.exec(line)?.[1]] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const [mine, others] = [groupsOf(ours), groupsOf(theirs)];
  if (ours.length !== mine.size || theirs.length !== mine.size || !sameLines([...mine.keys()], [...others.keys()])) return undefined;
  return [...mine].map(([group, value]) => ({ ours: value, theirs: others.get(group) }));
}

const VALUE = / ?\?value=(.*)$/;

/** Literals of one order can be compared with each other; there is one for numbers, and one for each other datatype. */
function orderOf(term: string | undefined): string {
  const datatype = /\^\^<(.*)>$/.exec(term ?? '')?.[1] ?? 'none';
  return /#(?:integer|decimal|double|float)$/.test(datatype) ? 'number' : datatype;
}

function sameLines(left: readonly string[], right: readonly string[]): boolean {
  return left.join('\n') === right.join('\n');
}
