/** A difference between the two engines that the standard explains, seen on the query once it has been made small. */
export interface Explanation {
  readonly name: string;
  readonly quote: string;
  applies(difference: Difference): boolean;
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
      'SPARQL 1.1 §18.5.1.5: “Min … makes use of the SPARQL ORDER BY semantics, so that it can operate on arbitrarily typed expressions.”',
    applies: ({ query, ours, theirs }) =>
      /(?:MIN|MAX)\(\?n/.test(query) &&
      typeof ours !== 'string' &&
      typeof theirs !== 'string' &&
      ours.length === theirs.length &&
      !theirs.join().includes('?value='),
  },
  {
    name: 'Comunica cannot join an OPTIONAL with MINUS or EXISTS',
    quote: 'SPARQL 1.1 §19.8 [57] allows any group graph pattern after OPTIONAL; it answers “RDF joining failed”.',
    applies: ({ ours, theirs }) => typeof ours !== 'string' && typeof theirs === 'string' && theirs.includes('RDF joining failed'),
  },
];

function sameLines(left: readonly string[], right: readonly string[]): boolean {
  return left.join('\n') === right.join('\n');
}
