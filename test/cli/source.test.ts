import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startLab } from '../federation/lab-endpoint.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { loadedState, runFacilis, temporaryDirectory } from './run-facilis.ts';

/** A real endpoint on loopback. */
const endpoint = createServer((_req, res) => {
  res.setHeader('content-type', 'application/sparql-results+json').end('{"head":{},"boolean":true}');
});
beforeAll(() => new Promise<void>((done) => endpoint.listen(0, '127.0.0.1', done)));
afterAll(() => void endpoint.close());

/** A file that describes a source; it is up unless its address is another one. */
function file(
  slug: string,
  { address = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/sparql`, kind = 'sparql-endpoint' } = {},
): string {
  const path = join(temporaryDirectory(), `${slug}.ttl`);
  writeFileSync(
    path,
    `@prefix tf: <https://w3id.org/technology-facilitation#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<id/source/${slug}> a tf:FederatedSource, dcat:DataService ; skos:prefLabel "${slug}"@en ; dcat:endpointURL <${address}> ;
  tf:sourceKind <id/source-kind/${kind}> ; tf:trustLevel <id/trust/curated> ; tf:enabled true ; tf:allowsPrivateNetwork true .`,
  );
  return path;
}

const row = (stdout: string, slug: string) =>
  stdout
    .split('\n')
    .find((line) => line.startsWith(`${slug} `))
    ?.split(/ {2,}/);

describe('facilis source, on the local state', () => {
  it('adds, lists, checks and removes, and `load` brings nothing back', { timeout: 300_000 }, async () => {
    const env = { DATA_DIR: await loadedState() };
    expect(await runFacilis(['source', 'add', file('mine')], env)).toMatchObject({
      code: 0,
      stdout: 'The source <http://localhost:3000/id/source/mine> is registered.\n',
    });
    const again = await runFacilis(['source', 'add', file('mine')], env);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('--replace replaces it')]);
    const checked = await runFacilis(['source', 'check'], env);
    expect([checked.code, row(checked.stdout, 'mine')?.[1]]).toEqual([0, 'up']);
    await runFacilis(['source', 'add', '--replace', file('mine', { address: 'http://127.0.0.1:1/sparql' })], env);
    const down = await runFacilis(['source', 'check', 'mine'], env);
    expect([down.code, row(down.stdout, 'mine')?.[1]]).toEqual([1, 'down']);
    expect(down.stdout).toContain('ECONNREFUSED');
    expect((await runFacilis(['source', 'remove', 'mine'], env)).code).toBe(0);
    expect((await runFacilis(['load'], env)).stdout).not.toContain('id/source/');
    expect(row((await runFacilis(['source', 'list'], env)).stdout, 'mine')).toBeUndefined();
  });

  it('enables and disables what is shipped, of which nothing is enabled at first', { timeout: 300_000 }, async () => {
    const env = { DATA_DIR: await loadedState() };
    const listed = async () => (await runFacilis(['source', 'list'], env)).stdout;
    const shipped = (await listed()).trimEnd().split('\n').slice(2);
    expect(shipped.length).toBeGreaterThan(9);
    for (const line of shipped) expect(line).toMatch(/^\S+ +disabled /);
    expect(await runFacilis(['source', 'enable', 'wikidata'], env)).toMatchObject({ code: 0, stdout: 'The source wikidata is enabled.\n' });
    expect(row(await listed(), 'wikidata')?.[1]).toBe('unknown');
    expect((await runFacilis(['load'], env)).stdout).not.toContain('id/source/wikidata');
    expect(row(await listed(), 'wikidata')?.[1]).toBe('unknown');
    expect(await runFacilis(['source', 'disable', 'wikidata'], env)).toMatchObject({ stdout: 'The source wikidata is disabled.\n' });
    expect(row(await listed(), 'wikidata')?.[1]).toBe('disabled');
    const unknown = await runFacilis(['source', 'enable', 'nobody'], env);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('There is no source')]);
  });

  it('refreshes summaries, and lists the sizes that they tell', { timeout: 300_000 }, async () => {
    const env = { DATA_DIR: await loadedState() };
    const member = await startLab('<http://a.example/a> <http://a.example/p> 1, 2 .');
    onTestFinished(() => member.close());
    await runFacilis(['source', 'add', file('member', { address: member.endpoint })], env);
    const statements = async () => row((await runFacilis(['source', 'list'], env)).stdout, 'member');
    expect(await statements()).not.toContain('2');
    const told = 'member: new summary, 2 triples, 1 predicates, 0 classes\n';
    expect(await runFacilis(['source', 'refresh', 'member'], env)).toMatchObject({ code: 0, stdout: told });
    expect(await statements()).toContain('2');
    expect((await runFacilis(['source', 'refresh'], env)).stdout).toBe(told.replace('new summary', 'unchanged'));
    expect((await runFacilis(['source', 'refresh', '--force'], env)).stdout).toBe(told);
    expect((await runFacilis(['source', 'refresh', 'wikidata'], env)).stderr).toContain('it is disabled');
    await runFacilis(['source', 'add', '--replace', file('member', { address: 'http://127.0.0.1:1/sparql' })], env);
    expect(await statements()).not.toContain('2');
    const failed = await runFacilis(['source', 'refresh'], env);
    expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining('member: not refreshed.')]);
  });

  it('stores nothing that does not conform, and says why', async () => {
    const env = { DATA_DIR: temporaryDirectory() };
    const early = await runFacilis(['source', 'add', file('mine')], env);
    expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('`facilis load` first')]);
    env.DATA_DIR = await loadedState();
    const { code, stderr } = await runFacilis(['source', 'add', file('bad', { kind: 'telepathy' })], env);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/violation +<id\/source\/bad> tf:sourceKind <id\/source-kind\/telepathy>/)]);
    expect((await runFacilis(['source', 'list'], env)).stdout).not.toContain('bad');
  });
});

describe('facilis source and token, beside a running service', () => {
  let running: RunningApp;
  const env: Record<string, string> = {};
  beforeAll(async () => {
    env.DATA_DIR = mkdtempSync(join(tmpdir(), 'facilis-source-'));
    running = await startApp({ DATA_DIR: env.DATA_DIR });
    env.BASE_IRI = running.baseIRI;
  });
  afterAll(async () => {
    await running.close();
    rmSync(env.DATA_DIR ?? '', { recursive: true, force: true });
  });

  it('change its registry with a token that was made while it runs, until that is revoked', async () => {
    const made = await runFacilis(['token', 'create', '--name', 'operator', '--role', 'admin'], env);
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^facilis_[\w-]{43}\n$/) });
    const remote = { FACILIS_TOKEN: made.stdout.trim() };
    const service = ['--service', running.baseIRI];
    expect(await runFacilis(['source', 'add', file('theirs'), ...service], remote)).toMatchObject({ code: 0 });
    expect(await runFacilis(['source', 'add', file('theirs'), '--replace', ...service], remote)).toMatchObject({ code: 0 });
    const checked = await runFacilis(['source', 'check', 'theirs', ...service], remote);
    expect([checked.code, row(checked.stdout, 'theirs')?.[1]]).toEqual([0, 'up']);
    expect(row((await runFacilis(['source', 'list'], env)).stdout, 'theirs')?.[1]).toBe('up');
    expect(await runFacilis(['source', 'disable', 'theirs', ...service], remote)).toMatchObject({ code: 0 });
    expect(row((await runFacilis(['source', 'list', ...service])).stdout, 'theirs')?.[1]).toBe('disabled');
    expect(await runFacilis(['source', 'enable', 'theirs', ...service], remote)).toMatchObject({ code: 0 });
    expect(row((await runFacilis(['source', 'list', ...service])).stdout, 'theirs')?.[1]).toBe('up');
    expect(await runFacilis(['source', 'remove', 'theirs', ...service], remote)).toMatchObject({ code: 0 });
    expect((await runFacilis(['token', 'list'], env)).stdout).toMatch(/^operator +admin +\S+Z +\S+Z$/m);
    expect((await runFacilis(['token', 'revoke', 'operator'], env)).code).toBe(0);
    const refused = await runFacilis(['source', 'remove', 'wikidata', ...service, '--token', made.stdout.trim()]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('was revoked')]);
  });

  it('find a service that answers federated queries though nothing else can be reached', async () => {
    const query = 'ASK { ?source a <https://w3id.org/technology-facilitation#FederatedSource> }';
    const reply = await fetch(`${running.baseIRI}federation/sparql?${new URLSearchParams({ query })}`);
    expect([reply.status, await reply.json()]).toEqual([200, expect.objectContaining({ boolean: true })]);
  });

  it('is told to let the service do it where the store is in use', async () => {
    const { code, stderr } = await runFacilis(['source', 'add', file('mine')], env);
    expect([code, stderr]).toEqual([1, expect.stringContaining('--service URL')]);
  });
});

describe('wrong usage', () => {
  it.each([
    [['source', 'add']],
    [['source', 'list', '--service', 'localhost']],
    [['source', 'forget', 'x']],
    [['token', 'create']],
    [['token', 'create', '--name', 'a', '--role', 'king']],
    [['token', 'create', '--name', ' ']],
  ])('%j exits with 2', async (args) => {
    const { code, stderr } = await runFacilis(args, { DATA_DIR: temporaryDirectory() });
    expect(code).toBe(2);
    expect(stderr).not.toBe('');
  });

  it('of a token where nothing is kept exits with 2', async () => {
    expect(await runFacilis(['token', 'create', '--name', 'a'], { DATA_DIR: ':memory:' })).toMatchObject({ code: 2, stdout: '' });
  });
});
