import type { Literal } from '../../rdf/terms.ts';
import { owl, rdfs, skos } from '../../rdf/vocabulary.ts';
import { prefixedName } from '../addresses.ts';
import { type Html, html } from '../html.ts';
import { directionOf, LANGUAGES } from '../language.ts';
import { bestText, textHtml } from './labels.ts';
import { domains, MAPPING_PROPERTIES, NAMESPACE, propertiesOf, ranges, subTerms, superTerms } from './ontology-terms.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

/** The entry of one term; its anchor is its local name, so that a term's IRI leads here. */
export function termEntry(view: View, ontology: QuadIndex, iri: string): Html {
  const { messages, language } = view;
  const local = iri.slice(NAMESPACE.length);
  const definition = bestText(
    [...ontology.objects(iri, skos('definition').value), ...ontology.objects(iri, rdfs('comment').value)],
    language,
  );
  const notes = [skos('scopeNote'), skos('note')].map((property) => bestText(ontology.objects(iri, property.value), language));
  const isDeprecated = ontology.value(iri, owl('deprecated').value) === 'true';
  return html`<section class="term" id="${local}" aria-labelledby="${local}-label">
<h3 id="${local}-label"><span>${textHtml(termName(view, iri), language)}</span> <code dir="ltr"><a href="#${local}">tf:${local}</a></code>${isDeprecated && html` <span class="tag warning">${messages.ontology.deprecated}</span>`}</h3>
${definition && html`<p>${textHtml(definition, language)}</p>`}
${notes.map((note) => note && html`<p class="quiet">${textHtml(note, language)}</p>`)}
<dl class="facts">${rows(view, ontology, iri)}</dl>
</section>\n`;
}

function rows(view: View, ontology: QuadIndex, iri: string): (Html | undefined)[] {
  const { ontology: words } = view.messages;
  const inverse = [
    ...ontology.iris(iri, owl('inverseOf').value),
    ...ontology
      .referringTo(iri)
      .filter((quad) => quad.predicate.equals(owl('inverseOf')))
      .map((quad) => quad.subject.value),
  ];
  return [
    termRow(view, words.superTerms, superTerms(ontology, iri)),
    termRow(view, words.subTerms, subTerms(ontology, iri)),
    termRow(view, words.domain, domains(ontology, iri)),
    termRow(view, words.range, ranges(ontology, iri)),
    termRow(view, words.inverse, inverse),
    termRow(view, words.usedWith, propertiesOf(ontology, iri)),
    mappingRow(view, ontology, iri),
    exampleRow(view, ontology, iri),
    languagesRow(view, ontology, iri),
  ];
}

function row(name: string, content: Html): Html {
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>\n`;
}

function termRow(view: View, name: string, iris: readonly string[]): Html | undefined {
  if (iris.length === 0) return undefined;
  return row(name, html`<ul class="values">${iris.map((iri) => html`<li>${termLink(view, iri)}</li>\n`)}</ul>`);
}

/** A term of ours by its name, a foreign one by its prefixed name and its own address. */
export function termLink(view: View, iri: string): Html {
  if (iri.startsWith(NAMESPACE)) return html`<a href="#${iri.slice(NAMESPACE.length)}">${textHtml(termName(view, iri), view.language)}</a>`;
  return html`<a href="${iri}" rel="external" dir="ltr">${prefixedName(iri) ?? iri}</a>`;
}

function mappingRow(view: View, ontology: QuadIndex, iri: string): Html | undefined {
  const mappings = MAPPING_PROPERTIES.flatMap((property) => ontology.iris(iri, property).map((target) => ({ property, target })));
  if (mappings.length === 0) return undefined;
  const items = mappings.map(
    ({ property, target }) =>
      html`<li><span class="quiet">${textHtml(termName(view, property), view.language)}:</span> ${termLink(view, target)}</li>\n`,
  );
  return row(view.messages.ontology.mappings, html`<ul class="values">${items}</ul>`);
}

function exampleRow(view: View, ontology: QuadIndex, iri: string): Html | undefined {
  const examples = ontology.objects(iri, skos('example').value);
  if (examples.length === 0) return undefined;
  return row(view.messages.ontology.example, html`${examples.map((example) => html`<div lang="en" dir="auto">${example.value}</div>`)}`);
}

function languagesRow(view: View, ontology: QuadIndex, iri: string): Html | undefined {
  const labels = ontology.objects(iri, rdfs('label').value).filter((term): term is Literal => term.termType === 'Literal');
  const others = LANGUAGES.filter((language) => language !== view.language).flatMap((language) =>
    labels.filter((label) => label.language === language),
  );
  if (others.length === 0) return undefined;
  const items = others.map(
    ({ language, value }) => html`<li><span lang="${language}" dir="${directionOf(language)}">${value}</span></li>\n`,
  );
  return row(view.messages.ontology.labels, html`<ul class="values">${items}</ul>`);
}
