import { owl, rdfs, schema, skos, tf } from '../../rdf/vocabulary.ts';
import type { QuadIndex } from './quad-index.ts';

/** The kinds of terms that an ontology defines, in the order of its documentation. */
export const TERM_KINDS = [
  { key: 'classes', type: owl('Class').value },
  { key: 'objectProperties', type: owl('ObjectProperty').value },
  { key: 'datatypeProperties', type: owl('DatatypeProperty').value },
  { key: 'annotationProperties', type: owl('AnnotationProperty').value },
  { key: 'individuals', type: owl('NamedIndividual').value },
] as const;

export const NAMESPACE = tf('').value;

/** Terms of our own namespace of one kind, by IRI. */
export function ownTerms(ontology: QuadIndex, type: string): string[] {
  return ontology.ofType(type).filter((iri) => iri.startsWith(NAMESPACE));
}

export function superTerms(ontology: QuadIndex, iri: string): string[] {
  return [...ontology.iris(iri, rdfs('subClassOf').value), ...ontology.iris(iri, rdfs('subPropertyOf').value)];
}

export function subTerms(ontology: QuadIndex, iri: string): string[] {
  return subjectsWith(ontology, iri, [rdfs('subClassOf').value, rdfs('subPropertyOf').value]);
}

/** What a property is said of, and what its values are: stated by OWL, or as a hint in schema.org's way. */
export function domains(ontology: QuadIndex, property: string): string[] {
  return [...ontology.iris(property, rdfs('domain').value), ...ontology.iris(property, schema('domainIncludes').value)];
}

export function ranges(ontology: QuadIndex, property: string): string[] {
  return [...ontology.iris(property, rdfs('range').value), ...ontology.iris(property, schema('rangeIncludes').value)];
}

export function propertiesOf(ontology: QuadIndex, classIRI: string): string[] {
  return subjectsWith(ontology, classIRI, [rdfs('domain').value, schema('domainIncludes').value]);
}

export const MAPPING_PROPERTIES = [
  owl('equivalentClass'),
  owl('equivalentProperty'),
  skos('exactMatch'),
  skos('closeMatch'),
  skos('broadMatch'),
  skos('narrowMatch'),
  skos('relatedMatch'),
].map((property) => property.value);

function subjectsWith(ontology: QuadIndex, object: string, predicates: readonly string[]): string[] {
  const quads = ontology.referringTo(object).filter((quad) => predicates.includes(quad.predicate.value));
  const subjects = quads.filter((quad) => quad.subject.termType === 'NamedNode').map((quad) => quad.subject.value);
  return [...new Set(subjects)].sort();
}
