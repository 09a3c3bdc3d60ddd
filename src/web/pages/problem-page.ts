import type { ErrorCode } from '../../errors.ts';
import type { Exchange } from '../exchange.ts';
import { html } from '../html.ts';
import type { ProblemDocument } from '../problem-document.ts';
import { type Alternate, renderPage } from './layout.ts';
import { createView, type View } from './view.ts';

export function problemPage(exchange: Exchange, problem: ProblemDocument, code: ErrorCode): string {
  const view = createView(exchange);
  const title = titleOf(view, code, problem.title);
  const available = Array.isArray(problem.available) ? (problem.available as Alternate[]) : [];
  return renderPage(view, {
    title,
    isIndexed: false,
    main: html`<div class="problem">
<p class="status" aria-hidden="true">${problem.status}</p>
<h1>${title}</h1>
<p lang="en" dir="ltr">${problem.detail}</p>
${
  available.length > 0 &&
  html`<h2>${view.messages.problem.available}</h2><ul>${available.map((one) => html`<li><a href="${one.href}">${one.label}</a></li>`)}</ul>`
}
<p><a href="${view.href('')}">${view.messages.problem.home}</a></p>
<p class="quiet">${view.messages.problem.id}: <code>${exchange.requestId}</code></p>
</div>`,
  });
}

/** The titles that a reader of pages is likely to meet are translated; the others stay English, as the details do. */
function titleOf(view: View, code: ErrorCode, title: string): string {
  const translated: Readonly<Partial<Record<ErrorCode, string>>> = view.messages.problems;
  return translated[code] ?? title;
}
