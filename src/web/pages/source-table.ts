import type { CollectionItem, CollectionPage } from '../../publish/collection-types.ts';
import { dcat, dct, tf } from '../../rdf/vocabulary.ts';
import { pagePathOf } from '../addresses.ts';
import { type Html, html, isWebAddress } from '../html.ts';
import type { SourceStatuses } from '../source-statuses.ts';
import { mapText, textHtml } from './labels.ts';
import { licenceName } from './licence-name.ts';
import { QuadIndex } from './quad-index.ts';
import { sourceState, timeHtml } from './source-state.ts';
import { termHtml } from './term-html.ts';
import type { View } from './view.ts';

/** Each source with its last look and its size. */
export function sourceTable(view: View, page: CollectionPage, statuses: SourceStatuses): Html {
  const words = view.messages.sources;
  const numeric = [words.latency, words.triples, words.classes, words.predicates];
  const columns = [words.source, words.status, words.latency, words.lastCheck, words.triples, words.classes, words.predicates];
  const head = [...columns, words.kind, words.trust, words.licence].map(
    (name) => html`<th scope="col"${numeric.includes(name) && html` class="number"`}>${name}</th>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="results"><table class="sources" aria-labelledby="results"><thead><tr>${head}</tr></thead>
<tbody>${page.items.map((item) => row(view, item, statuses))}</tbody></table></div>`;
}

function row(view: View, item: CollectionItem, statuses: SourceStatuses): Html {
  const { reader, config } = view.site.parts;
  const { state, check, size } = statuses.of(item.iri);
  const own = new QuadIndex(reader.quadsWithSubject(item.iri));
  const value = (property: string) => own.objects(item.iri, property)[0];
  const endpoint = value(dcat('endpointURL').value)?.value;
  const licence = own.iris(item.iri, dct('license').value).find(isWebAddress);
  const count = (number: number | undefined) => html`<td class="number">${number === undefined ? '–' : view.number(number)}</td>`;
  const label = mapText(item.labels, view.language) ?? { value: item.slug, language: '' };
  const concept = (property: string) => {
    const term = value(property);
    return term && termHtml(view, new QuadIndex(reader.quadsWithSubject(term.value)), term);
  };
  return html`<tr><th scope="row"><a href="${view.href(pagePathOf(item.iri, config.baseIRI) ?? '')}">${textHtml(label, view.language)}</a>
${endpoint !== undefined && html`<div class="quiet endpoint"><bdi dir="ltr">${endpoint}</bdi></div>`}</th>
<td>${sourceState(view, state)}</td>${count(check?.outcome === 'up' ? check.milliseconds : undefined)}<td>${check === undefined ? '–' : timeHtml(view, check.time)}</td>
${count(size?.triples)}${count(size?.classes)}${count(size?.predicates)}
<td>${concept(tf('sourceKind').value)}</td><td>${concept(tf('trustLevel').value)}</td><td>${licence === undefined ? '–' : html`<a href="${licence}" rel="external" dir="ltr">${licenceName(licence)}</a>`}</td></tr>\n`;
}
