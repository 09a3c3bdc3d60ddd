import type { BlankNesting } from './blank-nesting.ts';
import type { Literal, Quad, Term } from './terms.ts';
import { rdf, xsd } from './vocabulary.ts';

/** Local names that need no escape in Turtle; what n3's Writer abbreviates. */
const LOCAL_NAME = /^[_a-zA-Z0-9](?:\.?[-_a-zA-Z0-9])*$/u;

const TYPE = rdf('type').value;
const NIL = rdf('nil').value;

/** Literals that Turtle writes without their datatype, by datatype. */
const BARE: Readonly<Record<string, RegExp>> = {
  [xsd('string').value]: /^/u,
  [rdf('langString').value]: /^/u,
  [rdf('dirLangString').value]: /^/u,
  [xsd('boolean').value]: /^(?:true|false)$/u,
  [xsd('integer').value]: /^[+-]?\d+$/u,
  [xsd('decimal').value]: /^[+-]?\d*\.\d+$/u,
  [xsd('double').value]: /^[+-]?(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+$/u,
};

/** Those of `prefixes` that a Turtle document of the quads uses, in the order of their names. */
export function usedPrefixes(
  quads: readonly Quad[],
  { prefixes, nesting }: { readonly prefixes: Readonly<Record<string, string>>; readonly nesting: BlankNesting },
): Record<string, string> {
  const byNamespace = new Map(Object.entries(prefixes).map(([prefix, namespace]) => [namespace, prefix]));
  const used = new Set<string>();
  const seen = new Set<string>();
  for (const quad of quads) {
    for (const iri of nesting.isListCell(quad.subject) ? irisOf(quad.object) : irisOfQuad(quad)) {
      if (seen.has(iri)) continue;
      seen.add(iri);
      const cut = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1;
      const prefix = byNamespace.get(iri.slice(0, cut));
      if (prefix !== undefined && LOCAL_NAME.test(iri.slice(cut))) used.add(prefix);
    }
  }
  return Object.fromEntries(
    Object.entries(prefixes)
      .filter(([prefix]) => used.has(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The IRIs that are written out. `rdf:type` is `a`, `rdf:nil` is `()`. */
function* irisOfQuad({ subject, predicate, object, graph }: Quad): Generator<string> {
  yield* irisOf(subject);
  if (predicate.value !== TYPE) yield predicate.value;
  yield* irisOf(object);
  yield* irisOf(graph);
}

function* irisOf(term: Term): Generator<string> {
  if (term.termType === 'NamedNode' && term.value !== NIL) yield term.value;
  else if (term.termType === 'Literal' && !isBare(term)) yield term.datatype.value;
  else if (term.termType === 'Quad') yield* irisOfQuad(term as Quad);
}

function isBare({ value, datatype }: Literal): boolean {
  return BARE[datatype.value]?.test(value) ?? false;
}
