import type { Literal, Quad, Term } from '../../rdf/terms.ts';
import { rdf } from '../../rdf/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { textHtml } from './labels.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import { shownName, termHtml } from './term-html.ts';
import type { View } from './view.ts';

/** One property of a thing with all its values. */
export interface Fact {
  readonly property: string;
  readonly values: readonly Term[];
}

/** Values of one property stand side by side while they fill no more than two lines. */
const INLINE_CHARACTERS = 140;
/** Of what does not, short values go in columns, long ones below each other. */
const COLUMN_CHARACTERS = 45;
/** Nodes without an address of their own are shown inside their owner, this deep. */
const MAX_DEPTH = 4;

export function factsAbout(index: QuadIndex, subject: string): Fact[] {
  const byProperty = Map.groupBy(index.about(subject), (quad: Quad) => quad.predicate.value);
  return [...byProperty.keys()].map((property) => ({ property, values: index.objects(subject, property) }));
}

export function factList(view: View, index: QuadIndex, facts: readonly Fact[], depth = 0): Html {
  return html`<dl class="facts">${facts.map((fact) => factRow(view, index, fact, depth))}</dl>`;
}

function factRow(view: View, index: QuadIndex, fact: Fact, depth: number): Html {
  return html`<div><dt>${textHtml(termName(view, fact.property), view.language)}</dt>
<dd>${valueList(view, index, inOneLanguage(fact.values, view.language), depth)}</dd></div>\n`;
}

export function valueList(view: View, index: QuadIndex, values: readonly Term[], depth = 0): Html {
  const named = namedForReading(view, index, values);
  const items = named.map(({ term }) => valueHtml(view, index, term, depth));
  if (items.length === 1) return html`${items}`;
  const characters = named.reduce((sum, { name }) => sum + name.length, 0);
  const layout = values.some(isNested) ? 'values long' : layoutOf(items.length, characters);
  return html`<ul class="${layout}">${items.map((item) => html`<li>${item}</li>\n`)}</ul>`;
}

function layoutOf(count: number, characters: number): string {
  if (characters <= INLINE_CHARACTERS) return 'values';
  return count > 3 && characters / count <= COLUMN_CHARACTERS ? 'values columns' : 'values long';
}

function valueHtml(view: View, index: QuadIndex, term: Term, depth: number): Html {
  if (!isNested(term) || depth >= MAX_DEPTH || index.about(term.value).length === 0) return termHtml(view, index, term);
  const facts = factsAbout(index, term.value).filter((fact) => fact.property !== rdf('type').value);
  return html`<div class="nested">${factList(view, index, facts, depth + 1)}</div>`;
}

/** RDF 1.1 §3.5: a Skolem IRI stands for a node that its source gave no name. */
export function isNested(term: Term): boolean {
  return term.termType === 'BlankNode' || (term.termType === 'NamedNode' && term.value.includes('/.well-known/genid/'));
}

/** Of texts in several languages, those of the asked one; else the English ones; else all. Other values stay. */
export function inOneLanguage(values: readonly Term[], language: string): readonly Term[] {
  const tagged = values.filter((term): term is Literal => term.termType === 'Literal' && term.language !== '');
  const wanted = [language, 'en'].find((one) => tagged.some((literal) => literal.language === one));
  if (wanted === undefined) return values;
  return values.filter((term) => term.termType !== 'Literal' || term.language === '' || term.language === wanted);
}

function namedForReading(view: View, index: QuadIndex, values: readonly Term[]): { readonly term: Term; readonly name: string }[] {
  const collator = new Intl.Collator(view.language, { numeric: true });
  const nameOf = (term: Term) => (term.termType === 'NamedNode' ? shownName(view, index, term.value) : term.value);
  const named = values.map((term) => ({ term, name: nameOf(term) }));
  return named.sort((a, b) => collator.compare(a.name, b.name) || (a.term.value < b.term.value ? -1 : 1));
}
