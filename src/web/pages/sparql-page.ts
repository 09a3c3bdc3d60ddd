import type { FederationReport } from '../../federation/federation-report.ts';
import { PREFIXES } from '../../rdf/prefixes.ts';
import { editorAssets } from '../editor-assets.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { resultOffers } from '../result-offers.ts';
import type { SparqlRequest } from '../sparql-request.ts';
import {
  explainButton,
  federationFields,
  otherEndpoint,
  parametersOf,
  planSection,
  reportLink,
  reportNotice,
} from './federation-fields.ts';
import { type Found, type Outcome, resultHtml } from './result-table.ts';
import type { View } from './view.ts';

export interface SparqlPageContent {
  readonly request: SparqlRequest;
  readonly outcome: Outcome | undefined;
  /** Of an answer for which other sources were asked. */
  readonly report?: FederationReport | undefined;
}

const FIRST_QUERY = `PREFIX tf: <${PREFIXES.tf}>
PREFIX skos: <${PREFIXES.skos}>

# Which agencies lead the most initiatives?
SELECT ?agency ?name (COUNT(?initiative) AS ?initiatives) WHERE {
  ?initiative a tf:FacilitationInitiative ;
    tf:leadAgency ?agency .
  ?agency skos:prefLabel ?name
  FILTER(LANG(?name) = "en")
}
GROUP BY ?agency ?name
ORDER BY DESC(?initiatives) ?name
LIMIT 20
`;

/** WCAG 2.2 §2.4.2: a title says where one is, here also what came of the query. */
export function sparqlTitle(view: View, { request, outcome }: SparqlPageContent): string {
  const { sparql: words, problems, federation } = view.messages;
  const { title } = wordsOf(view, request);
  if (outcome === undefined) return title;
  if (outcome.kind === 'plan') return `${federation.plan} – ${title}`;
  const error: string | undefined = outcome.kind === 'error' ? outcome.error.code : undefined;
  const known: Readonly<Record<string, string>> = problems;
  return `${error === undefined ? words.results : (known[error] ?? words.error)} – ${title}`;
}

/** Of the endpoint that the page is about. */
export function wordsOf({ messages }: View, { endpoint }: SparqlRequest): { readonly title: string; readonly lead: string } {
  return endpoint.scope === 'virtual-graph' ? messages.federation : messages.sparql;
}

/** Script makes an editor of the box and gives the results more views; nothing on the page needs it. */
export function sparqlHead({ site }: View): Html {
  const { style, library, editor, views } = editorAssets;
  return html`<link rel="stylesheet" href="${site.basePath}${style.path}">
<script defer src="${site.basePath}${library.path}"></script>
<script type="module" src="${site.basePath}${editor.path}"></script>
<script type="module" src="${site.basePath}${views.path}"></script>`;
}

export function sparqlMain(view: View, content: SparqlPageContent): Html {
  const { request, outcome } = content;
  const { title, lead } = wordsOf(view, request);
  return html`<h1>${title}</h1>
<p class="lead">${lead} ${otherEndpoint(view, request)}</p>
${form(view, content)}
${outcome?.kind === 'plan' && planSection(view, outcome.report)}
${outcome !== undefined && outcome.kind !== 'error' && outcome.kind !== 'plan' && results(view, content, outcome)}
${request.endpoint.scope === 'services' && examples(view)}
<details><summary>${view.messages.sparql.prefixes}</summary><pre dir="ltr"><code>${Object.entries(PREFIXES).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`)}</code></pre></details>`;
}

/** Room for the query and a little more, within what fits a screen. */
function rowsFor(query: string): number {
  return Math.min(28, Math.max(6, query.split('\n').length + 1));
}

/** The line feed after `<textarea>` is the one that HTML drops (§13.1.2.5), so that a query starting with one keeps it. */
function form(view: View, { request, outcome }: SparqlPageContent): Html {
  const words = view.messages.sparql;
  const query = request.query ?? FIRST_QUERY;
  const failed = outcome?.kind === 'error';
  const isFederated = request.endpoint.scope === 'virtual-graph';
  const { queryTimeoutMs, federationTimeoutMs } = view.site.parts.config;
  const seconds = view.number(Math.round((isFederated ? federationTimeoutMs : queryTimeoutMs) / 1000));
  return html`<form method="get" action="${view.site.basePath}${request.endpoint.path}"${editorData(view)}>
${view.url.searchParams.has('lang') && html`<input type="hidden" name="lang" value="${view.language}">`}
${failed && errorBox(view, outcome)}
<div class="field"><label for="query" id="query-label">${words.query}</label>
<textarea id="query" name="query" rows="${rowsFor(query)}" dir="ltr" spellcheck="false" autocapitalize="off" autocomplete="off"${failed && html` aria-invalid="true" aria-describedby="query-error"${place(outcome)}`}>
${query}</textarea></div>
${isFederated && federationFields(view, request)}
<div class="run"><button type="submit">${words.run}</button>${isFederated && explainButton(view)} <span class="hint">${say(words.limits, { seconds })}</span><p class="quiet" id="query-keys" hidden></p></div>
</form>`;
}

/** What the scripts of the page say and ask for. */
function editorData({ site, language, messages }: View): Html {
  const { keys, plain, editor, view, table, chart } = messages.sparql;
  const terms = `${site.basePath}assets/terms.json?${new URLSearchParams({ lang: language })}`;
  return html` data-terms="${terms}" data-prefixes="${JSON.stringify(PREFIXES)}" data-keys="${keys}" data-plain="${plain}" data-editor="${editor}" data-view="${view}" data-table="${table}" data-chart="${chart}"`;
}

/** Where the mistake is, for the editor to mark. */
function place({ error }: Extract<Outcome, { kind: 'error' }>): Html | undefined {
  const { line, column } = error.extra;
  if (typeof line !== 'number') return undefined;
  return html` data-line="${line}" data-column="${typeof column === 'number' ? column : 1}"`;
}

function errorBox(view: View, { error }: Extract<Outcome, { kind: 'error' }>): Html {
  const { line, column } = error.extra;
  const words = view.messages.sparql;
  const problems: Readonly<Record<string, string>> = view.messages.problems;
  return html`<div class="error" id="query-error" role="alert"><p><strong>${problems[error.code] ?? words.error}</strong>${
    typeof line === 'number' && html` <span>${say(words.errorAt, { line, column: typeof column === 'number' ? column : 1 })}</span>`
  }</p><pre lang="en" dir="ltr">${error.detail}</pre>${typeof error.extra.report === 'string' && reportLink(view, error.extra.report)}</div>`;
}

function results(view: View, { request, report }: SparqlPageContent, outcome: Found): Html {
  const words = view.messages.sparql;
  const links = resultOffers(outcome.form, { isMarked: request.isPartialWelcome }).map(({ extension, label }) => {
    const address = `${view.site.basePath}${request.endpoint.path}?${parametersOf(view, request, extension)}`;
    return html`<li><a href="${address}">${label}</a></li>\n`;
  });
  return html`<section aria-labelledby="results"><h2 id="results">${words.results}</h2>
${report && reportNotice(view, report)}
<p>${words.downloads}:</p><ul class="values">${links}</ul>
${resultHtml(view, outcome)}</section>`;
}

/** The competency questions of the ontology, by theme; each link fills the box and runs. */
function examples(view: View): Html | undefined {
  const { competencyQuestions } = view.site.parts;
  if (competencyQuestions.length === 0) return undefined;
  const groups = [...Map.groupBy(competencyQuestions, ({ group }) => group)];
  return html`<section class="examples" aria-labelledby="examples"><h2 id="examples">${view.messages.sparql.examples}</h2>
${groups.map(
  ([
    group,
    questions,
  ]) => html`<details><summary lang="en">${group} <span class="quiet">(${view.number(questions.length)})</span></summary><ul lang="en" dir="ltr">
${questions.map(({ title, query }) => html`<li><a href="${view.href(`sparql?${new URLSearchParams({ query })}`)}">${title}</a></li>\n`)}</ul></details>`,
)}</section>`;
}
