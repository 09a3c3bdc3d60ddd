import type { OntologyTerm } from '../../publish/ontology-types.ts';
import { prefixedName } from '../addresses.ts';
import { type Html, html } from '../html.ts';
import { directionOf, LANGUAGES } from '../language.ts';
import { mapText, textAttributes, textHtml } from './labels.ts';
import { termName } from './property-names.ts';
import type { View } from './view.ts';

const NAMESPACE = 'https://w3id.org/technology-facilitation#';

/** The entry of one term; its anchor is its local name, so that a term's IRI leads here. */
export function termEntry(view: View, term: OntologyTerm): Html {
  const { messages, language } = view;
  const { iri, localName, definitions, notes } = term;
  const definition = mapText(definitions, language);
  return html`<section class="term" id="${localName}">
<h3><span>${textHtml(termName(view, iri), language)}</span> <code dir="ltr"><a href="#${localName}">tf:${localName}</a></code>${term.deprecated && html` <span class="tag warning">${messages.ontology.deprecated}</span>`}</h3>
${definition && html`<p${textAttributes(definition, language)}>${definition.value}</p>`}
${notes.map((note) => html`<p class="quiet"${textAttributes({ value: note.text, language: note.language }, language)}>${note.text}</p>\n`)}
<dl class="facts">${rows(view, term)}</dl>
</section>\n`;
}

function rows(view: View, term: OntologyTerm): (Html | undefined)[] {
  const { ontology: words } = view.messages;
  return [
    termRow(view, words.superTerms, term.parents),
    termRow(view, words.subTerms, term.children),
    termRow(view, words.domain, [...term.domains, ...term.domainHints]),
    termRow(view, words.range, [...term.ranges, ...term.rangeHints]),
    termRow(view, words.inverse, term.inverses),
    termRow(view, words.usedWith, term.propertiesOf),
    termRow(view, words.usedFor, term.propertiesTo),
    mappingRow(view, term),
    exampleRow(view, term),
    languagesRow(view, term),
  ];
}

function row(name: string, content: Html): Html {
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>\n`;
}

function termRow(view: View, name: string, iris: readonly string[]): Html | undefined {
  const distinct = [...new Set(iris)];
  if (distinct.length === 0) return undefined;
  return row(name, html`<ul class="values">${distinct.map((iri) => html`<li>${termLink(view, iri)}</li>\n`)}</ul>`);
}

/** A term of ours by its name, a foreign one by its prefixed name and its own address. */
export function termLink(view: View, iri: string): Html {
  if (iri.startsWith(NAMESPACE)) return html`<a href="#${iri.slice(NAMESPACE.length)}">${textHtml(termName(view, iri), view.language)}</a>`;
  return html`<a href="${iri}" rel="external" dir="ltr">${prefixedName(iri) ?? iri}</a>`;
}

function mappingRow(view: View, { mappings }: OntologyTerm): Html | undefined {
  if (mappings.length === 0) return undefined;
  const relation = (predicate: string) => html`<span class="quiet">${textHtml(termName(view, predicate), view.language)}:</span>`;
  const items = mappings.map(({ predicate, target }) => html`<li>${relation(predicate)} ${termLink(view, target)}</li>\n`);
  return row(view.messages.ontology.mappings, html`<ul class="values">${items}</ul>`);
}

function exampleRow(view: View, { examples }: OntologyTerm): Html | undefined {
  if (examples.length === 0) return undefined;
  return row(
    view.messages.ontology.example,
    html`${examples.map(({ language, text }) => html`<div lang="${language || 'en'}" dir="ltr">${text}</div>`)}`,
  );
}

function languagesRow(view: View, { labels }: OntologyTerm): Html | undefined {
  const others = LANGUAGES.filter((language) => language !== view.language && labels[language] !== undefined);
  if (others.length === 0) return undefined;
  const items = others.map(
    (language) => html`<li><span lang="${language}" dir="${directionOf(language)}">${labels[language]}</span></li>\n`,
  );
  return row(view.messages.ontology.labels, html`<ul class="values">${items}</ul>`);
}
