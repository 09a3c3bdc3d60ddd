import type { SourceStatus } from '../../publish/source-status.ts';
import { type Html, html } from '../html.ts';
import type { View } from './view.ts';

/** WCAG 2.2 §1.4.1: the word and the form of the mark say what the colour says. */
const MARKS: Readonly<Record<SourceStatus['state'], string>> = { up: '●', down: '▲', unknown: '○', disabled: '–' };

export function sourceState(view: View, state: SourceStatus['state']): Html {
  return html`<span class="state ${state}"><span aria-hidden="true">${MARKS[state]}</span> ${view.messages.sources.states[state]}</span>`;
}

export function timeHtml(view: View, time: string): Html {
  return html`<time datetime="${time}">${view.time(time)}</time>`;
}
