import { termToNTriples } from '../rdf/nquads.ts';
import { literal, namedNode } from '../rdf/terms.ts';
import { rdf } from '../rdf/vocabulary.ts';
import type { IriSyntax, ReadQuery } from './analyse-query.ts';
import { type SyntaxNode, walkSyntax } from './syntax-walk.ts';

/** A term of a template: N-Triples, the number of a column of the solutions, a blank node that each solution has anew, or a triple. */
export type TemplateTerm = string | number | { readonly blankNode: string } | TemplateTriple;
export type TemplateTriple = readonly [subject: TemplateTerm, predicate: TemplateTerm, object: TemplateTerm];

/** What a CONSTRUCT makes of each solution. */
export interface Template {
  /** The variables that it needs of a solution: its columns. */
  readonly variables: readonly string[];
  readonly triples: readonly TemplateTriple[];
}

const REIFIES = termToNTriples(rdf('reifies'));

/**
 * The template of a CONSTRUCT, with every abbreviation of Turtle and RDF 1.2 written out. A triple with a variable that no solution
 * can bind is left out: it is "not included in the output RDF graph" (SPARQL 1.1 §16.2).
 */
export function readTemplate(query: ReadQuery): Template {
  const { syntax } = query;
  const reader = new TemplateReader(query, boundByGroups(query));
  if (syntax.subType === 'construct') for (const node of syntax.template.triples) reader.read(node as unknown as SyntaxNode);
  return { variables: [...reader.columns.keys()], triples: reader.triples };
}

/** SPARQL 1.1 §18.2.4.1: of grouped solutions the keys are left, which have a name; `undefined` when they are not grouped. */
function boundByGroups({ syntax }: ReadQuery): ReadonlySet<string> | undefined {
  const { group, having, order } = syntax.solutionModifiers;
  const isAggregated = order !== undefined && walkSyntax(order).some(({ node }) => node.subType === 'aggregate');
  if (group === undefined && having === undefined && !isAggregated) return undefined;
  const keys = (group?.groupings ?? []) as unknown as readonly { readonly variable?: SyntaxNode; readonly value: unknown }[];
  return new Set(keys.map(({ variable, value }) => String(variable?.value ?? value)));
}

class TemplateReader {
  readonly triples: TemplateTriple[] = [];
  readonly columns = new Map<string, number>();
  readonly #query: ReadQuery;
  readonly #bound: ReadonlySet<string> | undefined;

  constructor(query: ReadQuery, bound: ReadonlySet<string> | undefined) {
    this.#query = query;
    this.#bound = bound;
  }

  /** A triple, or a node that stands for itself: `[ … ]`, `( … )` or `<< … >>`. */
  read(node: SyntaxNode): TemplateTerm | undefined {
    if (node.type === 'triple') {
      const triple = this.#triple(node);
      this.#add(triple);
      for (const annotation of node.annotations as readonly SyntaxNode[]) this.#annotate(triple, annotation);
      return undefined;
    }
    if (node.type !== 'tripleCollection') return this.#term(node);
    const identifier = this.#term(node.identifier as SyntaxNode);
    for (const each of node.triples as readonly SyntaxNode[]) {
      if (node.subType === 'reifiedTriple') this.#add([identifier, REIFIES, this.#triple(each)]);
      else this.read(each);
    }
    return identifier;
  }

  #triple({ subject, predicate, object }: SyntaxNode): TemplateTriple | undefined {
    const terms = [subject, predicate, object].map((term) => this.read(term as SyntaxNode));
    return terms.includes(undefined) ? undefined : (terms as unknown as TemplateTriple);
  }

  /** SPARQL 1.2 §4.1.6: `~ reifier`, or `{| … |}` about the reifier before it. */
  #annotate(triple: TemplateTriple | undefined, annotation: SyntaxNode): void {
    const reifier = this.read((annotation.val ?? annotation) as SyntaxNode);
    this.#add([reifier, REIFIES, triple]);
  }

  #add(triple: readonly (TemplateTerm | undefined)[] | undefined): void {
    if (triple !== undefined && !triple.includes(undefined)) this.triples.push(triple as unknown as TemplateTriple);
  }

  #term(node: SyntaxNode): TemplateTerm | undefined {
    switch (node.subType) {
      case 'variable':
        return this.#column(String(node.value));
      case 'blankNode':
        return { blankNode: String(node.label) };
      case 'triple':
        return this.#triple(node);
      case 'namedNode':
        return termToNTriples(namedNode(this.#query.resolve(node as IriSyntax)));
      default:
        return this.#literal(node);
    }
  }

  #column(name: string): number | undefined {
    if (this.#bound?.has(name) === false) return undefined;
    const column = this.columns.get(name) ?? this.columns.size;
    this.columns.set(name, column);
    return column;
  }

  #literal({ value, langOrIri }: SyntaxNode): string {
    if (typeof langOrIri === 'string') {
      const [language, direction] = langOrIri.split('--');
      // @types/n3 does not know base directions yet, n3 itself does.
      return termToNTriples(literal(String(value), (direction === undefined ? language : { language, direction }) as string));
    }
    const datatype = langOrIri as IriSyntax | undefined;
    return termToNTriples(literal(String(value), datatype && namedNode(this.#query.resolve(datatype))));
  }
}
