import { FacilisError } from '../errors.ts';
import { type Quad, type Quad_Object, type Quad_Subject, quad, type Term } from '../rdf/terms.ts';
import { rdf, rdfs, sh } from '../rdf/vocabulary.ts';
import { IndexedDataset, termKey } from './indexed-dataset.ts';

/** Ours has some 150; a harvested dataset that needs more is an ontology, which is not what is validated here. */
const MAX_SUBCLASS_TRIPLES = 5_000;

/**
 * The class hierarchy of the data as the shapes need it: each subclass of a class that a shape names, however far below, directly
 * under that class. The engine walks a chain of subclasses in time that grows with more than the square of its length;
 * over one that is flat it takes a single step, so nobody can make it slow with a long chain.
 */
export function flatClassHierarchy(shapes: IndexedDataset, data: IndexedDataset): Quad[] {
  const given = [...data.match(null, rdfs('subClassOf'))];
  if (given.length > MAX_SUBCLASS_TRIPLES) {
    throw new FacilisError('payload-too-large', {
      detail: `The data has ${given.length} rdfs:subClassOf triples; at most ${MAX_SUBCLASS_TRIPLES} are accepted in what is validated.`,
    });
  }
  const hierarchy = new IndexedDataset([...given, ...shapes.match(null, rdfs('subClassOf'))]);
  return namedClasses(shapes).flatMap((namedClass) =>
    subclasses(hierarchy, namedClass).map((subclass) => quad(subclass, rdfs('subClassOf'), namedClass as Quad_Object)),
  );
}

function namedClasses(shapes: IndexedDataset): Term[] {
  const objects = [sh('class'), sh('targetClass')].flatMap((parameter) => [...shapes.match(null, parameter)].map(({ object }) => object));
  const implicit = [...shapes.match(null, rdf('type'), sh('NodeShape'))].map(({ subject }) => subject);
  return [...new Map<string, Term>([...objects, ...implicit].map((term) => [termKey(term), term])).values()];
}

/** All below `top`, itself left out. */
function subclasses(hierarchy: IndexedDataset, top: Term): Quad_Subject[] {
  const found = new Map<string, Term>([[termKey(top), top]]);
  // A map's iterator also visits what is added while it runs, which makes this the closure; cycles end by themselves.
  for (const term of found.values()) {
    for (const { subject } of hierarchy.match(null, rdfs('subClassOf'), term)) found.set(termKey(subject), subject);
  }
  found.delete(termKey(top));
  return [...found.values()] as Quad_Subject[];
}
