import type { StoreReader } from '../store/types.ts';
import type { Committing, DatasetContent, Ingest, IngestOutcome } from './ingest.ts';
import { parseShipped, readShippedFiles } from './shipped-datasets.ts';
import { SHIPPED_SOURCES } from './source-nodes.ts';
import { shippedSources } from './source-registrations.ts';

export interface ShippedOutcome {
  /** Of the datasets that were loaded now; undefined when there was none to load. */
  readonly outcome: IngestOutcome | undefined;
  readonly loaded: readonly string[];
  /** Datasets that were left as they are, although their files are no longer those that they were last loaded from. */
  readonly outdated: readonly { readonly dataset: string; readonly files: readonly string[] }[];
}

/**
 * Loads the shipped datasets that the store has never had, all in one transaction, and leaves the others alone: what others
 * committed since is not overwritten by a start. With `reload` those whose files changed are loaded too.
 * A source that was registered or removed at run time stays as it is there.
 * Files that are not loaded are not parsed either, so that a second start is quick.
 */
export async function loadShipped(
  ingest: Ingest,
  reader: StoreReader,
  { root, reload = false, agent = 'facilis', note = 'Shipped files', onProgress }: { root: string; reload?: boolean } & Partial<Committing>,
): Promise<ShippedOutcome> {
  const differing = (await readShippedFiles(root)).filter(({ dataset, sourceHash }) => reader.sourceHash(dataset) !== sourceHash);
  const [known, unknown] = [
    differing.filter(({ dataset }) => reader.dataset(dataset)),
    differing.filter(({ dataset }) => !reader.dataset(dataset)),
  ];
  const wanted = reload ? differing : unknown;
  const outcome = wanted.length === 0 ? undefined : await ingest.replace(await contents(), { agent, note, onProgress });
  return {
    outcome,
    loaded: wanted.map(({ dataset }) => dataset),
    outdated: reload ? [] : known.map(({ dataset, files }) => ({ dataset, files: files.map(({ name }) => name) })),
  };

  async function contents(): Promise<DatasetContent[]> {
    const parsed = await parseShipped(wanted, reader.baseIRI, onProgress);
    return parsed.map((each) => (each.dataset === SHIPPED_SOURCES ? { ...each, quads: shippedSources(each.quads, reader) } : each));
  }
}
