import { readOntology } from '../publish/ontology.ts';
import type { OntologyModel } from '../publish/ontology-types.ts';
import { QuadIndex } from './pages/quad-index.ts';
import type { Site } from './site.ts';

export interface VocabularyIndex {
  readonly sequence: number;
  readonly ontology: QuadIndex;
  readonly shapes: QuadIndex;
  readonly model: OntologyModel;
}

const indexes = new WeakMap<Site, VocabularyIndex>();

/** Ontology and shapes of the current revision, indexed once for it: every page takes the names of properties from them. */
export function vocabularyOf(site: Site): VocabularyIndex {
  const { reader } = site.parts;
  const sequence = reader.sequence();
  const known = indexes.get(site);
  if (known?.sequence === sequence) return known;
  const ontology = reader.quads('ontology');
  const fresh = {
    sequence,
    ontology: new QuadIndex(ontology),
    shapes: new QuadIndex(reader.quads('shapes')),
    model: readOntology(ontology),
  };
  indexes.set(site, fresh);
  return fresh;
}
