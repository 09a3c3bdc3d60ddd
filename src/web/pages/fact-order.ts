import { rdfs, sh } from '../../rdf/vocabulary.ts';
import type { Site } from '../site.ts';
import { vocabularyOf } from '../vocabulary-index.ts';
import type { QuadIndex } from './quad-index.ts';

export interface FactPlace {
  /** IRI of the `sh:group`, if the shape names one. */
  readonly group: string | undefined;
  readonly groupOrder: number;
  readonly order: number;
}

const LAST = Number.MAX_SAFE_INTEGER;
export const NOWHERE: FactPlace = { group: undefined, groupOrder: LAST, order: LAST };

/** Where the shapes of the given classes put each property: SHACL §2.3.2.3 `sh:order` and §2.3.2.4 `sh:group`. */
export function factOrder(site: Site, types: readonly string[]): ReadonlyMap<string, FactPlace> {
  const { shapes, ontology } = vocabularyOf(site);
  const places = new Map<string, FactPlace>();
  for (const shape of [...types, ...superclasses(ontology, types)].flatMap((type) => shapesTargeting(shapes, type))) {
    for (const property of shapes.iris(shape, sh('property').value)) {
      const path = shapes.objects(property, sh('path').value)[0];
      if (path?.termType === 'NamedNode' && !places.has(path.value)) places.set(path.value, placeOf(shapes, property));
    }
  }
  return places;
}

function shapesTargeting(shapes: QuadIndex, type: string): string[] {
  const quads = shapes.referringTo(type).filter((quad) => quad.predicate.equals(sh('targetClass')));
  return quads.map((quad) => quad.subject.value);
}

function superclasses(ontology: QuadIndex, types: readonly string[]): string[] {
  return types.flatMap((type) => ontology.iris(type, rdfs('subClassOf').value));
}

function placeOf(shapes: QuadIndex, property: string): FactPlace {
  const group = shapes.value(property, sh('group').value);
  const number = (subject: string) => Number(shapes.value(subject, sh('order').value) ?? LAST);
  return { group, groupOrder: group === undefined ? LAST : number(group), order: number(property) };
}
