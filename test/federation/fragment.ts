/** A page of Triple Pattern Fragments with `<urn:a> <urn:p> <urn:b>`, its form, and the next page where it says. */
export function fragment(iri: string, { template = iri, next }: { readonly template?: string; readonly next?: string } = {}): string {
  const mapping = ['subject', 'predicate', 'object'].map((part) => `[ hydra:variable "${part}" ; hydra:property rdf:${part} ]`);
  return `@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix void: <http://rdfs.org/ns/void#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    <urn:a> <urn:p> <urn:b> .
    <${iri}#dataset> void:subset <${iri}> ; hydra:search [ hydra:template "${template}{?subject,predicate,object}" ; hydra:mapping ${mapping.join(', ')} ] .
    <${iri}> void:triples 1 ; hydra:totalItems 1 ${next === undefined ? '' : `; hydra:next <${next}>`} .`;
}
