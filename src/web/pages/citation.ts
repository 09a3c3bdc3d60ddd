import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { datasetRecord } from './dataset-record.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

/** What a citation needs: the name that stays, and the revision and licence of each dataset that describes the thing. */
export function citation(view: View, index: QuadIndex, iri: string): Html {
  const { entity, front } = view.messages;
  const graphs = new Set(index.about(iri).map((quad) => quad.graph.value));
  const states = view.site.parts.reader.datasets().filter(({ graphIRI }) => graphs.has(graphIRI));
  const described = states.map((state) => ({ ...datasetRecord(view, state), revision: state.revision }));
  return html`<section class="group" aria-labelledby="cite"><h2 id="cite">${entity.cite}</h2><dl class="facts">
<div><dt>${entity.identifier}</dt><dd class="iri"><bdi dir="ltr">${iri}</bdi></dd></div>
${described.map(
  ({ title, revision, licence }) =>
    html`<div><dt>${front.dataset}</dt><dd>${title}, ${say(entity.revision, { number: revision.number, date: view.date(revision.time) })}${licence && html` · ${licence}`}</dd></div>\n`,
)}</dl></section>`;
}
