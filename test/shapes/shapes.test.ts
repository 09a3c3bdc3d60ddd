import { describe, expect, it } from 'vitest';
import type { Quad, Quad_Subject } from '../../src/rdf/terms.ts';
import { literal, namedNode } from '../../src/rdf/terms.ts';
import { owl, rdf, rdfs, sh, tf } from '../../src/rdf/vocabulary.ts';
import { createValidator } from '../../src/validation/validator.ts';
import { bySubject, subjectsOfType } from './constraints.ts';
import { BASE_IRI, turtleFiles } from './turtle-files.ts';

const SHAPES_NAMESPACE = 'https://w3id.org/technology-facilitation/shapes#';
const MESSAGE_LANGUAGES = ['en', 'es', 'fr'];

const shapes = await turtleFiles('shapes');
const ontology = await turtleFiles('ontology');
const graph = bySubject(shapes);
const ontologyGraph = bySubject(ontology);
const propertyShapes = subjectsOfType(shapes, sh('PropertyShape'));

describe('The shapes', () => {
  it('are well-formed by the SHACL for SHACL of the Recommendation', async () => {
    const report = await createValidator(await turtleFiles('test/shapes/shacl-shacl.ttl')).validate(shapes);
    expect(report.results).toEqual([]);
  });

  it('hold absolute IRIs only, so that data under any base can be checked by them', () => {
    const terms = shapes.flatMap(({ subject, predicate, object }) => [subject, predicate, object]);
    expect(terms.filter(({ termType, value }) => termType === 'NamedNode' && value.startsWith(BASE_IRI))).toEqual([]);
  });

  it('have names in one namespace, and none is anonymous', () => {
    const names = [...subjectsOfType(shapes, sh('NodeShape')), ...propertyShapes];
    expect(names.filter(({ termType, value }) => termType !== 'NamedNode' || !value.startsWith(SHAPES_NAMESPACE))).toEqual([]);
    const used = shapes.filter(({ predicate }) => predicate.equals(sh('property'))).map(({ object }) => object.value);
    expect(used.filter((name) => !propertyShapes.some(({ value }) => value === name))).toEqual([]);
  });

  it('cover every class of the ontology', () => {
    const classes = subjectsOfType(ontology, owl('Class')).filter(({ value }) => value.startsWith(tf('').value));
    const targeted = new Set(shapes.filter(({ predicate }) => predicate.equals(sh('targetClass'))).map(({ object }) => object.value));
    expect(classes.map(({ value }) => value).filter((name) => !targeted.has(name))).toEqual([]);
  });

  it('name no tf: class or property that the ontology does not have', () => {
    const known = new Set(ontology.map(({ subject }) => subject.value));
    const named = shapes.map(({ object }) => object.value).filter((value) => value.startsWith(tf('').value));
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('call each class what the ontology calls it, in messages too', () => {
    const shapesOfClasses = shapes
      .filter(({ subject, predicate }) => predicate.equals(sh('targetClass')) && !has(subject, 'severity'))
      .flatMap(({ subject, object }) => labels(graph, subject.value).map((label) => ({ classIRI: object.value, label })));
    const inMessages = shapes
      .filter(({ predicate }) => predicate.equals(sh('message')))
      .flatMap(({ object }) => {
        const [, name = '', local] = /[“«]\s?([^”»]+?)\s?[”»] \(rdf:type tf:(\w+)\)/u.exec(object.value) ?? [];
        return local ? [{ classIRI: tf(local).value, label: literal(name, language(object)) }] : [];
      });
    const wrong = [...shapesOfClasses, ...inMessages].filter(
      ({ classIRI, label }) => classIRI.startsWith(tf('').value) && !labels(ontologyGraph, classIRI).some((right) => right.equals(label)),
    );
    expect(wrong.map(({ classIRI, label }) => `${classIRI}: ${label.value}`)).toEqual([]);
  });

  it('give no property a name by which the ontology calls another', () => {
    const properties = [...ontologyGraph.keys()].filter((name) => /^[a-z]/.test(name.split('#')[1] ?? '') && name.startsWith(tf('').value));
    const key = (term: Quad['object']) => `${term.value.toLowerCase()}@${language(term)}`;
    const owners = Map.groupBy(
      properties.flatMap((name) => labels(ontologyGraph, name).map((label) => ({ name, label: key(label) }))),
      ({ label }) => label,
    );
    const wrong = propertyShapes.flatMap((shape) => {
      const path = values(shape, 'path')[0]?.object.value ?? '';
      if (!path.startsWith(tf('').value)) return [];
      return values(shape, 'name')
        .map(({ object }) => key(object))
        .filter((name) => owners.has(name) && !owners.get(name)?.some((owner) => owner.name === path))
        .map((name) => `${path}: ${name}`);
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('say in the message for a missing reference what it should refer to', () => {
    const missing = propertyShapes.filter((shape) => {
      const path = values(shape, 'path')[0]?.object;
      const sibling = propertyShapes.find((other) => has(other, 'class') && path && values(other, 'path')[0]?.object.equals(path));
      const wanted = sibling && /[#/](\w+)$/.exec(values(sibling, 'class')[0]?.object.value ?? '')?.[1];
      return has(shape, 'minCount') && wanted && values(shape, 'message').some(({ object }) => !object.value.includes(`:${wanted}`));
    });
    expect(missing.map(({ value }) => value)).toEqual([]);
  });

  it('use no SPARQL', () => {
    expect(shapes.filter(({ predicate }) => [sh('sparql'), sh('select'), sh('ask')].some((each) => each.equals(predicate)))).toEqual([]);
  });
});

describe.each(propertyShapes.map((shape) => [shape.value.replace(SHAPES_NAMESPACE, ''), shape] as const))(
  'Property shape %s',
  (_, shape) => {
    it('has what a form and a reader of reports need', () => {
      expect(languagesOf(shape, 'message')).toEqual(MESSAGE_LANGUAGES);
      expect(languagesOf(shape, 'name')).toEqual(MESSAGE_LANGUAGES);
      expect(languagesOf(shape, 'description')).toContain('en');
      expect(values(shape, 'order')).toHaveLength(1);
      const groups = values(shape, 'group').map(({ object }) => graph.get(object.value) ?? []);
      expect(groups).toHaveLength(1);
      expect(groups[0]?.some(({ predicate, object }) => predicate.equals(rdf('type')) && object.equals(sh('PropertyGroup')))).toBe(true);
      expect(groups[0]?.filter(({ predicate }) => predicate.equals(rdfs('label')))).toHaveLength(MESSAGE_LANGUAGES.length);
      expect(groups[0]?.filter(({ predicate }) => predicate.equals(sh('order')))).toHaveLength(1);
    });

    it('has messages that begin with its name, so that a reader sees at once what they are about', () => {
      for (const { object: message } of values(shape, 'message')) {
        const name = values(shape, 'name').find(({ object }) => language(object) === language(message))?.object.value;
        expect(message.value.startsWith(`${name}`), message.value).toBe(true);
      }
    });
  },
);

describe('A broken shape', () => {
  const shapeIRI = namedNode(`${SHAPES_NAMESPACE}startYear-single`);

  it('is found by SHACL for SHACL', async () => {
    const broken = shapes.filter(({ subject, predicate }) => !(subject.equals(shapeIRI) && predicate.equals(sh('path'))));
    const report = await createValidator(await turtleFiles('test/shapes/shacl-shacl.ttl')).validate(broken);
    expect(report.conforms).toBe(false);
    expect(report.results.map(({ focusNode }) => focusNode)).toContain(shapeIRI.value);
  });
});

function values(shape: Quad_Subject, parameter: string): Quad[] {
  return (graph.get(shape.value) ?? []).filter(({ predicate }) => predicate.equals(sh(parameter)));
}

function has(shape: Quad_Subject, parameter: string): boolean {
  return values(shape, parameter).length > 0;
}

function labels(quads: Map<string, Quad[]>, name: string): Quad['object'][] {
  return (quads.get(name) ?? []).filter(({ predicate }) => predicate.equals(rdfs('label'))).map(({ object }) => object);
}

function languagesOf(shape: Quad_Subject, parameter: string): string[] {
  return values(shape, parameter)
    .map(({ object }) => language(object))
    .sort();
}

function language(term: Quad['object']): string {
  return term.termType === 'Literal' ? term.language : '';
}
