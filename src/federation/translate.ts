import { termToNTriples } from '../rdf/nquads.ts';
import { literal, namedNode } from '../rdf/terms.ts';
import { xsd } from '../rdf/vocabulary.ts';
import type { IriSyntax, ReadQuery } from '../sparql/analyse-query.ts';
import { type SyntaxNode, walkSyntax } from '../sparql/syntax-walk.ts';
import { visibleVariables } from '../sparql/visible-variables.ts';
import type { Condition, End, Operation } from './algebra.ts';
import { basicPatterns } from './basic-patterns.ts';
import type { TextRange } from './service-clauses.ts';

const XSD = xsd('').value;
/** SPARQL 1.1 §17.4: what may differ from call to call or from engine to engine. */
const NOT_PORTABLE = new Set(['now', 'rand', 'uuid', 'struuid', 'bnode']);

export interface TranslationOptions {
  readonly baseIRI: string;
  /** Graphs that are merged into the default graph (SPARQL 1.1 §13.2.1); none: the default graph is the members' own. */
  readonly defaultGraphs?: readonly string[] | undefined;
}

/** The algebra of a query: of its WHERE clause, and of each EXISTS in its expressions, order and groups. */
export function translate(
  query: ReadQuery,
  options: TranslationOptions,
): { readonly where: Operation; readonly exists: readonly Operation[] } {
  return new Translation(query, options).query(query.syntax as unknown as SyntaxNode);
}

const NOTHING: Operation = { kind: 'join', parts: [] };

class Translation {
  readonly #query: ReadQuery;
  readonly #options: TranslationOptions;

  constructor(query: ReadQuery, options: TranslationOptions) {
    this.#query = query;
    this.#options = options;
  }

  query(node: SyntaxNode, graph?: End): { where: Operation; exists: Operation[] } {
    const where = node.where === undefined ? NOTHING : this.#group(node.where as SyntaxNode, graph);
    const exists = [node.variables, node.solutionModifiers].flatMap((part) => this.#exists(part, graph));
    return { where, exists };
  }

  #group({ patterns }: SyntaxNode, graph: End | undefined): Operation {
    let operation: Operation = NOTHING;
    const filters: SyntaxNode[] = [];
    for (const each of patterns as readonly SyntaxNode[]) {
      if (each.subType === 'filter') filters.push(each);
      else if (each.subType === 'bind') operation = this.#bind(each, operation, graph);
      else if (each.subType === 'optional') operation = { kind: 'optional', left: operation, right: this.#group(each, graph) };
      else if (each.subType === 'minus') operation = { kind: 'minus', left: operation, right: this.#group(each, graph) };
      else operation = join(operation, this.#joined(each, graph));
    }
    if (filters.length === 0) return operation;
    const conditions = filters.map((filter) => this.#condition(filter));
    return { kind: 'filter', input: operation, conditions, exists: filters.flatMap((filter) => this.#exists(filter.expression, graph)) };
  }

  #joined(node: SyntaxNode, graph: End | undefined): Operation {
    if (node.type === 'query') return this.#subquery(node, graph);
    switch (node.subType) {
      case 'bgp':
        return this.#basic(node, graph);
      case 'union':
        return { kind: 'union', parts: (node.patterns as SyntaxNode[]).map((part) => this.#group(part, graph)) };
      case 'graph':
        return this.#graph(node);
      case 'service':
        return { kind: 'service', range: rangeOf(node) };
      case 'values':
        return this.#values(node);
      default:
        return this.#group(node, graph);
    }
  }

  #basic(node: SyntaxNode, graph: End | undefined): Operation {
    const { baseIRI, defaultGraphs } = this.#options;
    const inGraph = (name: End | undefined) => basicPatterns(node, this.#query, name, baseIRI);
    if (graph !== undefined || defaultGraphs === undefined) return inGraph(graph);
    return inMerge(
      inGraph(undefined),
      defaultGraphs.map((iri) => termToNTriples(namedNode(iri))),
    );
  }

  /** Without a triple in it `GRAPH ?g {}` is true of each graph: any triple shows that there is one. */
  #graph(node: SyntaxNode): Operation {
    const graph = this.#end(node.name as SyntaxNode);
    if ((node.patterns as SyntaxNode[]).length > 0) return this.#group(node, graph);
    const { start } = rangeOf(node);
    return { kind: 'pattern', pattern: { subject: `?s_${start}`, predicate: `?p_${start}`, object: `?o_${start}`, graph } };
  }

  #bind({ expression }: SyntaxNode, input: Operation, graph: End | undefined): Operation {
    const exists = this.#exists(expression, graph);
    return exists.length === 0 ? input : { kind: 'filter', input, conditions: [], exists };
  }

  #values({ variables, values }: SyntaxNode): Operation {
    const names = (variables as SyntaxNode[]).map(({ value }) => `?${String(value)}`);
    const rows = (values as Record<string, SyntaxNode | undefined>[]).map((row) =>
      names.map((name) => {
        const term = row[name.slice(1)];
        return term && this.#end(term);
      }),
    );
    return { kind: 'values', variables: names, rows };
  }

  #subquery(node: SyntaxNode, graph: End | undefined): Operation {
    const { where, exists } = this.query(node, graph);
    const { group, limitOffset, having } = node.solutionModifiers as Record<string, SyntaxNode | undefined>;
    const projected = new Set(visibleVariables([node]).map((name) => `?${name}`));
    const hasAggregate =
      walkSyntax(node.variables as object).some(({ node: each }) => each.subType === 'aggregate') || having !== undefined;
    const keys = new Set(((group?.groupings ?? []) as SyntaxNode[]).flatMap((key) => (isVariable(key) ? [`?${String(key.value)}`] : [])));
    const isGrouped = group !== undefined || hasAggregate;
    return {
      kind: 'subquery',
      range: rangeOf(node),
      input: where,
      exists,
      projected: isGrouped ? new Set([...projected].filter((name) => keys.has(name))) : projected,
      isTransparent: limitOffset === undefined,
      isReducing: isGrouped || limitOffset !== undefined || node.distinct === true,
    };
  }

  #exists(part: unknown, graph: End | undefined): Operation[] {
    if (typeof part !== 'object' || part === null) return [];
    return [...walkSyntax(part)]
      .filter(({ node }) => node.type === 'expression' && node.subType === 'patternOperation')
      .map(({ node }) => this.#group((Array.isArray(node.args) ? node.args[0] : node.args) as SyntaxNode, graph));
  }

  #condition(node: SyntaxNode): Condition {
    const { start, end } = rangeOf(node);
    const visited = [...walkSyntax(node.expression as object)].map((each) => each.node);
    return {
      text: this.#query.text.slice(start, end),
      variables: new Set(visited.filter(isVariable).map(({ value }) => `?${String(value)}`)),
      isPortable: visited.every((each) => this.#isPortable(each)),
    };
  }

  /** SPARQL 1.1 §17.5: every engine has the casts of XML Schema; other functions with an IRI are somebody's own. */
  #isPortable({ type, subType, operator, function: called }: SyntaxNode): boolean {
    if (type !== 'expression') return true;
    if (subType === 'functionCall') return this.#query.resolve(called as IriSyntax).startsWith(XSD);
    return subType !== 'patternOperation' && !NOT_PORTABLE.has(String(operator));
  }

  #end(node: SyntaxNode): End {
    if (isVariable(node)) return `?${String(node.value)}`;
    if (node.subType !== 'literal') return termToNTriples(namedNode(this.#query.resolve(node as IriSyntax)));
    const { value, langOrIri } = node;
    const kind = typeof langOrIri === 'object' && langOrIri !== null ? namedNode(this.#query.resolve(langOrIri as IriSyntax)) : langOrIri;
    return termToNTriples(literal(String(value), kind as string | undefined));
  }
}

/** Each triple in whichever of the graphs holds it. */
function inMerge(operation: Operation, graphs: readonly End[]): Operation {
  switch (operation.kind) {
    case 'join':
    case 'union':
      return { ...operation, parts: operation.parts.map((part) => inMerge(part, graphs)) };
    case 'pattern':
      return { kind: 'union', parts: graphs.map((graph) => ({ kind: 'pattern', pattern: { ...operation.pattern, graph } })) };
    case 'path':
      // It may lead from graph to graph: each brings its edges, and none alone restricts where it leads.
      return {
        kind: 'optional',
        left: NOTHING,
        right: { kind: 'union', parts: graphs.map((graph) => ({ kind: 'path', path: { ...operation.path, graph } })) },
      };
    default:
      return operation;
  }
}

function join(left: Operation, right: Operation): Operation {
  const parts = [left, right].flatMap((each) => (each.kind === 'join' ? each.parts : [each]));
  return { kind: 'join', parts };
}

function isVariable(node: SyntaxNode): boolean {
  return node.type === 'term' && node.subType === 'variable';
}

function rangeOf({ loc }: SyntaxNode): TextRange {
  const { start, end } = loc as { start?: number; end?: number };
  if (start === undefined || end === undefined) throw new TypeError('A pattern of the query has no place in its text.');
  return { start, end };
}
