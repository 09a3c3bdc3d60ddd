import { Command, Option } from 'commander';
import { openForReading } from '../app/command-parts.ts';
import { FacilisError } from '../errors.ts';
import { RDF_FORMATS, rdfFormatByExtension } from '../rdf/media-types.ts';
import { serialiseRdf } from '../rdf/serialise.ts';
import type { StoreReader } from '../store/types.ts';
import { storeSettings } from './environment.ts';
import { writeOutput } from './write-output.ts';

interface Options {
  readonly dataset?: string;
  readonly format: string;
  readonly output?: string;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('write the current state, or one dataset of it, as RDF; a running service is not disturbed')
    .option('--dataset <slug>', 'only this dataset')
    .addOption(
      new Option('--format <suffix>', 'nq and trig say which dataset a triple is in')
        .choices(RDF_FORMATS.map(({ extension }) => extension))
        .default('nq'),
    )
    .option('--output <file>', 'where to write; standard output unless given')
    .action(exportState);
}

async function exportState({ dataset, format, output }: Options): Promise<void> {
  const { reader, close } = openForReading(storeSettings(process.env));
  try {
    if (dataset !== undefined && reader.dataset(dataset) === undefined) {
      const known = reader.datasets().map(({ slug }) => slug);
      throw new FacilisError('not-found', { detail: `There is no dataset ${JSON.stringify(dataset)}; there are ${known.join(', ')}.` });
    }
    await writeOutput(await content(reader, dataset, format), output);
  } finally {
    close();
  }
}

/** N-Quads, the only format that needs no sorting of the whole, are read from the store piece by piece. */
async function content(reader: StoreReader, dataset: string | undefined, extension: string): Promise<Iterable<string>> {
  if (extension === 'nq') return dataset === undefined ? reader.nquads() : reader.nquadLines(dataset);
  const format = rdfFormatByExtension(extension);
  if (format === undefined) throw new TypeError(`No format has the suffix ${extension}.`);
  return [await serialiseRdf(dataset === undefined ? reader.allQuads() : reader.quads(dataset), { format, baseIRI: reader.baseIRI })];
}
