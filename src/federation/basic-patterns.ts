import { toAlgebra } from '@traqula/algebra-sparql-1-2';
import { FacilisError } from '../errors.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import type { Term } from '../rdf/terms.ts';
import type { ReadQuery } from '../sparql/analyse-query.ts';
import type { SyntaxNode } from '../sparql/syntax-walk.ts';
import type { End, Operation } from './algebra.ts';
import { canBeEmpty, type PathExpression, pathText, predicatesOf } from './path-expression.ts';

/** What `toAlgebra` makes of a block of triples. */
type Algebra =
  | { readonly type: 'join' | 'union'; readonly input: readonly Algebra[] }
  | { readonly type: 'bgp'; readonly patterns: readonly Triple[] }
  | ({ readonly type: 'path'; readonly predicate: PathExpression } & Pick<Triple, 'subject' | 'object'>);
interface Triple {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
}

/**
 * The triple patterns of one block of the query: lists and `[ … ]` written out, sequences, inverses and alternatives of paths
 * resolved (SPARQL 1.1 §18.2.2.3 and §18.2.2.4). Blank nodes become variables, which is what they are (§4.1.4).
 */
export function basicPatterns(block: SyntaxNode, query: ReadQuery, graph: End | undefined, baseIRI: string): Operation {
  const { syntax } = query;
  // The parser's tree of `SELECT * { block }`, with the prologue of the query.
  const alone = {
    ...syntax,
    subType: 'select',
    distinct: false,
    reduced: false,
    variables: [{ type: 'wildcard', loc: syntax.loc }],
    where: { type: 'pattern', subType: 'group', patterns: [block], loc: block.loc },
    datasets: { ...syntax.datasets, clauses: [] },
    solutionModifiers: {},
    values: undefined,
  };
  const { input } = toAlgebra(alone as unknown as Parameters<typeof toAlgebra>[0], { baseIRI, blankToVariable: true }) as unknown as {
    input: Algebra;
  };
  const { start = 0 } = block.loc as { start?: number };
  // Variables for the middle of a sequence are numbered anew in each block.
  const named = (name: string) => (/^var\d+$/.test(name) && !query.text.includes(name) ? `${name}_${start}` : name);
  return operationOf(input, { graph, end: (term) => endOf(term, named) });
}

interface Context {
  readonly graph: End | undefined;
  end(term: Term): End;
}

function operationOf(algebra: Algebra, context: Context): Operation {
  const { graph, end } = context;
  switch (algebra.type) {
    case 'bgp':
      return {
        kind: 'join',
        parts: algebra.patterns.map(({ subject, predicate, object }) => ({
          kind: 'pattern',
          pattern: { subject: end(subject), predicate: end(predicate), object: end(object), graph },
        })),
      };
    case 'path':
      return pathOperation(algebra.predicate, { subject: end(algebra.subject), object: end(algebra.object), graph });
    default:
      return { kind: algebra.type, parts: algebra.input.map((each) => operationOf(each, context)) };
  }
}

function pathOperation(path: PathExpression, ends: { subject: End; object: End; graph: End | undefined }): Operation {
  switch (path.type) {
    case 'link':
      return { kind: 'pattern', pattern: { ...ends, predicate: `<${path.iri.value}>` } };
    case 'inv':
      return pathOperation(path.path, { ...ends, subject: ends.object, object: ends.subject });
    case 'alt':
      return { kind: 'union', parts: path.input.map((each) => pathOperation(each, ends)) };
    default:
      return {
        kind: 'path',
        path: { ...ends, text: pathText(path), predicates: predicatesOf(path), canBeEmpty: canBeEmpty(path) },
      };
  }
}

function endOf(term: Term, named: (name: string) => string): End {
  if (term.termType === 'Variable') return `?${named(term.value)}`;
  if (term.termType === 'Quad' && hasVariable(term)) {
    throw new FacilisError('unsupported-query', {
      detail: 'Triple terms with variables in them cannot be looked for over the sources together; ask one of them with SERVICE.',
    });
  }
  return termToNTriples(term);
}

function hasVariable(term: Term): boolean {
  if (term.termType !== 'Quad') return term.termType === 'Variable';
  return [term.subject, term.predicate, term.object].some(hasVariable);
}
