import { join } from 'node:path';
import type { DatasetContent } from '../../src/ingest/ingest.ts';
import { readShippedDatasets } from '../../src/ingest/shipped-datasets.ts';
import type { Quad } from '../../src/rdf/terms.ts';
import { rdf } from '../../src/rdf/vocabulary.ts';

export interface InventoryTerms {
  readonly contents: DatasetContent[];
  /** The IRIs of the concepts of one class. */
  of(className: string): string[];
}

const ROOT = join(import.meta.dirname, '..', '..');
const COUNTRIES = 40;

/** The shipped concept schemes, regions, goals and 40 countries: what generated instances refer to. */
export async function inventoryTerms(baseIRI: string): Promise<InventoryTerms> {
  const shipped = await readShippedDatasets({ root: ROOT, baseIRI });
  // Without the datasets' descriptions of themselves, which name a publisher that is not there.
  const quadsOf = (slug: string) =>
    (shipped.find(({ dataset }) => dataset === slug)?.quads ?? []).filter(({ subject }) => !subject.value.includes('/id/dataset/'));
  const countries = [
    ...new Set(quadsOf('places').flatMap(({ subject }) => (subject.value.includes('/id/country/') ? [subject.value] : []))),
  ];
  const dropped = new Set(countries.slice(COUNTRIES));
  const isKept = ({ subject, object }: Quad) => !dropped.has(subject.value) && !dropped.has(object.value);
  const isGoal = ({ subject, object }: Quad) => !/sdg\/\d+\.\w+$/.test(subject.value) && !/sdg\/\d+\.\w+$/.test(object.value);
  const contents = [
    { dataset: 'schemes', quads: quadsOf('schemes') },
    { dataset: 'places', quads: quadsOf('places').filter(isKept) },
    { dataset: 'sdgs', quads: quadsOf('sdgs').filter(isGoal) },
  ];
  const types = contents.flatMap(({ quads }) => quads).filter(({ predicate }) => predicate.equals(rdf('type')));
  return {
    contents,
    of: (className) => types.filter(({ object }) => object.value.endsWith(`#${className}`)).map(({ subject }) => subject.value),
  };
}
