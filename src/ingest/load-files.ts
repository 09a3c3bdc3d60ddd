import type { Committing, Ingest, IngestOutcome } from './ingest.ts';
import { parseFiles, readFileContent, sourceHash } from './read-files.ts';

/**
 * Makes some RDF files, together, the content of a dataset; each is in the format of its suffix.
 * @throws FacilisError naming the file that is missing or wrong
 */
export async function loadFiles(
  ingest: Ingest,
  { files, dataset, baseIRI, ...by }: { files: readonly string[]; dataset: string; baseIRI: string } & Committing,
): Promise<IngestOutcome> {
  const contents = await Promise.all(files.map((file) => readFileContent(file)));
  const quads = await parseFiles(contents, baseIRI, by.onProgress);
  return ingest.replace([{ dataset, quads, sourceHash: sourceHash(contents) }], by);
}
