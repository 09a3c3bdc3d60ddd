import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import type { Quad } from '../rdf/terms.ts';
import { checkSlug } from '../store/graph-iri.ts';
import type { Progress } from './progress.ts';
import { type FileContent, parseFiles, readFileContent, sourceHash } from './read-files.ts';

/** Where the project keeps its data, and which dataset a file belongs to. */
const PLACES: readonly { readonly pattern: string; readonly dataset: (path: readonly string[]) => string }[] = [
  { pattern: 'data/*.ttl', dataset: ([, file = '']) => file.slice(0, -'.ttl'.length) },
  { pattern: 'data/*/*.ttl', dataset: ([, folder = '']) => folder },
  { pattern: 'ontology/*.ttl', dataset: () => 'ontology' },
  { pattern: 'shapes/*.ttl', dataset: () => 'shapes' },
];

export interface ShippedFiles {
  readonly dataset: string;
  /** Relative to the root, with `/`, sorted. */
  readonly files: readonly FileContent[];
  readonly sourceHash: string;
}

export interface ShippedDataset {
  readonly dataset: string;
  readonly quads: Quad[];
  readonly files: string[];
  readonly sourceHash: string;
}

/** The files of each shipped dataset, read but not parsed: enough to see whether they changed. Datasets in order of name. */
export async function readShippedFiles(root: string): Promise<ShippedFiles[]> {
  const found: { dataset: string; name: string }[] = [];
  for (const { pattern, dataset } of PLACES) {
    for await (const path of glob(pattern, { cwd: root })) {
      const segments = path.split(/[\\/]/);
      found.push({ dataset: dataset(segments), name: segments.join('/') });
    }
  }
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const groups = [...Map.groupBy(found, ({ dataset }) => dataset)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    groups.map(async ([dataset, members]) => {
      checkSlug(dataset);
      const files = await Promise.all(members.map(({ name }) => readFileContent(join(root, name), name)));
      return { dataset, files, sourceHash: sourceHash(files) };
    }),
  );
}

/** The shipped datasets in full; relative IRIs are resolved against the base. */
export async function readShippedDatasets({
  root,
  baseIRI,
  onProgress,
}: {
  root: string;
  baseIRI: string;
  onProgress?: Progress;
}): Promise<ShippedDataset[]> {
  return parseShipped(await readShippedFiles(root), baseIRI, onProgress);
}

export async function parseShipped(shipped: readonly ShippedFiles[], baseIRI: string, onProgress?: Progress): Promise<ShippedDataset[]> {
  const datasets: ShippedDataset[] = [];
  for (const { dataset, files, sourceHash } of shipped) {
    datasets.push({ dataset, quads: await parseFiles(files, baseIRI, onProgress), files: files.map(({ name }) => name), sourceHash });
  }
  return datasets;
}
