import {
  blankNode,
  type Literal,
  literal,
  type NamedNode,
  namedNode,
  type Quad,
  type Quad_Object,
  quad,
  type Term,
} from '../../src/rdf/terms.ts';
import { rdf, xsd } from '../../src/rdf/vocabulary.ts';
import type { Constraint } from './constraints.ts';

/** Good data, the entity in it that is to be spoilt, and the values that the constraint's property has there. */
interface Good {
  readonly data: readonly Quad[];
  readonly focus: NamedNode;
  readonly predicate: NamedNode;
  readonly values: readonly Quad_Object[];
  readonly constraint: Constraint;
}

/** For each constraint parameter the smallest change that breaks it and nothing else. A new parameter needs a line here. */
const MUTATIONS: Readonly<Record<string, (good: Good) => Quad[]>> = {
  minCount: (good) => (good.constraint.inverse ? withoutReferences(good) : withValues(good, good.values.slice(0, bound(good) - 1))),
  maxCount: (good) => {
    if (bound(good) === 0) return withValues(good, [namedNode('urn:example:x')]);
    const { data, value } = another(good, first(good));
    return withValues({ ...good, data }, [...good.values, value]);
  },
  datatype: (good) => withValues(good, [literal(first(good).value, wrongDatatype(good.constraint.value))]),
  nodeKind: (good) => {
    if (good.constraint.value.value.endsWith('#Literal')) return withValues(good, [namedNode('urn:example:x')]);
    const isReference = described(good.data, first(good)) && good.constraint.value.value.endsWith('#IRI');
    return isReference ? renamed(good, blankNode('renamed')) : withValues(good, [literal(first(good).value)]);
  },
  class: (good) => withValues(good, [namedNode(next(first(good).value))]),
  node: (good) => withValues(good, [namedNode(next(first(good).value))]),
  hasValue: (good) => withValues(good, good.values.filter((value) => !value.equals(good.constraint.value))), // biome-ignore format: one line each
  // A date and time: neither a year, a month nor a day, and yet comparable with them.
  or: (good) => withValues(good, [literal(first(good).value, xsd('dateTime'))]),
  in: (good) => withValues(good, [literal('something else')]),
  languageIn: (good) => withValues(good, [...good.values, literal('Wasser', 'de')]),
  uniqueLang: (good) => withValues(good, [...good.values, literal('Another name', 'en')]),
  qualifiedMinCount: (good) => withValues(good, good.values.filter((value) => (value as Literal).language !== 'en')), // biome-ignore format: one line each
  minLength: (good) => withValues(good, good.values.map((value) => ((value as Literal).language === 'en' ? literal('', 'en') : value))), // biome-ignore format: one line each
  pattern: (good) => {
    const [value, wrong] = [first(good), notMatching(new RegExp(good.constraint.value.value), first(good).value)];
    if (value.termType === 'Literal') return withValues(good, [literal(wrong, value.datatype)]);
    return renamed(good, namedNode('urn:example:x'));
  },
  lessThanOrEquals: (good) => {
    const later = good.data.find(({ subject, predicate }) => subject.equals(good.focus) && predicate.equals(good.constraint.value))?.object;
    if (later?.termType !== 'Literal') throw new Error(`The good data has no ${good.constraint.value.value} to compare with`);
    return withValues(good, [literal(next(later.value), later.datatype)]);
  },
  minInclusive: (good) => withValues(good, [number(bound(good) - 1, first(good))]),
  maxInclusive: (good) => withValues(good, [number(bound(good) + 1, first(good))]),
};

export const MUTABLE_PARAMETERS: ReadonlySet<string> = new Set(Object.keys(MUTATIONS));

/** The good data, spoilt so that it breaks the constraint for the focus node. */
export function mutate(data: readonly Quad[], focus: NamedNode, constraint: Constraint): Quad[] {
  const mutation = MUTATIONS[constraint.parameter];
  if (mutation === undefined) throw new Error(`No mutation for sh:${constraint.parameter}: add one to the table`);
  const predicate = constraint.predicate as NamedNode;
  const values = data.filter((each) => each.subject.equals(focus) && each.predicate.equals(predicate)).map(({ object }) => object);
  return mutation({ data, focus, predicate, values, constraint });
}

function withValues({ data, focus, predicate }: Good, values: readonly Quad_Object[]): Quad[] {
  const others = data.filter((each) => !(each.subject.equals(focus) && each.predicate.equals(predicate)));
  return [...others, ...values.map((value) => quad(focus, predicate, value))];
}

function withoutReferences({ data, focus, predicate }: Good): Quad[] {
  return data.filter((each) => !(each.object.equals(focus) && each.predicate.equals(predicate)));
}

/** Replaces the value by another name of the same thing, all that is said of it included. */
function renamed(good: Good, name: NamedNode | ReturnType<typeof blankNode>): Quad[] {
  return withValues({ ...good, data: [...good.data, ...copy(good.data, first(good), name)] }, [name]);
}

/** A second value that is as good as the first; for a reference, with a description of its own. */
function another({ data }: Good, value: Quad_Object): { data: readonly Quad[]; value: Quad_Object } {
  if (value.termType === 'Literal') {
    const flipped = ({ true: 'false', header: 'basic' } as Record<string, string>)[value.value];
    return { data, value: literal(flipped ?? next(value.value), value.datatype) };
  }
  const twin = namedNode(next(value.value));
  return { data: [...data, ...copy(data, value, twin)], value: twin };
}

function copy(data: readonly Quad[], from: Term, to: NamedNode | ReturnType<typeof blankNode>): Quad[] {
  return data.filter(({ subject }) => subject.equals(from)).map(({ predicate, object }) => quad(to, predicate, object));
}

function described(data: readonly Quad[], term: Term): boolean {
  return data.some(({ subject, predicate }) => subject.equals(term) && predicate.equals(rdf('type')));
}

function first({ values, focus, predicate }: Good): Quad_Object {
  const value = values[0];
  if (value === undefined) throw new Error(`The good data has no ${predicate.value} at ${focus.value}: add one`);
  return value;
}

function bound({ constraint }: Good): number {
  return Number(constraint.value.value);
}

function number(value: number, like: Quad_Object): Literal {
  const datatype = (like as Literal).datatype;
  return literal(datatype.equals(xsd('decimal')) ? value.toFixed(1) : String(value), datatype);
}

/** Another datatype of which the same lexical form compares as before, so that only the datatype is wrong. */
function wrongDatatype(right: Term): NamedNode {
  if (right.equals(rdf('langString'))) return xsd('string');
  const others: Record<string, string> = {
    gYear: 'gYearMonth',
    date: 'dateTime',
    string: 'token',
    integer: 'decimal',
    decimal: 'double',
    boolean: 'string',
  };
  const other = others[right.value.slice(xsd('').value.length)];
  if (other === undefined) throw new Error(`No wrong datatype for ${right.value}: add one`);
  return xsd(other);
}

function notMatching(pattern: RegExp, value: string): string {
  const wrong = [`${value}!`, `${value} `, `${value}${'x'.repeat(99)}`].find((candidate) => !pattern.test(candidate));
  if (wrong === undefined && !pattern.test('urn:example:x')) return 'urn:example:x';
  if (wrong === undefined) throw new Error(`No value that ${pattern} refuses: add one`);
  return wrong;
}

/** `2014` → `2015`, `…/Agency` → `…/Agencz`: the last character's successor. */
function next(text: string): string {
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
}
