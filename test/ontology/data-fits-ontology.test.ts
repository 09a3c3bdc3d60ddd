import { describe, expect, test } from 'vitest';
import { owl, prov, rdf, rdfs } from '../../src/rdf/vocabulary.ts';
import { indexGraph } from './graph-index.ts';
import { readData, readOntology } from './shipped-files.ts';

const TYPE = rdf('type').value;
const ontology = indexGraph(await readOntology());
const data = await readData();
const kindOf = (iri: string) => ontology.iris(iri, TYPE)[0];
const predicates = [...new Set(data.map((quad) => quad.predicate.value))].filter((iri) => iri !== TYPE);

/** Built into OWL 2; the rest of `rdf:` and `rdfs:` has no place in instance data. */
const BUILT_IN = [owl('sameAs').value, owl('versionInfo').value, ...['label', 'comment', 'seeAlso'].map((name) => rdfs(name).value)];

describe('the shipped data in the light of the ontology', () => {
  test('every property in use is declared in the ontology or built into OWL 2 (declare it in technology-facilitation.ttl)', () => {
    expect(predicates.filter((iri) => kindOf(iri) === undefined && !BUILT_IN.includes(iri)).sort()).toEqual([]);
  });

  test('every class in use is declared in the ontology (declare it in technology-facilitation.ttl)', () => {
    const classes = new Set(data.filter((quad) => quad.predicate.value === TYPE).map((quad) => quad.object.value));
    expect([...classes].filter((iri) => kindOf(iri) !== owl('Class').value).sort()).toEqual([]);
  });

  test('object properties lead to nodes and datatype properties to literals', () => {
    const wrong = data.filter((quad) => {
      const kind = kindOf(quad.predicate.value);
      const isLiteral = quad.object.termType === 'Literal';
      return (kind === owl('ObjectProperty').value && isLiteral) || (kind === owl('DatatypeProperty').value && !isLiteral);
    });
    expect(wrong.map((quad) => `${quad.subject.value} ${quad.predicate.value} ${quad.object.value}`)).toEqual([]);
  });

  test('what is derived from evidence is no activity, since PROV-O makes prov:Entity and prov:Activity disjoint', () => {
    const subjectsOf = (has: (quad: (typeof data)[number]) => boolean) => new Set(data.filter(has).map((quad) => quad.subject.value));
    const entities = subjectsOf((quad) => quad.predicate.equals(prov('wasDerivedFrom')));
    const activities = subjectsOf((quad) => quad.object.equals(prov('Activity')) || quad.predicate.equals(prov('wasAssociatedWith')));
    expect([...entities].filter((iri) => activities.has(iri)).sort()).toEqual([]);
  });

  test('nothing is an instance of two disjoint classes, by its types or by the domains and ranges of its properties', () => {
    expect(clashes()).toEqual([]);
  });
});

/** Types of every node, stated and inferred from domains, ranges and superclasses. */
function inferredTypes(): Map<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  const add = (node: string, classIRI: string) => {
    const known = types.get(node) ?? new Set<string>();
    types.set(node, known);
    for (const each of [classIRI, ...ontology.closure(classIRI, rdfs('subClassOf').value)]) known.add(each);
  };
  for (const { subject, predicate, object } of data) {
    if (predicate.value === TYPE) add(subject.value, object.value);
    for (const property of [predicate.value, ...ontology.closure(predicate.value, rdfs('subPropertyOf').value)]) {
      for (const domain of ontology.iris(property, rdfs('domain').value)) add(subject.value, domain);
      if (object.termType === 'Literal') continue;
      for (const range of ontology.iris(property, rdfs('range').value)) add(object.value, range);
    }
  }
  return types;
}

function clashes(): string[] {
  const found: string[] = [];
  for (const [node, classes] of inferredTypes()) {
    for (const one of classes) {
      for (const other of ontology.iris(one, owl('disjointWith').value)) {
        if (classes.has(other)) found.push(`${node} is both ${one} and ${other}`);
      }
    }
  }
  return found;
}
