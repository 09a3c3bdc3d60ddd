import { KINDS } from '../../publish/kinds.ts';
import type { DatasetState } from '../../store/types.ts';
import { type Html, html } from '../html.ts';
import { collectionName } from './collection-name.ts';
import { datasetRecord } from './dataset-record.ts';
import type { View } from './view.ts';

/** What most come for; the other kinds stand below in small. */
const MAIN_COLLECTIONS = ['initiatives', 'agencies', 'assessments', 'activities', 'partnerships'];

export function frontMain(view: View): Html {
  const { front } = view.messages;
  return html`<div class="hero"><div><h1>${front.title}</h1>
<p class="lead">${front.lead}</p>
<form class="search" method="get" action="${view.site.basePath}initiatives" role="search">
${view.url.searchParams.has('lang') && html`<input type="hidden" name="lang" value="${view.language}">`}
<label for="q">${front.searchLabel}</label>
<input id="q" name="q" type="search" autocomplete="off" aria-describedby="q-hint"><button type="submit">${front.searchButton}</button>
<p class="hint" id="q-hint">${front.searchHint}</p></form></div>
${inventory(view)}</div>
${audiences(view)}
${datasets(view)}`;
}

function inventory(view: View): Html {
  const counted = KINDS.map((kind) => ({ kind, count: view.site.collections.page(kind, { size: 1 }).totalItems }));
  const shown = counted.filter(({ kind, count }) => count > 0 && kind.collection !== 'datasets');
  const [main = [], other = []] = [true, false].map((isMain) =>
    shown.filter(({ kind }) => MAIN_COLLECTIONS.includes(kind.collection) === isMain),
  );
  return html`<section aria-labelledby="inventory"><h2 id="inventory">${view.messages.front.inventory}</h2>
<ul class="counts">${main.map(({ kind, count }) => html`<li><a href="${view.href(kind.collection)}"><strong>${view.number(count)}</strong> ${collectionName(view, kind)}</a></li>\n`)}</ul>
<ul class="values">${other.map(({ kind, count }) => html`<li><a href="${view.href(kind.collection)}">${collectionName(view, kind)}</a> <span class="quiet">${view.number(count)}</span></li>\n`)}</ul></section>`;
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
<div class="scroll" tabindex="0" role="group" aria-labelledby="datasets"><table aria-labelledby="datasets"><thead><tr><th scope="col">${front.dataset}</th><th scope="col" class="number">${front.statements}</th>
<th scope="col" class="number wide">${front.revision}</th><th scope="col">${front.changed}</th><th scope="col" class="wide">${front.licence}</th></tr></thead>
<tbody>${states.map((state) => datasetRow(view, state))}</tbody></table></div></section>`;
}

function datasetRow(view: View, state: DatasetState): Html {
  const { quadCount, revision } = state;
  const { title, licence } = datasetRecord(view, state);
  return html`<tr><th scope="row">${title}</th>
<td class="number">${view.number(quadCount)}</td><td class="number wide">${view.number(revision.number)}</td>
<td><time datetime="${revision.time}">${view.date(revision.time)}</time></td><td class="wide">${licence}</td></tr>\n`;
}
