import { KINDS, type Kind } from '../../publish/kinds.ts';
import { dct } from '../../rdf/vocabulary.ts';
import type { DatasetState } from '../../store/types.ts';
import { type Html, html, isWebAddress } from '../html.ts';
import { collectionName } from './collection-name.ts';
import { labelOf, textHtml } from './labels.ts';
import { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

export function frontMain(view: View): Html {
  const { front } = view.messages;
  return html`<h1>${front.title}</h1>
<p class="lead">${front.lead}</p>
<form class="search" method="get" action="${view.site.basePath}initiatives" role="search">
${view.url.searchParams.has('lang') && html`<input type="hidden" name="lang" value="${view.language}">`}
<label for="q">${front.searchLabel}</label>
<input id="q" name="q" type="search" autocomplete="off" aria-describedby="q-hint"><button type="submit">${front.searchButton}</button>
<p class="hint" id="q-hint">${front.searchHint}</p></form>
<section aria-labelledby="inventory"><h2 id="inventory">${front.inventory}</h2>
<ul class="counts">${KINDS.map((kind) => collectionCard(view, kind))}</ul></section>
${audiences(view)}
${datasets(view)}`;
}

function collectionCard(view: View, kind: Kind): Html | undefined {
  const { totalItems } = view.site.collections.page(kind, { size: 1 });
  if (totalItems === 0 || kind.collection === 'datasets') return undefined;
  return html`<li><a href="${view.href(kind.collection)}"><strong>${view.number(totalItems)}</strong> ${collectionName(view, kind)}</a></li>\n`;
}

function audiences(view: View): Html {
  const { front, collections, nav } = view.messages;
  const links = (...entries: readonly (readonly [path: string, name: string])[]) =>
    html`<ul>${entries.map(([path, name]) => html`<li><a href="${view.href(path)}">${name}</a></li>\n`)}</ul>`;
  const section = (title: string, text: string, list: Html) => html`<section><h3>${title}</h3><p>${text}</p>${list}</section>\n`;
  return html`<section aria-labelledby="audiences"><h2 id="audiences">${front.audiences}</h2><div class="audiences">
${section(front.seekersTitle, front.seekers, links(['countries', collections.countries], ['technologies', collections.technologies], ['sdgs', collections.sdgs]))}
${section(front.coordinatorsTitle, front.coordinators, links(['functions', collections.functions], ['agencies', collections.agencies], ['initiatives.csv', `${collections.initiatives} (CSV)`]))}
${section(front.developersTitle, front.developers, links(['sparql', nav.sparql], ['ontology', nav.ontology], ['shapes', nav.shapes]))}
</div></section>`;
}

function datasets(view: View): Html {
  const { front } = view.messages;
  const states = view.site.parts.reader.datasets().filter(({ quadCount }) => quadCount > 0);
  return html`<section aria-labelledby="datasets"><h2 id="datasets">${front.datasets}</h2>
<div class="scroll" tabindex="0" role="group" aria-labelledby="datasets"><table><thead><tr><th scope="col">${front.dataset}</th><th scope="col" class="number">${front.statements}</th>
<th scope="col" class="number">${front.revision}</th><th scope="col">${front.changed}</th><th scope="col">${front.licence}</th></tr></thead>
<tbody>${states.map((state) => datasetRow(view, state))}</tbody></table></div></section>`;
}

function datasetRow(view: View, { slug, quadCount, revision }: DatasetState): Html {
  const iri = `${view.site.parts.config.baseIRI}id/dataset/${slug}`;
  const index = new QuadIndex(view.site.parts.reader.quadsWithSubject(iri));
  const title = textHtml(labelOf(index, iri, view.language) ?? { value: slug, language: '' }, view.language);
  const isDescribed = index.about(iri).length > 0;
  const licence = index.iris(iri, dct('license').value).filter(isWebAddress)[0];
  return html`<tr><th scope="row">${isDescribed ? html`<a href="${view.href(`doc/dataset/${slug}`)}">${title}</a>` : title}</th>
<td class="number">${view.number(quadCount)}</td><td class="number">${view.number(revision.number)}</td>
<td><time datetime="${revision.time}">${revision.time.slice(0, 10)}</time></td>
<td>${licence !== undefined && html`<a href="${licence}" rel="license">${licenceName(licence)}</a>`}</td></tr>\n`;
}

/** `https://creativecommons.org/licenses/by/4.0/` is known as CC BY 4.0. */
function licenceName(iri: string): string {
  const parts = /creativecommons\.org\/licenses\/([a-z-]+)\/([\d.]+)/.exec(iri);
  return parts === null ? iri.replace(/^https?:\/\//, '') : `CC ${parts[1]?.toUpperCase()} ${parts[2]}`;
}
