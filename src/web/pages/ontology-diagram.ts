import { instance } from '@viz-js/viz';
import type { OntologyModel, OntologyTerm } from '../../publish/ontology-types.ts';
import { skos } from '../../rdf/vocabulary.ts';
import { escapeHtml, type Html, html, trusted } from '../html.ts';
import { termName } from './property-names.ts';
import type { View } from './view.ts';

let engine: ReturnType<typeof instance> | undefined;

/**
 * The classes and how they hang together, drawn by Graphviz. Code lists (classes of concepts) and classes that no property of
 * ours leads from or to are left out: the picture is for orientation, the text below it is complete.
 */
export async function ontologyDiagram(view: View, model: OntologyModel): Promise<Html> {
  engine ??= instance();
  const svg = (await engine).renderString(dotSource(view, model), { format: 'svg' });
  const { diagramTitle, diagramText } = view.messages.ontology;
  return html`<figure class="diagram"><div class="scroll" tabindex="0" role="group" aria-label="${diagramTitle}" dir="ltr">${trusted(accessible(svg, diagramTitle))}</div>
<figcaption class="quiet">${diagramText}</figcaption></figure>`;
}

/** One title for the whole instead of Graphviz's for each part; sizes in pixels, which suit the page's text. */
function accessible(svg: string, title: string): string {
  const body = svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->\s*/g, '')
    .replace(/<title>[\s\S]*?<\/title>\s*/g, '')
    .replace(/(width|height)="([\d.]+)pt"/g, '$1="$2"');
  return body
    .replace('<svg ', '<svg role="img" aria-labelledby="diagram-title" ')
    .replace('>', `><title id="diagram-title">${escapeHtml(title)}</title>`);
}

function dotSource(view: View, model: OntologyModel): string {
  const drawn = drawnClasses(model);
  const nodes = drawn.map((term) => `${quoted(term.iri)} [label=${quoted(name(view, term))}, URL=${quoted(`#${term.localName}`)}]`);
  const isDrawn = (iri: string) => drawn.some((term) => term.iri === iri);
  const inheritance = drawn.flatMap(({ iri, parents }) =>
    parents.filter(isDrawn).map((parent) => `${quoted(iri)} -> ${quoted(parent)} [arrowhead=onormal]`),
  );
  return [
    'digraph {',
    'graph [rankdir=LR, nodesep=0.12, ranksep=0.25, bgcolor=transparent]',
    'node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica", fontsize=12, margin="0.14,0.05", height=0.32]',
    'edge [fontname="Helvetica", fontsize=9, arrowsize=0.7]',
    ...nodes,
    ...inheritance,
    ...relations(view, model, isDrawn),
    '}',
  ].join('\n');
}

function drawnClasses(model: OntologyModel): OntologyTerm[] {
  const ends = new Set(model.terms.filter(({ kind }) => kind === 'object-property').flatMap((term) => [...from(term), ...to(term)]));
  return model.terms.filter((term) => term.kind === 'class' && ends.has(term.iri) && !isConceptClass(model, term));
}

function isConceptClass(model: OntologyModel, { parents }: OntologyTerm): boolean {
  return parents.some((parent) => {
    const term = model.byIRI.get(parent);
    return parent === skos('Concept').value || (term !== undefined && isConceptClass(model, term));
  });
}

const from = ({ domains, domainHints }: OntologyTerm): readonly string[] => [...domains, ...domainHints];
const to = ({ ranges, rangeHints }: OntologyTerm): readonly string[] => [...ranges, ...rangeHints];

/** Properties between the same two classes share one arrow. */
function relations(view: View, model: OntologyModel, isDrawn: (iri: string) => boolean): string[] {
  const properties = model.terms.filter(({ kind }) => kind === 'object-property');
  const arrows = properties.flatMap((term) =>
    from(term)
      .filter(isDrawn)
      .flatMap((domain) =>
        to(term)
          .filter(isDrawn)
          .map((range) => ({ ends: `${quoted(domain)} -> ${quoted(range)}`, label: name(view, term) })),
      ),
  );
  const byEnds = [...Map.groupBy(arrows, ({ ends }) => ends)];
  return byEnds.map(([ends, group]) => `${ends} [style=dashed, label=${quoted(group.map(({ label }) => label).join('\n'))}]`);
}

/** In lines of some words each: long names side by side made the drawing wider than any screen. */
function name(view: View, { iri }: OntologyTerm): string {
  return termName(view, iri).value.replace(/(.{1,13})\s+/gu, '$1\n');
}

/** A DOT string; the line feed of a label is its escape `\n`. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
