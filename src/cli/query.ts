import { extname } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { openForQuerying } from '../app/command-parts.ts';
import { FacilisError } from '../errors.ts';
import { readFileContent } from '../ingest/read-files.ts';
import { RDF_FORMATS } from '../rdf/media-types.ts';
import { mediaTypesOf, SELECT_FORMATS } from '../sparql/result-formats.ts';
import { storeSettings } from './environment.ts';
import { type Answer, askEndpoint } from './remote-endpoint.ts';
import { resultText, TABLE_MEDIA_TYPES } from './result-text.ts';
import { writeOutput } from './write-output.ts';

/** `json` and `xml` are of solutions; RDF has the suffixes of its files. */
const MEDIA_TYPES: Readonly<Record<string, string>> = Object.fromEntries([
  ...SELECT_FORMATS.flatMap(({ name, extension, mediaType }) => [
    [name, mediaType],
    [extension, mediaType],
  ]),
  ...RDF_FORMATS.map(({ extension, mediaType }) => [extension, mediaType]),
]);
const TABLE = 'table';

interface Options {
  readonly endpoint?: string;
  readonly format?: string;
  readonly output?: string;
}

export function queryCommand(): Command {
  return new Command('query')
    .description('ask the local state, or a running service, with SPARQL')
    .argument('<file>', 'the query; - reads it from standard input')
    .option('--endpoint <url>', 'the SPARQL endpoint to ask, such as http://localhost:3000/sparql; the local state unless given')
    .addOption(
      new Option('--format <format>', 'table on a terminal unless given, otherwise the suffix of --output, or csv or ttl').choices([
        TABLE,
        ...Object.keys(MEDIA_TYPES),
      ]),
    )
    .option('--output <file>', 'where to write; standard output unless given')
    .addHelpText('after', '\nA running service is not disturbed. Relative IRIs such as <id/agency/unep> are those of the data.')
    .action(query);
}

async function query(file: string, { endpoint, format, output }: Options): Promise<void> {
  if (endpoint !== undefined && !/^https?:\/\//i.test(endpoint)) {
    throw new FacilisError('malformed-request', {
      detail: `--endpoint is ${JSON.stringify(endpoint)}; it is an address with http or https.`,
    });
  }
  const question = await readQuestion(file);
  const chosen = format ?? usualFormat(output);
  const mediaTypes =
    chosen === TABLE ? TABLE_MEDIA_TYPES : chosen === undefined ? ['text/csv', 'text/turtle'] : [MEDIA_TYPES[chosen] ?? ''];
  const { answer, baseIRI } = await naming(file, () =>
    endpoint === undefined ? askState(question, mediaTypes) : askService(endpoint, question, mediaTypes),
  );
  const isTerminal = output === undefined && process.stdout.isTTY;
  const content = chosen === TABLE ? resultText(answer, { baseIRI, width: isTerminal ? process.stdout.columns : undefined }) : answer.bytes;
  await writeOutput([content], output);
}

/** `undefined` leaves it to the form of the query. */
function usualFormat(output: string | undefined): string | undefined {
  if (output === undefined) return process.stdout.isTTY ? TABLE : undefined;
  const suffix = extname(output).slice(1).toLowerCase();
  return Object.hasOwn(MEDIA_TYPES, suffix) ? suffix : undefined;
}

async function readQuestion(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  return new TextDecoder().decode((await readFileContent(file)).bytes);
}

/** A mistake is told with the file that it is in, as its line and column are. */
async function naming<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FacilisError) || error.code !== 'malformed-query') throw error;
    const { code, detail, extra } = error;
    throw new FacilisError(code, { detail: `${file === '-' ? 'standard input' : file}: ${detail}`, extra, cause: error });
  }
}

interface Asked {
  readonly answer: Answer;
  /** What the IRIs of a table are relative to. */
  readonly baseIRI: string;
}

async function askService(endpoint: string, question: string, mediaTypes: readonly string[]): Promise<Asked> {
  return { answer: await askEndpoint(endpoint, question, mediaTypes), baseIRI: new URL('.', endpoint).href };
}

async function askState(question: string, mediaTypes: readonly string[]): Promise<Asked> {
  const config = storeSettings(process.env);
  const { pool, engineFor, close } = openForQuerying(config, { secret: (name) => process.env[name] });
  try {
    const analysis = await pool.analyse(question);
    const offered = mediaTypesOf(analysis.form);
    const resultsFormat = mediaTypes.find((mediaType) => offered.includes(mediaType));
    if (resultsFormat === undefined) {
      const names = Object.keys(MEDIA_TYPES).filter((name) => offered.includes(MEDIA_TYPES[name] ?? ''));
      throw new FacilisError('malformed-request', { detail: `The results of ${analysis.form} come as ${[TABLE, ...names].join(', ')}.` });
    }
    return { answer: await engineFor(analysis).run({ query: question, resultsFormat }), baseIRI: config.baseIRI };
  } finally {
    await close();
  }
}
