import {
  areRows,
  areTied,
  type Difference,
  differing,
  EQUALS_CONSTANT,
  extremes,
  NOTHING_SELECTED,
  SELF_PATH,
  sameLines,
  TRAILING_VALUES,
  UNBOUND_KEY,
} from './differences.ts';

/** A difference between the two engines that the standard explains, seen on the query once it has been made small. */
export interface Explanation {
  readonly name: string;
  readonly quote: string;
  applies(difference: Difference): boolean;
  /** The query as the second engine takes it rightly: then its answer to that, without variables that end in `Same`, must be ours. */
  otherWords?(query: string): string;
}

const OPTIONAL_BIND = /(?<before>OPTIONAL \{ VALUES [^{}]*\{[^}]*UNDEF[^}]*\}) BIND\(.* AS \?b\d\)/;
const EMPTY_GRAPH = /GRAPH (?<name>\?\w+) \{\s*\}/;

const COMPATIBLE =
  'SPARQL 1.1 §18.3: “Two solution mappings μ1 and μ2 are compatible if, for every variable v in dom(μ1) and in dom(μ2), μ1(v) = μ2(v)”: an unbound variable is in no domain.';

export const EXPLANATIONS: readonly Explanation[] = [
  {
    name: 'Comunica keeps triples of a CONSTRUCT whose subject is a literal',
    quote:
      'SPARQL 1.1 §16.2: “If any such instantiation produces a triple containing an unbound variable or an illegal RDF construct, such as a literal in subject or predicate position, then that triple is not included in the output RDF graph.”',
    applies: ({ query, ours, theirs }) =>
      query.startsWith('CONSTRUCT') &&
      areRows(ours) &&
      areRows(theirs) &&
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
      (query.match(/FROM </g)?.length ?? 0) > 1 && areRows(ours) && areRows(theirs) && sameLines([...new Set(ours)], [...new Set(theirs)]),
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
    applies: (difference) => extremes(difference)?.every(({ ours, theirs }) => areTied(ours, theirs)) === true,
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
    quote: COMPATIBLE,
    applies: ({ query }) => UNBOUND_KEY.test(query),
    // Of solutions that all have no key there is one group, as without GROUP BY.
    otherWords: (query) => query.replace(new RegExp(UNBOUND_KEY, 'g'), 'SELECT $<count> WHERE { $<where> }'),
  },
  {
    name: 'Comunica takes an ill-formed number for true',
    quote:
      'SPARQL 1.1 §17.2.2: “The EBV of any literal whose type is xsd:boolean or numeric is false if the lexical form is not valid for that datatype (e.g. "abc"^^xsd:integer).”',
    applies: ({ query, ours, theirs }) =>
      /FILTER\(.*STRDT\(/.test(query) && areRows(ours) && areRows(theirs) && ours.length < theirs.length,
    otherWords: (query) => query.replace(/STRDT\((STR\(\?\w+\)), xsd:integer\)/g, 'IF(REGEX($1, "^-?[0-9]+$"), $&, false)'),
  },
  {
    name: 'Comunica joins nothing with a subquery that leaves its variables unbound',
    quote: COMPATIBLE,
    applies: ({ query }) => NOTHING_SELECTED.test(query),
    otherWords: (query) => query.replace(new RegExp(NOTHING_SELECTED, 'g'), '{ }'),
  },
  {
    name: 'Comunica drops a FILTER of an unbound variable that equals a constant',
    quote:
      'SPARQL 1.1 §17: “FILTERs eliminate any solutions that, when substituted into the expression, either result in an effective boolean value of false or produce an error”, as an unbound variable does (§17.2).',
    applies: ({ query }) => EQUALS_CONSTANT.test(query),
    otherWords: (query) => query.replace(new RegExp(EQUALS_CONSTANT, 'g'), 'FILTER(!($<variable> != $<constant>))'),
  },
  {
    name: 'Comunica lets VALUES at the end restrict what stands before an OPTIONAL',
    quote: 'SPARQL 1.1 §18.2.4.3: the data of a trailing VALUES is joined with the whole of the pattern, its OPTIONALs included.',
    applies: ({ query }) => TRAILING_VALUES.test(query) && query.includes('OPTIONAL'),
    otherWords: (query) => query.replace(TRAILING_VALUES, '$<head> WHERE { { SELECT * WHERE $<group> } } $<values>'),
  },
  {
    name: 'A negated property set matches two triples with the same ends',
    quote:
      'SPARQL 1.1 §18.4 defines its evaluation as a set of solutions for which there is a triple with another predicate, and not how often each of them is in it: once, or once for each such triple.',
    applies: ({ query, ours, theirs }) =>
      /![:(]/.test(query) && areRows(ours) && areRows(theirs) && sameLines([...new Set(ours)], [...new Set(theirs)]),
  },
  {
    name: 'Comunica compares strings by locale',
    quote:
      'SPARQL 1.1 §17.3: A < B of simple literals is “op:numeric-equal(fn:compare(A, B), -1)”, and Functions and Operators §7.3.1 has the codepoint collation where none is named.',
    applies: ({ query, ours, theirs }) => /[^<]<=? |>=? /.test(query) && differing(ours, theirs).every((line) => line.includes('#string>')),
  },
  {
    name: 'The first rows in the order of terms that have none',
    quote: 'SPARQL 1.1 §15.1: “SPARQL does not define a total ordering of all possible RDF terms.”',
    applies: ({ query, ours, theirs }) =>
      /ORDER BY.*LIMIT/.test(query) && ours.length === theirs.length && differing(ours, theirs).every((line) => line.includes('"')),
  },
  {
    name: 'Comunica evaluates an OPTIONAL in an OPTIONAL row by row of what is outside',
    quote:
      'SPARQL 1.1 §18.2.2.6 gives LeftJoin(A, LeftJoin(B, C, true), true), and §18.6 evaluates the inner one by itself: a variable of C that B does not have is not bound by A.',
    applies: ({ query, ours, theirs }) => /OPTIONAL \{[^}]*OPTIONAL/.test(query) && areRows(ours) && areRows(theirs),
  },
  {
    name: 'Comunica loses solutions of an OPTIONAL with VALUES when its BIND is an error',
    quote: 'SPARQL 1.1 §18.5: “Extend(μ, var, expr) = μ if var not in dom(μ) and expr(μ) is an error”: the solution stays.',
    applies: ({ query }) => OPTIONAL_BIND.test(query),
    otherWords: (query) => query.replace(OPTIONAL_BIND, '$<before>'),
  },
  {
    name: 'Comunica gives GRAPH ?g {} one solution',
    quote:
      'SPARQL 1.1 §18.6: the evaluation of Graph with a variable is the union, over the IRIs of the named graphs of the dataset, of the pattern joined with the name: for the empty pattern, one solution for each.',
    applies: ({ query }) => EMPTY_GRAPH.test(query),
    otherWords: (query) =>
      query.replace(
        new RegExp(EMPTY_GRAPH, 'g'),
        '{ SELECT DISTINCT $<name> WHERE { GRAPH $<name> { ?gs ?gp ?go } FILTER(isIRI($<name>)) } }',
      ),
  },
  {
    name: 'Comunica has named graphs beside those of FROM',
    quote:
      'SPARQL 1.1 §13.2: a dataset that FROM and FROM NAMED describe has no other named graphs than those of FROM NAMED; §18.6: GRAPH of a name that the dataset has not gives no solution.',
    applies: ({ query }) =>
      query.includes(' FROM ') && [...query.matchAll(/GRAPH (<[^>]*>)/g)].some(([, graph]) => !query.includes(`FROM NAMED ${graph}`)),
  },
  {
    name: 'Comunica cannot join an OPTIONAL with MINUS or EXISTS',
    quote: 'SPARQL 1.1 §19.8 [57] allows any group graph pattern after OPTIONAL; it answers “RDF joining failed”.',
    applies: ({ ours, theirs }) => typeof ours !== 'string' && typeof theirs === 'string' && theirs.includes('RDF joining failed'),
  },
];
