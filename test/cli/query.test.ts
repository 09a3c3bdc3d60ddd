import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { textTable } from '../../src/cli/text-table.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { finished, runFacilis, startFacilis, temporaryDirectory } from './run-facilis.ts';

const PREFIX = 'PREFIX tf: <https://w3id.org/technology-facilitation#>\n';
const LEADERS = `${PREFIX}SELECT ?agency (COUNT(?i) AS ?n) WHERE { ?i tf:leadAgency ?agency } GROUP BY ?agency ORDER BY DESC(?n) ?agency LIMIT 3`;
const MISTAKE = 'SELECT *\nWHERE { ?s ?p }';

function file(query: string): string {
  const path = join(temporaryDirectory(), 'question.rq');
  writeFileSync(path, query);
  return path;
}

let app: RunningApp;
let endpoint: string;
/** The state of the running service, which is asked beside it. */
const env: Record<string, string> = {};
const state = join(tmpdir(), `facilis-query-${process.pid}`);
beforeAll(async () => {
  app = await startApp({ DATA_DIR: state });
  endpoint = `${app.baseIRI}sparql`;
  Object.assign(env, { DATA_DIR: state, BASE_IRI: app.baseIRI });
});
afterAll(async () => {
  await app.close();
  const { rmSync } = await import('node:fs');
  rmSync(state, { recursive: true, force: true });
});

const ask = (query: string, ...options: string[]) => runFacilis(['query', file(query), ...options], env);

describe.each([
  ['the local state, beside a running service', () => []],
  ['a running service', () => ['--endpoint', endpoint]],
])('facilis query asks %s', (_what, where) => {
  it('and prints a table with short IRIs when asked for one', async () => {
    const { code, stdout } = await ask(LEADERS, '--format', 'table', ...where());
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^agency +n$/);
    expect(lines[2]).toMatch(/^<id\/agency\/\w+> +\d+$/);
    expect(lines[5]).toBe('3 rows');
    expect(code).toBe(0);
  });

  it('and writes CSV or Turtle into a pipe', async () => {
    expect(parse((await ask(LEADERS, ...where())).stdout, { columns: true })).toHaveLength(3);
    expect((await ask('DESCRIBE <id/agency/unep>', ...where())).stdout).toContain('@prefix tf:');
  });

  it.each([
    ['json', /^\{"head"/],
    ['xml', /^<\?xml/],
    ['tsv', /^\?agency\t\?n/],
  ])('and writes solutions as %s', async (format, expected) => {
    expect((await ask(LEADERS, '--format', format, ...where())).stdout).toMatch(expected);
  });

  it('and writes the format of the suffix of the file', async () => {
    const output = join(temporaryDirectory(), 'unep.jsonld');
    const { code, stdout } = await ask('DESCRIBE <id/agency/unep>', '--output', output, ...where());
    expect([code, stdout]).toEqual([0, '']);
    expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ '@context': expect.anything() });
  });

  it('and tells line and column of a mistake, and exits with 1', async () => {
    const { code, stdout, stderr } = await ask(MISTAKE, ...where());
    expect(stderr).toMatch(/^facilis: \S+question\.rq: Line 2, column \d+: .*expected/);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('and shows ASK and triples as tables too', async () => {
    expect((await ask('ASK { ?s ?p ?o }', '--format', 'table', ...where())).stdout).toBe('true\n');
    const { stdout } = await ask('CONSTRUCT { <id/agency/unep> a ?t } WHERE { <id/agency/unep> a ?t }', '--format', 'table', ...where());
    expect(stdout).toMatch(/^subject +predicate +object\n─.*\n<id\/agency\/unep> +rdf:type +\S+:\w+\n/);
  });
});

describe('facilis query', () => {
  it('reads the query from standard input', async () => {
    const child = startFacilis(['query', '-'], env, 'pipe');
    child.stdin?.end(LEADERS);
    expect(parse((await finished(child)).stdout, { columns: true })).toHaveLength(3);
  });

  it('ends with 1 when the service cannot be reached, refuses, or breaks off', async () => {
    const server = createServer((req, res) => {
      if (req.url === '/cut') res.writeHead(200, { 'content-length': 100 }).write('half', () => res.destroy());
      else res.writeHead(502, { 'content-type': 'text/plain' }).end('no engine today\nmore');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const at = (path: string) => ask(LEADERS, '--endpoint', `http://127.0.0.1:${port}/${path}`);
    expect(await at('down')).toMatchObject({ code: 1, stderr: expect.stringContaining('answered 502 Bad Gateway: no engine today\n') });
    expect(await at('cut')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('broke off') });
    expect(await ask(LEADERS, '--endpoint', 'http://127.0.0.1:1/sparql')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be reached'),
    });
  });

  it.each([
    ['an unknown format', ['--format', 'pdf']],
    ['a format that the form of the query has not', ['--format', 'ttl']],
    ['an endpoint that is no web address', ['--endpoint', 'localhost:3000']],
  ])('ends with 2 for %s', async (_what, options) => {
    expect(await ask(LEADERS, ...options)).toMatchObject({ code: 2, stdout: '' });
  });

  it('ends with 2 without a file, with 1 without the file, and leaves no output behind', async () => {
    const output = join(temporaryDirectory(), 'none.csv');
    expect(await runFacilis(['query'], env)).toMatchObject({ code: 2 });
    expect(await runFacilis(['query', 'nothing.rq', '--output', output], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing.rq'),
    });
    expect(existsSync(output)).toBe(false);
  });
});

describe('a table on a terminal', () => {
  it('is cut to its width, the widest column first', () => {
    const lines = textTable(
      ['name', 'n'],
      [
        ['a name that is longer than the rest of the line', '7'],
        ['short', '12'],
      ],
      24,
    );
    expect(lines).toEqual(['name                   n', '────────────────────  ──', 'a name that is long…   7', 'short                 12']);
  });

  it('counts wide characters twice, and obeys nothing that the data says', () => {
    const lines = textTable(
      ['name', 'x'],
      [
        ['联合国', 'a'],
        ['\u001b[31mred\u202e', 'b'],
      ],
    );
    expect(lines.slice(2)).toEqual(['联合国     a', '\uFFFD[31mred\uFFFD  b']);
  });
});
