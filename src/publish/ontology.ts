import type { Quad } from '../rdf/terms.ts';
import { dct, owl, rdf, rdfs, schema, skos } from '../rdf/vocabulary.ts';
import { slugOf } from './names.ts';
import { OntologyGraph } from './ontology-graph.ts';
import { type OntologyHead, type OntologyModel, type OntologyTerm, TERM_KINDS, type TermKind } from './ontology-types.ts';

const MAPPINGS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'].map((local) => skos(local).value),
    owl('equivalentClass').value,
    owl('equivalentProperty').value,
    rdfs('seeAlso').value,
  ].map((iri) => [iri, slugOf(iri)]),
);

/**
 * The ontology graph as plain objects, for its documentation: every class, property and individual that it defines (that is: gives a
 * type of OWL and `rdfs:isDefinedBy`), in the order of their IRIs.
 */
export function readOntology(quads: readonly Quad[]): OntologyModel {
  const graph = new OntologyGraph(quads);
  const ontologyIRI = graph.subjects(rdf('type').value, owl('Ontology').value)[0];
  if (ontologyIRI === undefined) return { head: undefined, terms: [], byIRI: new Map() };
  const terms = graph.subjects(rdfs('isDefinedBy').value, ontologyIRI).flatMap((iri) => readTerm(graph, iri) ?? []);
  return { head: readHead(graph, ontologyIRI), terms, byIRI: new Map(terms.map((term) => [term.iri, term])) };
}

function readHead(graph: OntologyGraph, iri: string): OntologyHead {
  return {
    iri,
    versionIRI: graph.values(iri, owl('versionIRI').value)[0],
    version: graph.values(iri, owl('versionInfo').value)[0],
    titles: graph.texts(iri, dct('title').value, rdfs('label').value),
    descriptions: graph.texts(iri, dct('description').value, rdfs('comment').value),
    history: graph.texts(iri, skos('historyNote').value, skos('changeNote').value),
    rights: graph.texts(iri, dct('rights').value),
    licences: graph.values(iri, dct('license').value),
    creators: graph.values(iri, dct('creator').value),
    created: graph.values(iri, dct('created').value)[0],
    modified: graph.values(iri, dct('modified').value)[0],
  };
}

function readTerm(graph: OntologyGraph, iri: string): OntologyTerm | undefined {
  const types = graph.values(iri, rdf('type').value);
  const kind = TERM_KINDS.find((each) => types.includes(CLASS_OF[each])) ?? (types.length > 0 ? 'individual' : undefined);
  if (kind === undefined) return undefined;
  const isClass = kind === 'class';
  const parent = isClass ? rdfs('subClassOf').value : rdfs('subPropertyOf').value;
  return {
    iri,
    localName: slugOf(iri),
    kind,
    types,
    labels: graph.texts(iri, rdfs('label').value, skos('prefLabel').value),
    definitions: graph.texts(iri, skos('definition').value, rdfs('comment').value),
    notes: graph.allTexts(iri, skos('scopeNote').value, skos('note').value),
    examples: graph.allTexts(iri, skos('example').value),
    parents: graph.values(iri, parent),
    children: graph.subjects(parent, iri),
    domains: graph.classes(iri, rdfs('domain').value),
    ranges: graph.classes(iri, rdfs('range').value),
    domainHints: graph.classes(iri, schema('domainIncludes').value),
    rangeHints: graph.classes(iri, schema('rangeIncludes').value),
    inverses: [...new Set([...graph.values(iri, owl('inverseOf').value), ...graph.subjects(owl('inverseOf').value, iri)])].sort(),
    disjointWith: [...new Set([...graph.values(iri, owl('disjointWith').value), ...graph.subjects(owl('disjointWith').value, iri)])].sort(),
    propertiesOf: isClass ? graph.propertiesOf(iri) : [],
    propertiesTo: isClass ? graph.propertiesTo(iri) : [],
    mappings: Object.entries(MAPPINGS).flatMap(([predicate, relation]) =>
      graph.values(iri, predicate).map((target) => ({ relation, predicate, target })),
    ),
    deprecated: graph.values(iri, owl('deprecated').value).includes('true'),
  };
}

const CLASS_OF: Readonly<Record<Exclude<TermKind, 'individual'>, string>> = {
  class: owl('Class').value,
  'object-property': owl('ObjectProperty').value,
  'datatype-property': owl('DatatypeProperty').value,
  'annotation-property': owl('AnnotationProperty').value,
};
