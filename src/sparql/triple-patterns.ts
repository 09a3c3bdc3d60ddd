import { termToNTriples } from '../rdf/nquads.ts';
import { literal, namedNode } from '../rdf/terms.ts';
import type { IriSyntax, ReadQuery } from './analyse-query.ts';
import { pathText } from './path-text.ts';
import { rangeOf, type SyntaxNode } from './syntax-walk.ts';
import { visibleVariables } from './visible-variables.ts';

/** An end of a triple pattern: a variable has a name, a constant the text that stands for it in any query. */
export type End = { readonly variable: string } | { readonly constant: string };

export interface TriplePattern {
  readonly text: string;
  readonly subject: End;
  readonly object: End;
  /** An IRI in angle brackets; without one it is a variable or a path. */
  readonly predicate: string | undefined;
  readonly variables: readonly string[];
}

/** What stands around a pattern. */
interface Surroundings {
  /** Variables of what it is joined with. */
  readonly outside: ReadonlySet<string>;
  /** Whether a part of it may become a subquery. */
  readonly isDivisible: boolean;
}

/** A basic graph pattern, with its place in the text. */
export interface TripleBlock extends Surroundings {
  readonly start: number;
  readonly end: number;
  readonly triples: readonly TriplePattern[];
}

/**
 * The basic graph patterns of a query that have several triple patterns, in the order of the text. Those with blank nodes, lists,
 * triple terms or annotations are left out: their parts do not stand alone.
 */
export function triplePatterns(query: ReadQuery): TripleBlock[] {
  const blocks: TripleBlock[] = [];
  const stack: { readonly value: unknown; readonly around: Surroundings }[] = [
    { value: query.syntax, around: { outside: new Set(), isDivisible: true } },
  ];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, around } = next;
    if (typeof value !== 'object' || value === null) continue;
    const node = value as SyntaxNode;
    if (node.type === 'pattern' && node.subType === 'bgp') blocks.push(...blockOf(node, query, around));
    else stack.push(...childrenOf(node, around).reverse());
  }
  return blocks;
}

function blockOf(node: SyntaxNode, query: ReadQuery, around: Surroundings): TripleBlock[] {
  const range = rangeOf(node);
  const nodes = node.triples as readonly SyntaxNode[];
  if (range === undefined || nodes.length < 2) return [];
  const triples = nodes.map((triple) => patternOf(triple, query));
  return triples.every((triple) => triple !== undefined) ? [{ ...range, ...around, triples }] : [];
}

function childrenOf(node: SyntaxNode, around: Surroundings): { value: unknown; around: Surroundings }[] {
  const inside = surroundingsIn(node, around);
  return Object.entries(node).flatMap(([key, child]) => {
    if (key === 'loc' || key === 'context') return [];
    if (key !== 'patterns' || node.subType === 'union') return [{ value: child, around: inside }];
    const siblings = child as readonly SyntaxNode[];
    return siblings.map((value) => {
      const joined = siblings.filter((each) => each !== value && each.subType !== 'optional');
      return { value, around: { ...inside, outside: new Set([...inside.outside, ...visibleVariables(joined)]) } };
    });
  });
}

/** Under OPTIONAL and EXISTS the engine goes row by row; in `GRAPH ?g` its subqueries forget which graph they are in. */
function surroundingsIn(node: SyntaxNode, around: Surroundings): Surroundings {
  if (node.type === 'query' || node.subType === 'minus') return { ...around, outside: new Set() };
  if (node.type !== 'pattern') return around;
  const isByRow = node.subType === 'optional' || node.subType === 'filter';
  const isInAnyGraph = node.subType === 'graph' && (node.name as SyntaxNode).subType === 'variable';
  return isByRow || isInAnyGraph ? { ...around, isDivisible: false } : around;
}

function patternOf(node: SyntaxNode, query: ReadQuery): TriplePattern | undefined {
  if (node.type !== 'triple' || (node.annotations as readonly unknown[] | undefined)?.length) return undefined;
  const verb = node.predicate as SyntaxNode;
  const [subject, predicate, object] = [
    endOf(node.subject as SyntaxNode, query),
    verb.type === 'path' ? { constant: pathText(verb, query) } : endOf(verb, query),
    endOf(node.object as SyntaxNode, query),
  ];
  if (subject === undefined || predicate === undefined || object === undefined) return undefined;
  const ends = [subject, predicate, object];
  return {
    text: ends.map((end) => ('variable' in end ? `?${end.variable}` : end.constant)).join(' '),
    subject,
    object,
    predicate: verb.type === 'term' && 'constant' in predicate ? predicate.constant : undefined,
    variables: ends.flatMap((end) => ('variable' in end ? [end.variable] : [])),
  };
}

/** `;` and `,` repeat a term without a place of its own in the text, and text may need a prefix, so terms are written out. */
function endOf(node: SyntaxNode, query: ReadQuery): End | undefined {
  if (node.type !== 'term') return undefined;
  if (node.subType === 'variable') return { variable: String(node.value) };
  if (node.subType === 'namedNode') return { constant: `<${query.resolve(node as IriSyntax)}>` };
  if (node.subType !== 'literal') return undefined;
  const { value, langOrIri } = node;
  if (typeof langOrIri !== 'object' || langOrIri === null) return asWritten(node, query);
  return { constant: termToNTriples(literal(String(value), namedNode(query.resolve(langOrIri as IriSyntax)))) };
}

function asWritten(node: SyntaxNode, { text }: ReadQuery): End | undefined {
  const range = rangeOf(node);
  return range && { constant: text.slice(range.start, range.end) };
}
