import { describe, expect, test } from 'vitest';
import { owl, rdf, rdfs, schema, xsd } from '../../src/rdf/vocabulary.ts';
import { indexGraph } from './graph-index.ts';
import { ONTOLOGY_IRI, readOntology, TF } from './shipped-files.ts';

const TYPE = rdf('type').value;
const CLASS = owl('Class').value;
const OBJECT = owl('ObjectProperty').value;
const DATATYPE = owl('DatatypeProperty').value;
const ANNOTATION = owl('AnnotationProperty').value;
const PROPERTY_TYPES = [OBJECT, DATATYPE, ANNOTATION];
const ENTITY_TYPES = [CLASS, ...PROPERTY_TYPES, owl('Ontology').value];

/** OWL 2 §4: the datatype map, as far as XML Schema goes. `xsd:gYear` and `xsd:date` are not in it. */
const DATATYPE_MAP = new Set(
  [
    ...['decimal', 'integer', 'nonNegativeInteger', 'nonPositiveInteger', 'positiveInteger', 'negativeInteger', 'long', 'int', 'short'],
    ...['byte', 'unsignedLong', 'unsignedInt', 'unsignedShort', 'unsignedByte', 'double', 'float', 'string', 'normalizedString', 'token'],
    ...['language', 'Name', 'NCName', 'NMTOKEN', 'boolean', 'hexBinary', 'base64Binary', 'anyURI', 'dateTime', 'dateTimeStamp'],
  ].map((name) => xsd(name).value),
);

/** IRIs that OWL 2 itself gives a meaning, and so need no declaration. */
const BUILT_IN = new Set(
  [
    ...['versionInfo', 'versionIRI', 'disjointWith', 'inverseOf', 'equivalentProperty', 'equivalentClass'].map(owl),
    ...['label', 'comment', 'seeAlso', 'isDefinedBy', 'subClassOf', 'subPropertyOf', 'domain', 'range'].map(rdfs),
    rdf('type'),
  ].map((term) => term.value),
);

const quads = await readOntology();
const graph = indexGraph(quads);
const subjects = [...new Set(quads.map((quad) => quad.subject.value))];
const typesOf = (iri: string) => graph.iris(iri, TYPE);
const isA = (iri: string, type: string) => typesOf(iri).includes(type);
const classes = subjects.filter((iri) => isA(iri, CLASS));
const properties = subjects.filter((iri) => typesOf(iri).some((type) => PROPERTY_TYPES.includes(type)));
const ownProperties = properties.filter((iri) => iri.startsWith(TF));
const objectsOf = (predicate: string) => quads.filter((quad) => quad.predicate.value === predicate).map((quad) => quad.object.value);

describe('the ontology as OWL 2 DL', () => {
  test('it has no blank node, so that skolemising it on the way into the store does not change it', () => {
    expect(quads.filter((quad) => quad.subject.termType === 'BlankNode' || quad.object.termType === 'BlankNode')).toEqual([]);
  });

  test('each property is of exactly one kind: object, datatype or annotation', () => {
    expect(properties.filter((iri) => typesOf(iri).length !== 1)).toEqual([]);
  });

  test('nothing is both a class and a property or an individual', () => {
    expect(classes.filter((iri) => typesOf(iri).length !== 1)).toEqual([]);
    const individuals = subjects.filter((iri) => typesOf(iri).some((type) => !ENTITY_TYPES.includes(type)));
    expect(individuals.filter((iri) => iri.startsWith(TF))).toEqual([]);
  });

  test('every predicate is declared or built into OWL 2', () => {
    const predicates = new Set(quads.map((quad) => quad.predicate.value));
    expect([...predicates].filter((iri) => !BUILT_IN.has(iri) && !properties.includes(iri))).toEqual([]);
  });

  test('every class in an axiom is declared', () => {
    const superclasses = objectsOf(rdfs('subClassOf').value);
    const used = [...superclasses, ...objectsOf(rdfs('domain').value), ...objectsOf(owl('disjointWith').value)];
    expect(used.filter((iri) => !classes.includes(iri))).toEqual([]);
  });

  test('object properties range over classes, datatype properties over rdfs:Literal or the OWL 2 datatype map', () => {
    for (const iri of ownProperties) {
      const ranges = graph.iris(iri, rdfs('range').value);
      if (isA(iri, OBJECT))
        expect(
          ranges.filter((range) => !classes.includes(range)),
          iri,
        ).toEqual([]);
      else
        expect(
          ranges.filter((range) => range !== rdfs('Literal').value && !DATATYPE_MAP.has(range)),
          iri,
        ).toEqual([]);
    }
  });

  test('every typed literal has a datatype of the OWL 2 datatype map', () => {
    const datatypes = quads.flatMap((quad) =>
      quad.object.termType === 'Literal' && !quad.object.language ? [quad.object.datatype.value] : [],
    );
    expect([...new Set(datatypes)].filter((datatype) => !DATATYPE_MAP.has(datatype))).toEqual([]);
  });

  test('a property has at most one domain and one range, since several would mean all of them at once', () => {
    for (const axiom of [rdfs('domain').value, rdfs('range').value]) {
      expect(ownProperties.filter((iri) => graph.objects(iri, axiom).length > 1)).toEqual([]);
    }
  });

  test('domain or range hints name declared classes, or datatypes', () => {
    const hints = [...objectsOf(schema('domainIncludes').value), ...objectsOf(schema('rangeIncludes').value)];
    expect(hints.filter((iri) => !classes.includes(iri) && !iri.startsWith(xsd('').value))).toEqual([]);
  });
});

describe('the axioms of the ontology', () => {
  test('no class or property is its own ancestor', () => {
    expect(classes.filter((iri) => graph.closure(iri, rdfs('subClassOf').value).has(iri))).toEqual([]);
    expect(properties.filter((iri) => graph.closure(iri, rdfs('subPropertyOf').value).has(iri))).toEqual([]);
  });

  test('a subproperty is of the same kind as its superproperty', () => {
    for (const iri of ownProperties) {
      for (const parent of graph.iris(iri, rdfs('subPropertyOf').value)) expect(typesOf(parent), iri).toEqual(typesOf(iri));
    }
  });

  test('inverse properties are two object properties whose domains and ranges are swapped', () => {
    const pairs = quads.filter((quad) => quad.predicate.equals(owl('inverseOf')));
    expect(pairs.length).toBeGreaterThan(0);
    for (const { subject, object } of pairs) {
      expect(subject.value).not.toBe(object.value);
      expect([isA(subject.value, OBJECT), isA(object.value, OBJECT)]).toEqual([true, true]);
      expect(graph.iris(subject.value, rdfs('domain').value)).toEqual(graph.iris(object.value, rdfs('range').value));
      expect(graph.iris(subject.value, rdfs('range').value)).toEqual(graph.iris(object.value, rdfs('domain').value));
    }
  });

  test('disjoint classes have no common subclass', () => {
    const ancestors = new Map(classes.map((iri) => [iri, graph.closure(iri, rdfs('subClassOf').value).add(iri)]));
    for (const { subject, object } of quads.filter((quad) => quad.predicate.equals(owl('disjointWith')))) {
      const common = classes.filter((iri) => ancestors.get(iri)?.has(subject.value) && ancestors.get(iri)?.has(object.value));
      expect(common, `${subject.value} and ${object.value}`).toEqual([]);
    }
  });

  test('terms of others are declared and nothing more is said about them', () => {
    const foreign = quads.filter((quad) => !quad.subject.value.startsWith(ONTOLOGY_IRI));
    expect(foreign.filter((quad) => !quad.predicate.equals(rdf('type')) || !ENTITY_TYPES.includes(quad.object.value))).toEqual([]);
  });
});
