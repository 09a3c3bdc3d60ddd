import { namedNode, type Quad } from '../../rdf/terms.ts';
import { owl } from '../../rdf/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { vocabularyOf } from '../vocabulary-index.ts';
import { valueList } from './facts.ts';
import { textHtml } from './labels.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

/** Longer groups start folded, so that a page on Kenya or on climate change stays a page. */
const OPEN_GROUP = 24;

/** What points to the thing, grouped by how. */
export function incomingSection(view: View, index: QuadIndex, iri: string): Html | undefined {
  const byProperty = Map.groupBy(
    index.referringTo(iri).filter((quad) => quad.subject.value !== iri && !isSaidAbove(view, index, iri, quad)),
    (quad) => quad.predicate.value,
  );
  if (byProperty.size === 0) return undefined;
  const groups = [...byProperty].map(([property, quads]) => ({
    property,
    subjects: [...new Set(quads.map((quad) => quad.subject.value))],
  }));
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

function groupRow(view: View, index: QuadIndex, group: { readonly property: string; readonly subjects: readonly string[] }): Html {
  const { subjects } = group;
  const values = valueList(view, index, subjects.map(namedNode));
  const folded = html`<details><summary>${say(view.messages.site.showAll, { count: view.number(subjects.length) })}</summary>${values}</details>`;
  return html`<div><dt>${asHtml(view, group.property)} <span class="quiet">(${view.number(subjects.length)})</span></dt>
<dd>${subjects.length > OPEN_GROUP ? folded : values}</dd></div>\n`;
}

/** The property is read from the other end: its name is set within the words of the language for that. */
function asHtml(view: View, property: string): Html {
  const [before = '', after = ''] = view.messages.entity.as.split('{property}');
  return html`${before}${textHtml(termName(view, property), view.language)}${after}`;
}
