import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { takeFirstSummaries } from '../../src/federation/first-summaries.ts';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import { SummaryKeeper } from '../../src/federation/summary-keeper.ts';
import { openOperations } from '../../src/store/open-operations.ts';
import { startApp } from '../running-app.ts';
import { labFetch, labSource } from './lab-endpoint.ts';
import { lab } from './lab-summaries.ts';
import { startHub } from './running-hub.ts';

const named = (slug: string, endpoint: string, more: Partial<RegisteredSource> = {}) =>
  labSource(endpoint, { iri: `http://hub.example/id/source/${slug}`, ...more });

function following(before: RegisteredSource[]) {
  const documents = new Map<string, string>();
  const store = {
    read: (iri: string) => documents.get(iri),
    write: (iri: string, document: string) => void documents.set(iri, document),
    remove: (iri: string) => void documents.delete(iri),
  };
  const keeper = new SummaryKeeper({ fetch: labFetch, store });
  let sources = before;
  const failed: string[] = [];
  const first = takeFirstSummaries({
    keeper,
    sources: () => sources,
    onFailure: ({ iri }) => failed.push(iri),
    isKnown: (iri) => keeper.current(iri) !== undefined,
  });
  onTestFinished(() => first.close());
  const change = (now: RegisteredSource[]) => {
    sources = now;
    first.follow();
  };
  const summarised = () => [...documents.keys()].map((iri) => iri.split('/').at(-1)).sort();
  return { keeper, failed, change, summarised };
}

it('takes summaries of sources that are new or newly enabled, and leaves the others to the schedule', async () => {
  const { endpoint, requests } = await lab(':a :p :b .');
  const [old, off] = [named('old', endpoint), named('off', endpoint, { enabled: false })];
  const { change, summarised } = following([old, off]);
  change([old, off]);
  change([old, off, named('new', endpoint)]);
  await vi.waitFor(() => expect(summarised()).toEqual(['new']), 10_000);
  change([old, { ...off, enabled: true }, named('new', endpoint), named('later', endpoint, { enabled: false })]);
  await vi.waitFor(() => expect(summarised()).toEqual(['new', 'off']), 10_000);
  const asked = requests.length;
  // Known already: nothing more is asked.
  change([old]);
  change([old, named('new', endpoint)]);
  await new Promise((done) => setTimeout(done, 50));
  expect([summarised(), requests.length]).toEqual([['new', 'off'], asked]);
});

it('has what changes meanwhile wait for what is under way, and goes on after a failure', async () => {
  const { endpoint } = await lab(':a :p :b .');
  const gone = await lab('');
  await gone.close();
  const { change, summarised, failed } = following([]);
  const [one, bad, two] = [named('one', endpoint), named('bad', gone.endpoint), named('two', endpoint)];
  change([one]);
  change([one, bad]);
  change([one, bad, two]);
  await vi.waitFor(() => expect(summarised()).toEqual(['one', 'two']), 10_000);
  await vi.waitFor(() => expect(failed).toEqual([bad.iri]), 10_000);
  change([one, { ...bad, endpoint }, two]);
  await vi.waitFor(() => expect(summarised()).toEqual(['bad', 'one', 'two']), 10_000);
});

it('is what a running service does with a member that is registered and then enabled', { timeout: 60_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'facilis-first-'));
  const root = join(directory, 'root');
  mkdirSync(join(root, 'ontology', 'competency'), { recursive: true });
  const member = await startHub({ sources: [], inventory: '<http://a.example/a> <http://a.example/p> 1, 2 .' });
  const env = { DATA_DIR: join(directory, 'state'), SOURCE_CHECK_INTERVAL_MS: '3600000' };
  const hub = await startApp(env, { root });
  const operations = openOperations({ directory: env.DATA_DIR });
  onTestFinished(async () => {
    operations.close();
    await Promise.all([hub.close(), member.close()]);
    rmSync(directory, { recursive: true });
  });
  const headers = { authorization: `Bearer ${operations.tokens.create({ name: 'test', role: 'admin' })}`, 'content-type': 'text/turtle' };
  const body = `@prefix tf: <https://w3id.org/technology-facilitation#> .
    <id/source/member> a tf:FederatedSource ; <http://www.w3.org/ns/dcat#endpointURL> <${member.baseIRI}sparql> ;
      tf:sourceKind <id/source-kind/sparql-endpoint> ; tf:enabled false ; tf:allowsPrivateNetwork true .`;
  expect((await fetch(`${hub.baseIRI}sources`, { method: 'POST', headers, body })).status).toBe(201);
  const enabled = await fetch(`${hub.baseIRI}sources/member/enabled`, { method: 'PUT', headers, body: 'true' });
  expect(enabled.status).toBe(204);
  const described = async () => (await fetch(`${hub.baseIRI}doc/source/member.nt`)).text();
  await vi.waitFor(async () => expect(await described()).toMatch(/#summary> <[^>]*void#triples> "2"/), { timeout: 20_000, interval: 100 });
});
