import { SOURCE_KINDS, type SourceKind } from '../../federation/registered-sources.ts';
import { slugOf } from '../../publish/names.ts';
import type { Quad } from '../../rdf/terms.ts';
import { tf } from '../../rdf/vocabulary.ts';
import type { SourceCheck } from '../../store/operations-types.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import type { SourceStatuses } from '../source-statuses.ts';
import { sourceState, timeHtml } from './source-state.ts';
import type { View } from './view.ts';

/** How a source does, how much it holds, and what the looks at it found. */
export function sourceHistory(view: View, statuses: SourceStatuses, iri: string): Html {
  const words = view.messages.sources;
  const { state, check, size } = statuses.of(iri);
  const history = statuses.history(iri);
  const rows: (readonly [name: string, value: Html | string | undefined])[] = [
    [words.status, sourceState(view, state)],
    [words.role, words.roles[kindOf(view, iri)]],
    [words.latency, check?.outcome === 'up' ? view.number(check.milliseconds) : undefined],
    [words.lastCheck, check && timeHtml(view, check.time)],
    [words.availability, history.length === 0 ? undefined : availability(view, history)],
    [words.triples, size && view.number(size.triples)],
    [words.classes, size && view.number(size.classes)],
    [words.predicates, size && view.number(size.predicates)],
    [words.summarised, size && timeHtml(view, size.takenAt)],
    [words.abilities, abilities(statuses.abilities(iri))],
  ];
  const facts = rows
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`);
  return html`<section class="group" aria-labelledby="health"><h2 id="health">${words.health}</h2><div><dl class="facts">${facts}</dl>
${history.length > 0 && historyTable(view, history)}</div></section>`;
}

function kindOf({ site }: View, iri: string): SourceKind {
  const kind = site.parts.reader.quadsWithSubject(iri).find(({ predicate }) => predicate.equals(tf('sourceKind')));
  return SOURCE_KINDS.find((each) => each === slugOf(kind?.object.value ?? '')) ?? 'sparql-endpoint';
}

function availability(view: View, history: readonly SourceCheck[]): string {
  const up = history.filter(({ outcome }) => outcome === 'up').length;
  return say(view.messages.sources.answered, { up: view.number(up), count: view.number(history.length) });
}

/** In the words of the Service Description vocabulary and of the W3C's formats, which are names in every language. */
function abilities(quads: readonly Quad[]): Html | undefined {
  if (quads.length === 0) return undefined;
  const names = [...new Set(quads.map(({ object }) => slugOf(object.value)))].sort();
  return html`<ul class="values" lang="en" dir="ltr">${names.map((name) => html`<li>${name.replaceAll('_', ' ')}</li>\n`)}</ul>`;
}

function historyTable(view: View, history: readonly SourceCheck[]): Html {
  const words = view.messages.sources;
  return html`<details><summary>${words.history}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="${words.history}"><table aria-label="${words.history}"><thead><tr><th scope="col">${words.when}</th><th scope="col">${words.status}</th>
<th scope="col" class="number">${words.latency}</th><th scope="col">${words.detail}</th></tr></thead>
<tbody>${history.map((check) => historyRow(view, check))}</tbody></table></div></details>`;
}

/** What was found stays English, as the details of problems do. */
function historyRow(view: View, { time, outcome, milliseconds, detail }: SourceCheck): Html {
  return html`<tr><td>${timeHtml(view, time)}</td><td>${sourceState(view, outcome)}</td>
<td class="number">${view.number(milliseconds)}</td><td lang="en" dir="ltr">${detail}</td></tr>\n`;
}
