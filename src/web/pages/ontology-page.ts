import type { OntologyHead, OntologyModel, OntologyTerm, TermKind } from '../../publish/ontology-types.ts';
import { dct, rdf, skos, vann } from '../../rdf/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { vocabularyOf } from '../vocabulary-index.ts';
import { type Fact, factList, factsAbout } from './facts.ts';
import { mapText, textAttributes, textHtml } from './labels.ts';
import { ontologyDiagram } from './ontology-diagram.ts';
import { termEntry, termLink } from './ontology-term.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

/** The sections of the documentation, in its order. Their names in the messages are also their anchors. */
const SECTIONS = [
  { key: 'classes', kind: 'class' },
  { key: 'objectProperties', kind: 'object-property' },
  { key: 'datatypeProperties', kind: 'datatype-property' },
  { key: 'annotationProperties', kind: 'annotation-property' },
  { key: 'individuals', kind: 'individual' },
] as const satisfies readonly { readonly key: string; readonly kind: TermKind }[];

interface Section {
  readonly key: (typeof SECTIONS)[number]['key'];
  readonly terms: readonly OntologyTerm[];
}

/** Documentation of the ontology, made from the ontology alone. */
export async function ontologyMain(view: View): Promise<Html> {
  const { ontology, model } = vocabularyOf(view.site);
  const { messages } = view;
  const sections = SECTIONS.map(({ key, kind }) => ({
    key,
    terms: byName(
      view,
      model.terms.filter((term) => term.kind === kind),
    ),
  }));
  const filled = sections.filter(({ terms }) => terms.length > 0);
  return html`<article>
${model.head && head(view, model.head)}
${contents(view, filled)}
${model.head && html`<section aria-labelledby="about"><h2 id="about">${messages.ontology.about}</h2>${factList(view, ontology, aboutFacts(ontology, model.head.iri))}</section>`}
<section aria-labelledby="diagram"><h2 id="diagram">${messages.ontology.diagram}</h2>${await ontologyDiagram(view, model)}</section>
<section class="hierarchy" aria-labelledby="hierarchy"><h2 id="hierarchy">${messages.ontology.hierarchy}</h2>${hierarchy(view, model)}</section>
${filled.map((section) => termSection(view, section))}
</article>`;
}

function head(view: View, { titles, descriptions, iri, version }: OntologyHead): Html {
  const title = mapText(titles, view.language) ?? { value: view.messages.ontology.title, language: view.language };
  const description = mapText(descriptions, view.language);
  return html`<h1>${textHtml(title, view.language)}</h1>
${description && html`<p class="lead"${textAttributes(description, view.language)}>${description.value}</p>`}
<p class="iri"><bdi dir="ltr">tf: &lt;${iri}#&gt;</bdi> ${version !== undefined && html`<span class="tag">${version}</span>`}</p>`;
}

function byName(view: View, terms: readonly OntologyTerm[]): OntologyTerm[] {
  const collator = new Intl.Collator(view.language);
  return terms.toSorted((a, b) => collator.compare(termName(view, a.iri).value, termName(view, b.iri).value));
}

function contents(view: View, sections: readonly Section[]): Html {
  const words = view.messages.ontology;
  const entries = [
    ['about', words.about],
    ['diagram', words.diagram],
    ['hierarchy', words.hierarchy],
    ...sections.map(({ key, terms }) => [key, `${words[key]} (${view.number(terms.length)})`] as const),
  ] as const;
  const items = entries.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>\n`);
  return html`<nav aria-label="${words.contents}"><ul class="values">${items}</ul></nav>`;
}

function termSection(view: View, { key, terms }: Section): Html {
  return html`<section aria-labelledby="${key}"><h2 id="${key}">${view.messages.ontology[key]} <span class="quiet">(${view.number(terms.length)})</span></h2>
${terms.map((term) => termEntry(view, term))}</section>\n`;
}

/** Shown in the head already, or only for machines. */
const NOT_ABOUT = [rdf('type'), dct('title'), dct('description'), vann('preferredNamespacePrefix'), vann('preferredNamespaceUri')].map(
  (term) => term.value,
);

function aboutFacts(ontology: QuadIndex, iri: string): Fact[] {
  const facts = factsAbout(ontology, iri).filter(({ property }) => !NOT_ABOUT.includes(property));
  const history = skos('historyNote').value;
  return facts.toSorted((a, b) => Number(a.property === history) - Number(b.property === history));
}

/** Classes under their superclasses; a class with two of ours above it stands under both. */
function hierarchy(view: View, model: OntologyModel): Html {
  const classes = model.terms.filter(({ kind }) => kind === 'class');
  const roots = classes.filter(({ parents }) => !parents.some((parent) => model.byIRI.has(parent)));
  const branch = (term: OntologyTerm, above: readonly string[]): Html => {
    const children = term.children.filter((iri) => !above.includes(iri)).flatMap((iri) => model.byIRI.get(iri) ?? []);
    const below = byName(view, children).map((child) => branch(child, [...above, term.iri]));
    return html`<li>${termLink(view, term.iri)}${below.length > 0 && html`<ul>${below}</ul>`}</li>\n`;
  };
  return html`<ul>${byName(view, roots).map((root) => branch(root, []))}</ul>`;
}
