import { dct, foaf, owl, prov, rdf, rdfs, skos, tf } from '../../rdf/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { vocabularyOf } from '../vocabulary-index.ts';
import { citation } from './citation.ts';
import { factOrder, NOWHERE } from './fact-order.ts';
import { type Fact, factList, factsAbout } from './facts.ts';
import { incomingSection } from './incoming.ts';
import { bestText, labelOf, nameFromIRI, type Text, textAttributes, textHtml } from './labels.ts';
import { otherNames } from './other-names.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import { relatedCollections } from './related-collections.ts';
import type { View } from './view.ts';

export interface EntityPageContent {
  readonly iri: string;
  readonly types: readonly string[];
  readonly index: QuadIndex;
  readonly more?: Html | undefined;
}

const names = (...terms: readonly { readonly value: string }[]) => new Set(terms.map((term) => term.value));
/** Shown at the head of the page. */
const HEAD = names(rdf('type'), skos('prefLabel'), dct('title'), dct('description'), skos('definition'), foaf('page'));
const EVIDENCE = names(prov('wasDerivedFrom'), tf('confidence'), tf('evidence'), tf('method'), dct('source'), prov('wasGeneratedBy'));
const IDENTIFIERS = names(
  owl('sameAs'),
  skos('exactMatch'),
  skos('closeMatch'),
  skos('broadMatch'),
  skos('narrowMatch'),
  skos('relatedMatch'),
);

export function entityTitle(view: View, { index, iri }: EntityPageContent): Text {
  return labelOf(index, iri, view.language) ?? { value: nameFromIRI(iri), language: '' };
}

export function entityDescription(view: View, { index, iri }: EntityPageContent): Text | undefined {
  const texts = [dct('description'), skos('definition'), rdfs('comment')].map((property) => index.objects(iri, property.value));
  return texts.map((terms) => bestText(terms, view.language)).find((text) => text !== undefined);
}

export function entityMain(view: View, content: EntityPageContent): Html {
  const { index, iri } = content;
  const { messages, language } = view;
  const description = entityDescription(view, content);
  const facts = factsAbout(index, iri).filter((fact) => !isAcronymAgain(index, iri, fact));
  const of = (properties: ReadonlySet<string>) => facts.filter((fact) => properties.has(fact.property));
  const rest = facts.filter(({ property }) => !HEAD.has(property) && !EVIDENCE.has(property) && !IDENTIFIERS.has(property));
  return html`<article>
<p class="kind">${kindsOf(view, content)}</p>
<h1>${textHtml(entityTitle(view, content), language)}</h1>
${description && html`<p class="lead"${textAttributes(description, language)}>${description.value}</p>`}
<p class="actions">${homeLink(content)}<a href="${view.href(queryPath(iri))}">${messages.entity.query}</a></p>
${relatedCollections(view, iri)}
${content.more}
${factSections(view, content, rest)}
${section(view, content, 'evidence', messages.entity.evidence, of(EVIDENCE))}
${section(view, content, 'identifiers', messages.entity.identifiers, of(IDENTIFIERS))}
${incomingSection(view, index, iri)}
${otherNames(view, index, iri)}
${citation(view, index, iri)}
</article>`;
}

/** Records give an acronym as an alternative label too, for label-only readers; one row says it. */
function isAcronymAgain(index: QuadIndex, iri: string, { property, values }: Fact): boolean {
  if (property !== skos('altLabel').value) return false;
  const acronyms = index.objects(iri, tf('acronym').value).map((term) => term.value);
  return values.every((term) => acronyms.includes(term.value));
}

/** The most special classes only: "Programme", not "Programme · Facilitation initiative · Entity". */
function kindsOf(view: View, { types }: EntityPageContent): Html[] {
  const { ontology } = vocabularyOf(view.site);
  const general = new Set(types.flatMap((type) => ontology.iris(type, rdfs('subClassOf').value)));
  const shown = types.filter((type) => !general.has(type) && (type.startsWith(tf('').value) || types.length === 1));
  const listed = shown.length > 0 ? shown : types.slice(0, 1);
  return listed.map((type, position) => html`${position > 0 && ' · '}${textHtml(termName(view, type), view.language)}`);
}

function homeLink({ index, iri }: EntityPageContent): Html[] {
  const pages = index.iris(iri, foaf('page').value).filter((page) => /^https?:/.test(page));
  return pages.map(
    (page) => html`<a href="${page}" rel="external" dir="ltr">${page.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}</a> `,
  );
}

export function queryPath(iri: string): string {
  const query = `SELECT ?property ?value WHERE {\n  <${iri}> ?property ?value\n}\nORDER BY ?property ?value\n`;
  return `sparql?${new URLSearchParams({ query })}`;
}

/** One section for each group of the shapes, in their order; what no shape knows comes last. */
function factSections(view: View, content: EntityPageContent, facts: readonly Fact[]): Html[] {
  const places = factOrder(view.site, content.types);
  const placed = facts.map((fact) => ({ fact, place: places.get(fact.property) ?? NOWHERE }));
  placed.sort(
    (a, b) => a.place.groupOrder - b.place.groupOrder || a.place.order - b.place.order || (a.fact.property < b.fact.property ? -1 : 1),
  );
  const groups = [...Map.groupBy(placed, ({ place }) => place.group)];
  return groups.map(([group, members], position) => {
    const isOnly = groups.length === 1;
    const heading =
      group === undefined || isOnly ? html`${isOnly ? view.messages.entity.facts : view.messages.entity.more}` : groupName(view, group);
    const rows = members.map(({ fact }) => fact);
    return html`<section class="group" aria-labelledby="facts-${position}"><h2 id="facts-${position}">${heading}</h2>${factList(view, content.index, rows)}</section>\n`;
  });
}

function groupName(view: View, group: string): Html {
  const names: Readonly<Record<string, string>> = view.messages.groups;
  const known = names[nameFromIRI(group)];
  if (known !== undefined) return html`${known}`;
  return textHtml(
    labelOf(vocabularyOf(view.site).shapes, group, view.language) ?? { value: nameFromIRI(group), language: '' },
    view.language,
  );
}

function section(view: View, content: EntityPageContent, id: string, heading: string, facts: readonly Fact[]): Html | undefined {
  if (facts.length === 0) return undefined;
  return html`<section class="group" aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${factList(view, content.index, facts)}</section>`;
}
