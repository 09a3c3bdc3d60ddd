import type { Quad, Term } from '../rdf/terms.ts';
import { owl, rdf, rdfs, sh } from '../rdf/vocabulary.ts';
import { type IndexedDataset, type Matches, termKey } from './indexed-dataset.ts';

/** A shape that names targets, and the focus nodes that they are in the data. */
export interface TargetedShape {
  readonly shape: Term;
  readonly focusNodes: readonly Term[];
}

/**
 * SHACL §2.1.3. The engine resolves targets itself, but only of all data: with ours, validation can be restricted to the
 * nodes that a change touched. `shapes` must hold the flat class hierarchy of
 * the data too.
 */
export function resolveTargets(shapes: IndexedDataset, data: IndexedDataset): TargetedShape[] {
  const targets = new Map<string, { shape: Term; focusNodes: Map<string, Term> }>();
  const add = (shape: Term, nodes: Iterable<Term>) => {
    const entry = targets.get(termKey(shape)) ?? { shape, focusNodes: new Map() };
    targets.set(termKey(shape), entry);
    for (const node of nodes) entry.focusNodes.set(termKey(node), node);
  };

  for (const { subject, object } of shapes.match(null, sh('targetNode'))) add(subject, [object]);
  for (const { subject, object } of shapes.match(null, sh('targetSubjectsOf'))) add(subject, subjects(data.match(null, object)));
  for (const { subject, object } of shapes.match(null, sh('targetObjectsOf'))) add(subject, objects(data.match(null, object)));
  for (const { shape, classTerm } of targetClasses(shapes)) {
    add(shape, subjects(data.match(null, rdf('type'), classTerm)));
    for (const { subject: subclass } of shapes.match(null, rdfs('subClassOf'), classTerm)) {
      add(shape, subjects(data.match(null, rdf('type'), subclass)));
    }
  }
  return [...targets.values()].map(({ shape, focusNodes }) => ({ shape, focusNodes: [...focusNodes.values()] }));
}

function* targetClasses(shapes: IndexedDataset): Iterable<{ shape: Term; classTerm: Term }> {
  for (const { subject, object } of shapes.match(null, sh('targetClass'))) yield { shape: subject, classTerm: object };
  // §2.1.3.3, implicit class targets: a shape that is itself a class has its own instances as targets.
  for (const { subject } of shapes.match(null, rdf('type'), sh('NodeShape'))) {
    const isClass = [rdfs('Class'), owl('Class')].some((type) => shapes.match(subject, rdf('type'), type).size > 0);
    if (isClass) yield { shape: subject, classTerm: subject };
  }
}

function* subjects(quads: Matches): Iterable<Quad['subject']> {
  for (const quad of quads) yield quad.subject;
}

function* objects(quads: Matches): Iterable<Quad['object']> {
  for (const quad of quads) yield quad.object;
}
