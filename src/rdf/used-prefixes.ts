import type { Quad, Term } from './terms.ts';

/** Local names that need no escape in Turtle; what n3's Writer abbreviates. */
const LOCAL_NAME = /^[_a-zA-Z0-9](?:\.?[-_a-zA-Z0-9])*$/u;

/** Those of `prefixes` that abbreviate at least one IRI of the quads, in the order of their names. */
export function usedPrefixes(quads: readonly Quad[], prefixes: Readonly<Record<string, string>>): Record<string, string> {
  const byNamespace = new Map(Object.entries(prefixes).map(([prefix, namespace]) => [namespace, prefix]));
  const used = new Set<string>();
  const seen = new Set<string>();
  for (const quad of quads) {
    for (const iri of irisOf(quad)) {
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

function* irisOf(term: Term): Generator<string> {
  if (term.termType === 'NamedNode') yield term.value;
  else if (term.termType === 'Literal') yield term.datatype.value;
  else if (term.termType === 'Quad') {
    const { subject, predicate, object, graph } = term as Quad;
    yield* irisOf(subject);
    yield* irisOf(predicate);
    yield* irisOf(object);
    yield* irisOf(graph);
  }
}
