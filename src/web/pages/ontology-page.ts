import { dct, owl, rdf, skos, vann } from '../../rdf/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { vocabularyOf } from '../vocabulary-index.ts';
import { type Fact, factList, factsAbout } from './facts.ts';
import { bestText, labelOf, textHtml } from './labels.ts';
import { ontologyDiagram } from './ontology-diagram.ts';
import { termEntry, termLink } from './ontology-term.ts';
import { ownTerms, subTerms, superTerms, TERM_KINDS } from './ontology-terms.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

export const ONTOLOGY_IRI = 'https://w3id.org/technology-facilitation';

/** Documentation of the ontology, made from the ontology alone. */
export async function ontologyMain(view: View): Promise<Html> {
  const { ontology } = vocabularyOf(view.site);
  const { messages, language } = view;
  const title = labelOf(ontology, ONTOLOGY_IRI, language) ?? { value: messages.ontology.title, language };
  const description = bestText(ontology.objects(ONTOLOGY_IRI, dct('description').value), language);
  const kinds = TERM_KINDS.map(({ key, type }) => ({ key, terms: byName(view, ownTerms(ontology, type)) })).filter(
    ({ terms }) => terms.length > 0,
  );
  return html`<article>
<h1>${textHtml(title, language)}</h1>
${description && html`<p class="lead">${textHtml(description, language)}</p>`}
<p class="iri"><bdi dir="ltr">${ontology.value(ONTOLOGY_IRI, vann('preferredNamespacePrefix').value)}: &lt;${ontology.value(ONTOLOGY_IRI, vann('preferredNamespaceUri').value)}&gt;</bdi></p>
${contents(view, kinds)}
<section aria-labelledby="about"><h2 id="about">${messages.ontology.about}</h2>${factList(view, ontology, aboutFacts(ontology))}</section>
<section aria-labelledby="diagram"><h2 id="diagram">${messages.ontology.diagram}</h2>${await ontologyDiagram(view, ontology)}</section>
<section class="hierarchy" aria-labelledby="hierarchy"><h2 id="hierarchy">${messages.ontology.hierarchy}</h2>${hierarchy(view, ontology)}</section>
${kinds.map(
  ({
    key,
    terms,
  }) => html`<section aria-labelledby="${key}"><h2 id="${key}">${messages.ontology[key]} <span class="quiet">(${view.number(terms.length)})</span></h2>
${terms.map((iri) => termEntry(view, ontology, iri))}</section>`,
)}
</article>`;
}

function byName(view: View, iris: readonly string[]): string[] {
  const collator = new Intl.Collator(view.language);
  return iris.toSorted((a, b) => collator.compare(termName(view, a).value, termName(view, b).value));
}

type KindKey = (typeof TERM_KINDS)[number]['key'];

function contents(view: View, kinds: readonly { readonly key: KindKey; readonly terms: readonly string[] }[]): Html {
  const words = view.messages.ontology;
  const entries = [
    ['about', words.about],
    ['diagram', words.diagram],
    ['hierarchy', words.hierarchy],
    ...kinds.map(({ key, terms }) => [key, `${words[key]} (${view.number(terms.length)})`] as const),
  ] as const;
  return html`<nav aria-label="${words.contents}"><ul class="values">${entries.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>\n`)}</ul></nav>`;
}

/** Shown in the head already, or only for machines. */
const NOT_ABOUT = [rdf('type'), dct('title'), dct('description'), vann('preferredNamespacePrefix'), vann('preferredNamespaceUri')].map(
  (term) => term.value,
);

function aboutFacts(ontology: QuadIndex): Fact[] {
  const facts = factsAbout(ontology, ONTOLOGY_IRI).filter(({ property }) => !NOT_ABOUT.includes(property));
  const history = skos('historyNote').value;
  return facts.toSorted((a, b) => Number(a.property === history) - Number(b.property === history));
}

/** Classes under their superclasses; a class with two of ours above it stands under both. */
function hierarchy(view: View, ontology: QuadIndex): Html {
  const classes = ownTerms(ontology, owl('Class').value);
  const roots = classes.filter((iri) => !superTerms(ontology, iri).some((above) => classes.includes(above)));
  const branch = (iri: string, above: readonly string[]): Html => {
    const below = byName(
      view,
      subTerms(ontology, iri).filter((sub) => classes.includes(sub) && !above.includes(sub)),
    );
    return html`<li>${termLink(view, iri)}${below.length > 0 && html`<ul>${below.map((sub) => branch(sub, [...above, iri]))}</ul>`}</li>\n`;
  };
  return html`<ul>${byName(view, roots).map((iri) => branch(iri, []))}</ul>`;
}

export function ontologyVersion(ontology: QuadIndex): string | undefined {
  return ontology.value(ONTOLOGY_IRI, owl('versionInfo').value);
}
