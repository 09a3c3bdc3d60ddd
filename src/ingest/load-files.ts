import type { Ingest, IngestOutcome } from './ingest.ts';
import { parseFiles, readFileContent, sourceHash } from './read-files.ts';

/**
 * Makes some RDF files, together, the content of a dataset; each is in the format of its suffix.
 * @throws FacilisError naming the file that is missing or wrong
 */
export async function loadFiles(
  ingest: Ingest,
  { files, dataset, baseIRI, agent, note }: { files: readonly string[]; dataset: string; baseIRI: string; agent: string; note: string },
): Promise<IngestOutcome> {
  const contents = await Promise.all(files.map((file) => readFileContent(file)));
  const quads = await parseFiles(contents, baseIRI);
  return ingest.replace([{ dataset, quads, sourceHash: sourceHash(contents) }], { agent, note });
}
