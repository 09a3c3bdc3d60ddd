import type { FederationReport, PlanStep, SourceOutcome, StepSource } from '../../federation/federation-report.ts';
import { pagePathOf } from '../addresses.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import type { View } from './view.ts';

export function reportMain(view: View, report: FederationReport): Html {
  const words = view.messages.federation;
  return html`<h1>${report.isPlanOnly ? words.plan : words.report}</h1>
<p class="lead">${summary(view, report)}</p>
<p><time datetime="${report.startedAt}">${view.date(report.startedAt)}, ${report.startedAt.slice(11, 19)} UTC</time></p>
${reportTables(view, report)}`;
}

function summary(view: View, { isPlanOnly, isComplete, milliseconds }: FederationReport): string {
  const words = view.messages.federation;
  if (isPlanOnly) return words.planLead;
  return `${isComplete ? words.complete : words.incomplete} ${say(words.took, { milliseconds: view.number(Math.round(milliseconds)) })}`;
}

/** What the sources did, or how they would be asked; for the page of the report and for that of the query. */
export function reportTables(view: View, report: FederationReport): Html {
  const words = view.messages.federation;
  const steps = html`<h2 id="steps">${words.steps}</h2>${stepsTable(view, report)}`;
  if (report.isPlanOnly) return steps;
  return html`<h2 id="sources">${words.sources}</h2>${sourcesTable(view, report.sources)}
${steps}`;
}

interface Column<T> {
  readonly label: string;
  readonly isNumber?: boolean;
  cell(row: T): Html | string;
}

function table<T>(labelledBy: string, rows: readonly T[], columns: readonly Column<T>[]): Html {
  const align = ({ isNumber }: Column<T>) => isNumber && html` class="number"`;
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${labelledBy}"><table class="report">
<thead><tr>${columns.map((column) => html`<th scope="col"${align(column)}>${column.label}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${columns.map((column) => html`<td${align(column)}>${column.cell(row)}</td>`)}</tr>\n`,
  )}</tbody></table></div>`;
}

function sourcesTable(view: View, sources: readonly SourceOutcome[]): Html {
  const words = view.messages.federation;
  const number = (value: number) => view.number(Math.round(value));
  return table('sources', sources, [
    { label: words.source, cell: ({ iri, title }) => sourceLink(view, iri, title) },
    { label: words.outcome, cell: (source) => outcomeHtml(view, source) },
    { label: words.requests, isNumber: true, cell: ({ requests }) => number(requests) },
    { label: words.rows, isNumber: true, cell: ({ rows }) => number(rows) },
    { label: words.bytes, isNumber: true, cell: ({ bytes }) => number(bytes) },
    { label: words.milliseconds, isNumber: true, cell: ({ milliseconds }) => number(milliseconds) },
  ]);
}

function outcomeHtml(view: View, { outcome, detail }: SourceOutcome): Html {
  const isGood = outcome === 'answered' || outcome === 'unused';
  return html`<strong class="outcome${isGood ? '' : ' bad'}">${view.messages.federation.outcomes[outcome]}</strong>${
    detail !== undefined && html`<div lang="en" dir="ltr">${detail}</div>`
  }`;
}

function sourceLink(view: View, iri: string, title: string): Html {
  const path = pagePathOf(iri, view.site.parts.config.baseIRI);
  return path === undefined ? html`${title}` : html`<a href="${view.href(path)}" dir="auto">${title}</a>`;
}

function stepsTable(view: View, { steps, sources, isPlanOnly }: FederationReport): Html {
  const words = view.messages.federation;
  const titles = new Map(sources.map(({ iri, title }) => [iri, title]));
  const number = (value: number) => view.number(Math.round(value));
  const planned: Column<PlanStep>[] = [
    { label: words.step, isNumber: true, cell: (step) => number(step.number) },
    { label: words.kind, cell: ({ kind }) => words.kinds[kind] },
    { label: words.pattern, cell: ({ text }) => html`<pre dir="ltr"><code>${text}</code></pre>` },
    { label: words.source, cell: (step) => stepSources(view, step.sources, titles) },
    { label: words.boundBy, cell: (step) => boundBy(view, step) },
    { label: words.estimate, isNumber: true, cell: ({ estimatedRows }) => number(estimatedRows) },
  ];
  if (isPlanOnly) return table('steps', steps, planned);
  return table('steps', steps, [
    ...planned,
    { label: words.requests, isNumber: true, cell: ({ requests }) => number(requests) },
    { label: words.rows, isNumber: true, cell: ({ rows }) => number(rows) },
    { label: words.milliseconds, isNumber: true, cell: ({ milliseconds }) => number(milliseconds) },
  ]);
}

/** The estimate of each, since that is why it is asked. */
function stepSources(view: View, sources: readonly StepSource[], titles: ReadonlyMap<string, string>): Html {
  const item = ({ iri, estimatedRows }: StepSource) =>
    html`<li>${sourceLink(view, iri, titles.get(iri) ?? iri)} <span class="quiet">(${view.number(Math.round(estimatedRows))})</span></li>\n`;
  return html`<ul class="values">${sources.map(item)}</ul>`;
}

function boundBy(view: View, { boundBy: names, bindings }: PlanStep): Html {
  if (names.length === 0) return html`<span class="quiet">–</span>`;
  const text = names.map((name) => `?${name}`).join(' ');
  return html`<code dir="ltr">${text}</code>${bindings > 0 && html` <span class="quiet">(${view.number(bindings)})</span>`}`;
}
