import type { Quad, Quad_Subject, Term } from '../../src/rdf/terms.ts';
import { rdf, sh } from '../../src/rdf/vocabulary.ts';

/** One constraint of a property shape, as a node shape of a class uses it. */
export interface Constraint {
  readonly classIRI: string;
  readonly propertyShape: Quad_Subject;
  /** In SPARQL syntax, as reports have it. */
  readonly path: string;
  readonly predicate: Term;
  readonly inverse: boolean;
  readonly severity: string;
  /** Local name of the parameter that stands for the constraint, such as `minCount`. */
  readonly parameter: string;
  readonly value: Term;
}

/** Parameters that say nothing by themselves about values: they describe a shape or belong to another parameter. */
const NOT_CONSTRAINTS = new Set(['path', 'name', 'description', 'group', 'order', 'message', 'severity', 'qualifiedValueShape']);

/** Every constraint of every shape that has a target class: the list that the mutation tests must cover whole. */
export function constraintsOf(shapes: readonly Quad[]): Constraint[] {
  const graph = bySubject(shapes);
  const constraints: Constraint[] = [];
  for (const { subject: nodeShape, object: targetClass } of shapes.filter(({ predicate }) => predicate.equals(sh('targetClass')))) {
    for (const { object: propertyShape } of objectsOf(graph, nodeShape, 'property')) {
      constraints.push(...constraintsOfPropertyShape(graph, targetClass.value, propertyShape as Quad_Subject));
    }
  }
  return constraints;
}

function constraintsOfPropertyShape(graph: Map<string, Quad[]>, classIRI: string, propertyShape: Quad_Subject): Constraint[] {
  const path = objectsOf(graph, propertyShape, 'path')[0]?.object;
  if (path === undefined) throw new Error(`${propertyShape.value} has no sh:path or is not defined`);
  const inverted = objectsOf(graph, path, 'inversePath')[0]?.object;
  const predicate = inverted ?? path;
  return (graph.get(propertyShape.value) ?? [])
    .filter(({ predicate: parameter }) => parameter.value.startsWith(sh('').value))
    .map(({ predicate: parameter, object }) => ({ parameter: parameter.value.slice(sh('').value.length), value: object }))
    .filter(({ parameter }) => !NOT_CONSTRAINTS.has(parameter))
    .map(({ parameter, value }) => ({
      classIRI,
      propertyShape,
      path: `${inverted ? '^' : ''}<${predicate.value}>`,
      predicate,
      inverse: inverted !== undefined,
      severity: (objectsOf(graph, propertyShape, 'severity')[0]?.object ?? sh('Violation')).value.slice(sh('').value.length).toLowerCase(),
      parameter,
      value,
    }));
}

export function bySubject(quads: readonly Quad[]): Map<string, Quad[]> {
  return Map.groupBy(quads, ({ subject }) => subject.value);
}

function objectsOf(graph: Map<string, Quad[]>, subject: Term, parameter: string): Quad[] {
  return (graph.get(subject.value) ?? []).filter(({ predicate }) => predicate.equals(sh(parameter)));
}

export function subjectsOfType(quads: readonly Quad[], type: Term): Quad_Subject[] {
  return quads.filter(({ predicate, object }) => predicate.equals(rdf('type')) && object.equals(type)).map(({ subject }) => subject);
}
