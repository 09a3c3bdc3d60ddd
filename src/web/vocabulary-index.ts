import { QuadIndex } from './pages/quad-index.ts';
import type { Site } from './site.ts';

export interface VocabularyIndex {
  readonly sequence: number;
  readonly ontology: QuadIndex;
  readonly shapes: QuadIndex;
}

const indexes = new WeakMap<Site, VocabularyIndex>();

/** Ontology and shapes of the current revision, indexed once for it: every page takes the names of properties from them. */
export function vocabularyOf(site: Site): VocabularyIndex {
  const { reader } = site.parts;
  const sequence = reader.sequence();
  const known = indexes.get(site);
  if (known?.sequence === sequence) return known;
  const fresh = { sequence, ontology: new QuadIndex(reader.quads('ontology')), shapes: new QuadIndex(reader.quads('shapes')) };
  indexes.set(site, fresh);
  return fresh;
}
