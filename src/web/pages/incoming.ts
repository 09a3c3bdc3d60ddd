import { KINDS, type Kind } from '../../publish/kinds.ts';
import { namedNode, type Quad } from '../../rdf/terms.ts';
import { owl, rdf } from '../../rdf/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { vocabularyOf } from '../vocabulary-index.ts';
import { collectionName } from './collection-name.ts';
import { valueList } from './facts.ts';
import { textHtml } from './labels.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

/** Longer groups start folded, so that a page on Kenya or on climate change stays a page. */
const OPEN_GROUP = 24;

interface Group {
  readonly property: string;
  readonly kind: Kind | undefined;
  readonly subjects: readonly string[];
}

/** What points to the thing, grouped by how, and by the collection that it is in. */
export function incomingSection(view: View, index: QuadIndex, iri: string): Html | undefined {
  const quads = index.referringTo(iri).filter((quad) => quad.subject.value !== iri && !isSaidAbove(view, index, iri, quad));
  if (quads.length === 0) return undefined;
  const groups = [...Map.groupBy(quads, ({ predicate }) => predicate.value)].flatMap(([property, uses]) => {
    const subjects = [...new Set(uses.map(({ subject }) => subject.value))];
    return [...Map.groupBy(subjects, (subject) => kindOf(index, subject))].map(([kind, members]) => ({
      property,
      kind,
      subjects: members,
    }));
  });
  groups.sort((a, b) => b.subjects.length - a.subjects.length || (a.property < b.property ? -1 : 1));
  return html`<section class="group" aria-labelledby="incoming"><h2 id="incoming">${view.messages.entity.incoming}</h2><dl class="facts">
${groups.map((group) => groupRow(view, index, group))}</dl></section>`;
}

/** “Identified by”, read from the other end, repeats the page's own “Identified need”. */
function isSaidAbove(view: View, index: QuadIndex, iri: string, { subject, predicate }: Quad): boolean {
  const { ontology } = vocabularyOf(view.site);
  const declaring = ontology.referringTo(predicate.value).filter((quad) => quad.predicate.equals(owl('inverseOf')));
  const inverses = [...ontology.iris(predicate.value, owl('inverseOf').value), ...declaring.map((quad) => quad.subject.value)];
  return inverses.some((inverse) => index.iris(iri, inverse).includes(subject.value));
}

function kindOf(index: QuadIndex, subject: string): Kind | undefined {
  const types = index.iris(subject, rdf('type').value);
  return KINDS.find(({ classIRI }) => types.includes(classIRI));
}

/** “Capacity-building activities, as ‘Lead agency’”; what is in no collection is told by the property alone. */
function groupRow(view: View, index: QuadIndex, { property, kind, subjects }: Group): Html {
  const values = valueList(view, index, subjects.map(namedNode));
  const folded = html`<details><summary>${say(view.messages.site.showAll, { count: view.number(subjects.length) })}</summary>${values}</details>`;
  const count = html`<span class="quiet">(${view.number(subjects.length)})</span>`;
  const as = asHtml(view, property);
  const term = kind === undefined ? html`${as} ${count}` : html`${collectionName(view, kind)} ${count}<br><span class="quiet">${as}</span>`;
  return html`<div><dt>${term}</dt>
<dd>${subjects.length > OPEN_GROUP ? folded : values}</dd></div>\n`;
}

/** The property is read from the other end: its name is set within the words of the language for that. */
function asHtml(view: View, property: string): Html {
  const [before = '', after = ''] = view.messages.entity.as.split('{property}');
  return html`${before}${textHtml(termName(view, property), view.language)}${after}`;
}
