import { rdfs, sh } from '../../rdf/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { say } from '../messages/messages.ts';
import { vocabularyOf } from '../vocabulary-index.ts';
import { bestText, capitalised, labelOf, nameFromIRI, passageHtml, type Text, textAttributes, textHtml } from './labels.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import { linkHtml } from './term-html.ts';
import type { View } from './view.ts';

/** The shapes in words, made from their names, descriptions, messages and severities. */
export function shapesMain(view: View): Html {
  const { shapes } = vocabularyOf(view.site);
  const collator = new Intl.Collator(view.language);
  const nodeShapes = shapes
    .ofType(sh('NodeShape').value)
    .sort((a, b) => collator.compare(shapeName(view, shapes, a).value, shapeName(view, shapes, b).value));
  const { messages } = view;
  // A property shape that several node shapes share has its anchor, which must be unique, where it is first met.
  const anchored = new Set<string>();
  return html`<article><h1>${messages.shapes.title}</h1>
<p class="lead">${messages.shapes.lead}</p>
<nav aria-label="${messages.ontology.contents}"><ul class="values columns">${nodeShapes.map((shape) => html`<li><a href="#${anchor(shape)}">${textHtml(shapeName(view, shapes, shape), view.language)}</a></li>\n`)}</ul></nav>
${nodeShapes.map((shape) => shapeSection(view, shapes, shape, anchored))}
</article>`;
}

function anchor(iri: string): string {
  return iri.replace(/^.*[/#]/, '');
}

/** Its own label; in a language that it has none in, the name of the class that it is for. */
function shapeName(view: View, shapes: QuadIndex, shape: string): Text {
  const own = labelOf(shapes, shape, view.language);
  const target = shapes.iris(shape, sh('targetClass').value)[0];
  const ofClass = target === undefined ? undefined : termName(view, target);
  const { value, language } = inLanguage(view, own, ofClass) ?? { value: nameFromIRI(shape), language: '' };
  return { value: capitalised(value, language), language };
}

function inLanguage(view: View, ...texts: readonly (Text | undefined)[]): Text | undefined {
  const given = texts.filter((text) => text !== undefined);
  return given.find(({ language }) => language === view.language) ?? given[0];
}

function shapeSection(view: View, shapes: QuadIndex, shape: string, anchored: Set<string>): Html {
  const comment = bestText(
    [...shapes.objects(shape, rdfs('comment').value), ...shapes.objects(shape, sh('description').value)],
    view.language,
  );
  const targets = shapes.iris(shape, sh('targetClass').value);
  const words = view.messages.shapes;
  const constraints = sortedConstraints(shapes, shape);
  return html`<section class="term" id="${anchor(shape)}">
<h2 id="${anchor(shape)}-label">${textHtml(shapeName(view, shapes, shape), view.language)}</h2>
${comment && html`<p${textAttributes(comment, view.language)}>${comment.value}</p>`}
${targets.length > 0 && html`<p class="quiet">${words.target}: ${targets.map((target) => html`${linkHtml(view, shapes, target)} `)}</p>`}
<div class="scroll" tabindex="0" role="group" aria-labelledby="${anchor(shape)}-label"><table aria-labelledby="${anchor(shape)}-label"><thead><tr><th scope="col">${words.property}</th><th scope="col">${words.rule}</th><th scope="col">${words.severity}</th></tr></thead>
<tbody>${constraints.map((constraint) => constraintRow(view, shapes, constraint, anchored))}</tbody></table></div></section>\n`;
}

/** By group, then order, then path, so that the rules about one property stand together. */
function sortedConstraints(shapes: QuadIndex, shape: string): string[] {
  const number = (subject: string | undefined) => Number((subject && shapes.value(subject, sh('order').value)) ?? Number.MAX_SAFE_INTEGER);
  const keyed = shapes.iris(shape, sh('property').value).map((iri) => ({
    iri,
    group: number(shapes.value(iri, sh('group').value)),
    order: number(iri),
    path: shapes.value(iri, sh('path').value) ?? '',
  }));
  keyed.sort((a, b) => a.group - b.group || a.order - b.order || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.iri < b.iri ? -1 : 1));
  return keyed.map(({ iri }) => iri);
}

function constraintRow(view: View, shapes: QuadIndex, constraint: string, anchored: Set<string>): Html {
  const name = bestText(shapes.objects(constraint, sh('name').value), view.language);
  const path = shapes.objects(constraint, sh('path').value)[0];
  const pathName = path?.termType === 'NamedNode' ? termName(view, path.value) : undefined;
  const label = inLanguage(view, name, pathName) ?? { value: nameFromIRI(constraint), language: '' };
  const message = bestText(shapes.objects(constraint, sh('message').value), view.language);
  const description = bestText(shapes.objects(constraint, sh('description').value), view.language);
  const rule = message ?? description;
  const isFirst = !anchored.has(constraint);
  anchored.add(constraint);
  return html`<tr${isFirst && html` id="${anchor(constraint)}"`}><td>${textHtml(label, view.language)} ${cardinality(view, shapes, constraint)}</td>
<td>${rule && passageHtml(rule, view.language)}</td><td>${severityTag(view, shapes, constraint)}</td></tr>\n`;
}

function cardinality(view: View, shapes: QuadIndex, constraint: string): Html | undefined {
  const words = view.messages.shapes;
  const min = Number(shapes.value(constraint, sh('minCount').value) ?? 0);
  const max = shapes.value(constraint, sh('maxCount').value);
  const parts = [
    min === 1 && words.required,
    min > 1 && say(words.atLeast, { count: min }),
    max !== undefined && say(words.atMost, { count: max }),
  ];
  const said = parts.filter((part) => part !== false);
  return said.length === 0 ? undefined : html`<span class="quiet">(${said.join(', ')})</span>`;
}

function severityTag(view: View, shapes: QuadIndex, constraint: string): Html {
  const words = view.messages.shapes;
  // SHACL §2.1.4: without sh:severity, a constraint's is sh:Violation.
  const severity = shapes.value(constraint, sh('severity').value) ?? sh('Violation').value;
  if (severity === sh('Warning').value) return html`<span class="tag warning">${words.warning}</span>`;
  if (severity === sh('Info').value) return html`<span class="tag">${words.info}</span>`;
  return html`<span class="tag violation">${words.violation}</span>`;
}
