import { Command } from 'commander';
import { createDoor } from '../app/command-parts.ts';
import { ROOT } from '../app/project.ts';
import { FacilisError } from '../errors.ts';
import { formatChanges, summariseChanges } from '../ingest/change-summary.ts';
import type { IngestOutcome } from '../ingest/ingest.ts';
import { loadFiles } from '../ingest/load-files.ts';
import { loadShipped } from '../ingest/load-shipped.ts';
import type { Progress } from '../ingest/progress.ts';
import { checkSlug } from '../store/graph-iri.ts';
import type { StoreReader } from '../store/types.ts';
import { reportText } from '../validation/report-text.ts';
import { storeSettings } from './environment.ts';
import { withProgress } from './progress.ts';
import { userName } from './user-name.ts';

interface Options {
  readonly dataset?: string;
  readonly note?: string;
  readonly agent: string;
}

export function loadCommand(): Command {
  return new Command('load')
    .description('make RDF files the content of a dataset; without a file, take up the shipped files that changed since they were loaded')
    .argument('[file...]', 'RDF files, each in the format of its suffix; together they become the whole content of the dataset')
    .option('--dataset <slug>', 'the dataset to replace; it is made when it does not exist')
    .option('--note <text>', 'what the revision is for')
    .option('--agent <name>', 'who makes it', userName())
    .addHelpText('after', '\nThe service must be stopped meanwhile: one process at a time writes to a store.')
    .action(load);
}

async function load(files: readonly string[], options: Options, command: Command): Promise<void> {
  if (files.length > 0 !== (options.dataset !== undefined)) {
    command.error(
      files.length > 0 ? 'error: --dataset SLUG says which dataset the files are for' : 'error: --dataset needs the files to load',
    );
  }
  if (options.dataset !== undefined) checkSlug(options.dataset);
  const config = storeSettings(process.env);
  const { reader, ingest, close } = createDoor(config);
  try {
    report(await withProgress((onProgress) => replace(files, options, onProgress)), reader);
  } finally {
    close();
  }

  async function replace(
    paths: readonly string[],
    { dataset, note, agent }: Options,
    onProgress: Progress,
  ): Promise<IngestOutcome | undefined> {
    if (dataset === undefined) return (await loadShipped(ingest, reader, { root: ROOT, reload: true, agent, note, onProgress })).outcome;
    const by = { agent, note: note ?? `Loaded from ${paths.join(', ')}`, onProgress };
    return loadFiles(ingest, { files: paths, dataset, baseIRI: config.baseIRI, ...by });
  }
}

/** @throws FacilisError `invalid-data` with the report: nothing was stored then */
function report(outcome: IngestOutcome | undefined, reader: StoreReader): void {
  if (outcome === undefined || outcome.kind === 'unchanged') {
    process.stdout.write('Nothing changed: no revision was made.\n');
    return;
  }
  const text = reportText(outcome.report, { baseIRI: reader.baseIRI, severities: ['violation', 'warning'] });
  if (outcome.kind === 'invalid') {
    throw new FacilisError('invalid-data', { detail: `the data does not conform to the shapes, so nothing was stored.\n${text}` });
  }
  process.stdout.write(`${formatChanges(summariseChanges(reader, outcome.revisions))}\n${text}`);
}
