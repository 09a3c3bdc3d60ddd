import { expect, it } from 'vitest';
import { refreshSources } from '../../src/cli/source-refresh.ts';
import { SummaryKeeper } from '../../src/federation/summary-keeper.ts';
import { labFetch, labSource } from '../federation/lab-endpoint.ts';
import { lab } from '../federation/lab-summaries.ts';

async function summaries() {
  const [good, dead] = [await lab(':a :p :b ; a :C .'), await lab('')];
  await dead.close();
  const keeper = new SummaryKeeper({ fetch: labFetch, store: { read: () => undefined, write: () => {}, remove: () => {} } });
  const sources = [
    labSource(good.endpoint, { iri: 'http://hub.example/id/source/good', title: 'Good' }),
    labSource(dead.endpoint, { iri: 'http://hub.example/id/source/dead', title: 'Dead' }),
    labSource(good.endpoint, { iri: 'http://hub.example/id/source/off', title: 'Off', enabled: false }),
  ];
  const lines: string[] = [];
  const steps: string[] = [];
  return {
    lines,
    steps,
    refresh: (slug?: string, isForced = false) =>
      refreshSources(
        { keeper, sources: () => sources, close: () => {} },
        { slug, isForced, onProgress: (step) => steps.push(step), write: (line) => lines.push(line) },
      ),
  };
}

it('says of one source what its summary holds, and whether it is new', async () => {
  const { refresh, lines, steps } = await summaries();
  await refresh('good');
  await refresh('good');
  await refresh('good', true);
  const size = '2 triples, 2 predicates, 1 classes';
  expect(lines).toEqual([`Good: new summary, ${size}`, `Good: unchanged, ${size}`, `Good: new summary, ${size}`]);
  expect(steps).toContain('Good (1 of 1): Listing values');
});

it('refreshes the other sources when one fails, and fails in the end', async () => {
  const { refresh, lines } = await summaries();
  await expect(refresh()).rejects.toMatchObject({ code: 'source-failed', detail: '1 of 2 sources could not be refreshed.' });
  expect(lines.map((line) => line.slice(0, 20))).toEqual(['Good: new summary, 2', 'Dead: not refreshed.']);
});

it('does not know a source that is not registered, nor ask one that is disabled', async () => {
  const { refresh } = await summaries();
  await expect(refresh('nobody')).rejects.toMatchObject({ code: 'not-found' });
  await expect(refresh('off')).rejects.toMatchObject({ code: 'not-found' });
});
