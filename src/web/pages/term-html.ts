import type { Literal, Term } from '../../rdf/terms.ts';
import { tf, xsd } from '../../rdf/vocabulary.ts';
import { pagePathOf, prefixedName } from '../addresses.ts';
import { type Html, html, isWebAddress } from '../html.ts';
import { labelOf, nameFromIRI, passageHtml, type Text, textHtml } from './labels.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

/** A link to the page of a thing, or to the thing itself elsewhere, called by its label. */
export function linkHtml(view: View, index: QuadIndex, iri: string): Html {
  const label = nameOfThing(view, index, iri);
  const path = pagePathOf(iri, view.site.parts.config.baseIRI);
  if (path !== undefined) return html`<a href="${view.href(path)}">${textHtml(label, view.language)}</a>`;
  if (!isWebAddress(iri)) return html`<code>${iri}</code>`;
  const isNamed = label.value !== nameFromIRI(iri);
  const text = isNamed ? textHtml(label, view.language) : html`<span dir="ltr">${prefixedName(iri) ?? shortAddress(iri)}</span>`;
  return html`<a href="${iri}" rel="external">${text}</a>`;
}

/** The text of that link. */
export function shownName(view: View, index: QuadIndex, iri: string): string {
  const { value } = nameOfThing(view, index, iri);
  const isForeign = pagePathOf(iri, view.site.parts.config.baseIRI) === undefined;
  return isForeign && value === nameFromIRI(iri) ? (prefixedName(iri) ?? shortAddress(iri)) : value;
}

function nameOfThing(view: View, index: QuadIndex, iri: string): Text {
  const known = labelOf(index, iri, view.language);
  if (known !== undefined) return known;
  return iri.startsWith(tf('').value) ? termName(view, iri) : { value: nameFromIRI(iri), language: '' };
}

/** Longer texts are more than a name in a line. */
const LINE_CHARACTERS = 60;

export function literalHtml(view: View, literal: Literal): Html {
  const { value, language } = literal;
  switch (literal.datatype.value) {
    case xsd('boolean').value:
      return html`${value === 'true' || value === '1' ? view.messages.site.yes : view.messages.site.no}`;
    case xsd('anyURI').value:
      return isWebAddress(value) ? html`<a href="${value}" rel="external" dir="ltr">${shortAddress(value)}</a>` : html`${value}`;
    case xsd('date').value:
    case xsd('dateTime').value:
      return html`<time datetime="${value}">${view.date(value)}</time>`;
    case xsd('gYear').value:
      return html`<time datetime="${value}">${value}</time>`;
    case xsd('integer').value:
    case xsd('decimal').value:
      return html`${Number.isNaN(Number(value)) ? value : view.number(Number(value))}`;
    default:
      return (value.length > LINE_CHARACTERS ? passageHtml : textHtml)({ value, language }, view.language);
  }
}

export function termHtml(view: View, index: QuadIndex, term: Term): Html {
  if (term.termType === 'NamedNode') return linkHtml(view, index, term.value);
  if (term.termType === 'Literal') return literalHtml(view, term);
  return html`<code>${term.value}</code>`;
}

/** Without scheme and closing slash, cut in the middle when it is long: the whole is in the link. */
function shortAddress(iri: string): string {
  const bare = iri.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
  return bare.length <= 64 ? bare : `${bare.slice(0, 44)}…${bare.slice(-18)}`;
}
