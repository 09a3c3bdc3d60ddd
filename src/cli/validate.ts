import { Command, Option } from 'commander';
import { ROOT } from '../app/project.ts';
import type { Progress } from '../ingest/progress.ts';
import { parseFiles, readFileContent } from '../ingest/read-files.ts';
import { readShippedDatasets, type ShippedDataset } from '../ingest/shipped-datasets.ts';
import { rdfFormatByExtension } from '../rdf/media-types.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import { serialiseRdf } from '../rdf/serialise.ts';
import type { Quad } from '../rdf/terms.ts';
import { reportText } from '../validation/report-text.ts';
import type { ValidationReport } from '../validation/validation-report.ts';
import { createValidator } from '../validation/validator.ts';
import { storeSettings } from './environment.ts';
import { withProgress } from './progress.ts';

interface Options {
  readonly format: 'text' | 'ttl' | 'jsonld';
  readonly language: string;
  readonly all?: true;
}

export function validateCommand(): Command {
  return new Command('validate')
    .description('check RDF files against the shapes; without a file, all that is shipped in data/, ontology/ and shapes/')
    .argument('[file...]', 'RDF files, each in the format of its suffix; what they refer to may be in the shipped data')
    .addOption(new Option('--format <format>', 'of the report').choices(['text', 'ttl', 'jsonld']).default('text'))
    .addOption(new Option('--language <language>', 'of the messages').choices(['en', 'fr', 'es']).default('en'))
    .option('--all', 'print infos too, not only violations and warnings')
    .addHelpText('after', '\nExit code: 0 when there is no violation, 1 when there is one or a file cannot be read, 2 for wrong usage.')
    .action(validate);
}

async function validate(files: readonly string[], options: Options): Promise<void> {
  const { baseIRI } = storeSettings(process.env);
  const { shipped, own, report } = await withProgress((onProgress) => check(files, baseIRI, onProgress));
  if (options.format === 'text') print(files.length === 0 ? shippedSizes(shipped) : `${own.length} triples checked`);
  print(await reportIn(report, options, baseIRI));
  if (!report.conforms) process.exitCode = 1;
}

/** All that is shipped together with the files; reported is on the latter alone where there are any. */
async function check(files: readonly string[], baseIRI: string, onProgress: Progress) {
  const own = await parseFiles(await Promise.all(files.map((file) => readFileContent(file))), baseIRI, onProgress);
  const shipped = await readShippedDatasets({ root: ROOT, baseIRI, onProgress });
  const shapes = shipped.filter(({ dataset }) => dataset === 'shapes').flatMap(({ quads }) => quads);
  const report = await createValidator(shapes).validate([...shipped.flatMap(({ quads }) => quads), ...own], {
    focusNodes: files.length === 0 ? undefined : subjectsOf(own),
    onProgress: (done, total) => onProgress('validating', done, total),
  });
  return { shipped, own, report };
}

function shippedSizes(shipped: readonly ShippedDataset[]): string {
  const lines = shipped.map(({ dataset, quads, files }) => {
    const size = `${dataset.padEnd(14)}${String(quads.length).padStart(7)}`;
    return `${size} triples in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  });
  return [...lines, `${shipped.reduce((sum, { quads }) => sum + quads.length, 0)} triples checked`].join('\n');
}

function subjectsOf(quads: readonly Quad[]): string[] {
  return [...new Set(quads.map(({ subject }) => (subject.termType === 'NamedNode' ? subject.value : termToNTriples(subject))))];
}

async function reportIn(report: ValidationReport, { format, language, all }: Options, baseIRI: string): Promise<string> {
  const rdfFormat = rdfFormatByExtension(format);
  if (rdfFormat !== undefined) return serialiseRdf(report.quads, { format: rdfFormat, baseIRI });
  const severities = all ? undefined : (['violation', 'warning'] as const);
  return reportText(report, { language, baseIRI, severities });
}

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
