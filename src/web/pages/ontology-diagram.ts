import { instance } from '@viz-js/viz';
import { owl, skos } from '../../rdf/vocabulary.ts';
import { escapeHtml, type Html, html, trusted } from '../html.ts';
import { domains, NAMESPACE, ownTerms, ranges, superTerms } from './ontology-terms.ts';
import { termName } from './property-names.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

let engine: ReturnType<typeof instance> | undefined;

/**
 * The classes and how they hang together, drawn by Graphviz. Code lists (classes of concepts) and the mere kinds of another
 * class are left out: the picture is for orientation, the text below it is complete.
 */
export async function ontologyDiagram(view: View, ontology: QuadIndex): Promise<Html> {
  engine ??= instance();
  const svg = (await engine).renderString(dotSource(view, ontology), { format: 'svg' });
  const { diagramTitle, diagramText } = view.messages.ontology;
  const titled = svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->\s*/g, '')
    .replace(/<title>[\s\S]*?<\/title>\s*/g, '')
    .replace(
      /<svg ([^>]*)>/,
      (_tag, attributes: string) =>
        `<svg role="img" aria-labelledby="diagram-title" ${withoutSize(attributes)}>` +
        `<title id="diagram-title">${escapeHtml(diagramTitle)}</title>`,
    );
  return html`<figure class="diagram"><div class="scroll" tabindex="0" role="group" aria-label="${diagramTitle}" dir="ltr">${trusted(titled)}</div>
<figcaption class="quiet">${diagramText}</figcaption></figure>`;
}

/** Graphviz counts in points; the browser's pixels are a little smaller, which suits the page's text. */
function withoutSize(attributes: string): string {
  return attributes.replace(/(width|height)="([\d.]+)pt"/g, '$1="$2"');
}

function dotSource(view: View, ontology: QuadIndex): string {
  const classes = drawnClasses(ontology);
  const drawn = new Set(classes);
  const nodes = classes.map((iri) => `${quoted(iri)} [label=${quoted(name(view, iri))}, URL=${quoted(`#${iri.slice(NAMESPACE.length)}`)}]`);
  const inheritance = classes.flatMap((iri) =>
    superTerms(ontology, iri)
      .filter((above) => drawn.has(above))
      .map((above) => `${quoted(iri)} -> ${quoted(above)} [arrowhead=onormal]`),
  );
  return [
    'digraph {',
    'graph [rankdir=LR, bgcolor=transparent, nodesep=0.18, ranksep=0.55, splines=true]',
    'node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica", fontsize=12, margin="0.12,0.06", height=0.32]',
    'edge [fontname="Helvetica", fontsize=9, arrowsize=0.7]',
    ...nodes,
    ...inheritance,
    ...relations(view, ontology, drawn),
    '}',
  ].join('\n');
}

function drawnClasses(ontology: QuadIndex): string[] {
  const all = ownTerms(ontology, owl('Class').value).filter((iri) => !isConceptClass(ontology, iri));
  const related = new Set(
    objectProperties(ontology).flatMap((property) => [...domains(ontology, property), ...ranges(ontology, property)]),
  );
  return all.filter((iri) => related.has(iri));
}

function isConceptClass(ontology: QuadIndex, iri: string): boolean {
  return superTerms(ontology, iri).some((above) => above === skos('Concept').value || isConceptClass(ontology, above));
}

function objectProperties(ontology: QuadIndex): string[] {
  return ownTerms(ontology, owl('ObjectProperty').value);
}

/** Properties between the same two classes share one arrow. */
function relations(view: View, ontology: QuadIndex, drawn: ReadonlySet<string>): string[] {
  const labels = new Map<string, string[]>();
  for (const property of objectProperties(ontology)) {
    for (const domain of domains(ontology, property).filter((iri) => drawn.has(iri))) {
      for (const range of ranges(ontology, property).filter((iri) => drawn.has(iri))) {
        const ends = `${quoted(domain)} -> ${quoted(range)}`;
        labels.set(ends, [...(labels.get(ends) ?? []), name(view, property)]);
      }
    }
  }
  return [...labels].map(([ends, texts]) => `${ends} [style=dashed, label=${quoted(texts.join('\n'))}]`);
}

function name(view: View, iri: string): string {
  return termName(view, iri).value;
}

/** A DOT string; the line feed of a label is its escape `\n`. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
