import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../demo/start-demo.ts';
import { ERROR_TITLES } from '../src/errors.ts';
import { PROBLEM_STATUS } from '../src/web/problem-status.ts';
import { type RunningApp, startApp } from './running-app.ts';

const README = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
const section = (title: string): string => README.split(/^## /m).find((part) => part.startsWith(title)) ?? '';

/** Each command block of a tour, with the bold words that stand above it. */
const steps = (tour: string) =>
  [...section(tour).matchAll(/\*\*(.+?)\*\*[\s\S]*?```sh\n([\s\S]*?)```/g)].map(([, title = '', commands = '']) => ({ title, commands }));
const TOUR = steps('A tour of five minutes');
const FEDERATION_TOUR = steps('A tour of federation');

async function paste(commands: string, baseIRI: string): Promise<string> {
  const script = commands.replaceAll('http://localhost:3000/', baseIRI);
  const { stdout } = await promisify(execFile)('bash', ['-e', '-c', script], { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

describe('the README', () => {
  it('lists every error code with its status, and no other', () => {
    const rows = [...section('Errors').matchAll(/^\| `([a-z-]+)` *\| (\d+) +\|/gm)].map(([, code, status]) => [code, Number(status)]);
    expect(Object.fromEntries(rows)).toEqual(PROBLEM_STATUS);
    expect(rows.map(([code]) => code).sort()).toEqual(Object.keys(ERROR_TITLES).sort());
  });

  it('has every setting of the environment in its table', () => {
    const config = readFileSync(join(import.meta.dirname, '..', 'src', 'config.ts'), 'utf8');
    const names = new Set([...config.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'|env\.([A-Z_]+)/g)].map(([, quoted, dotted]) => quoted ?? dotted));
    names.delete('STORE_SPARQL_URL');
    expect([...names].filter((name) => !section('Settings').includes(`\`${name}\``))).toEqual([]);
  });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)(`the tour${hasCurl ? '' : ' (skipped: there is no curl here)'}`, () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  /** What a reader is to see after each step. */
  const SEEN: Record<string, readonly RegExp[]> = {
    'Follow an IRI.': [/^303 http.*\/doc\/initiative\/ctcn$/m, /tf:leadAgency/],
    'The same description in six RDF formats': [/"Climate Technology Centre and Network"/, /<rdf:RDF/],
    'Browse a collection': [/hydra:totalItems/, /^id,iri,name,/m, /^ardi,/m],
    'Ask with SPARQL.': [/^agency,initiatives\r?\n\w+,\d+/m],
    'Read the vocabulary': [/@prefix tf:/, /sh:/, /"@context"/],
    'Be cached.': [/^304$/m],
    'See an error.': [/malformed-query/, /line/],
  };

  it('has the steps that are looked at here', () => {
    expect(TOUR.map(({ title }) => title)).toEqual(Object.keys(SEEN));
  });

  it.each(TOUR)('works as pasted: $title', async ({ title, commands }) => {
    const output = await paste(commands, app.baseIRI);
    for (const pattern of SEEN[title] ?? []) expect(output).toMatch(pattern);
  });
});

describe.skipIf(!hasCurl)(`the tour of federation${hasCurl ? '' : ' (skipped: there is no curl here)'}`, () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo(0);
  });
  afterAll(() => demo.stop());

  const SEEN: Record<string, readonly RegExp[]> = {
    'Ask all agencies as one.': [/^function,initiatives\r?\n[\w -]+,\d+/m],
    'See by which plan': [
      /id\/source\/unep/,
      /id\/source\/unido/,
      /id\/source\/wipo/,
      /startYear> \?year \. \?initiative <[^>]*leadAgency>/,
    ],
    'See which row comes from whom.': [/^name,_sources\r?\n.*id\/source\/wipo/m],
  };

  it('has the steps that are looked at here', () => {
    expect(FEDERATION_TOUR.map(({ title }) => title)).toEqual(Object.keys(SEEN));
  });

  it.each(FEDERATION_TOUR)('works as pasted: $title', async ({ title, commands }) => {
    const output = await paste(commands, demo.hub);
    for (const pattern of SEEN[title] ?? []) expect(output).toMatch(pattern);
  });
});
