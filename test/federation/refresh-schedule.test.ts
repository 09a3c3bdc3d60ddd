import { expect, it } from 'vitest';
import { refreshAll, scheduleRefresh } from '../../src/federation/refresh-schedule.ts';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import { SummaryKeeper } from '../../src/federation/summary-keeper.ts';
import { labFetch, labSource } from './lab-endpoint.ts';
import { lab } from './lab-summaries.ts';

const sourcesAt = (...endpoints: string[]) =>
  endpoints.map((endpoint, n) => labSource(endpoint, { iri: `http://hub.example/id/source/${n}` }));

function keep(): SummaryKeeper {
  const documents = new Map<string, string>();
  return new SummaryKeeper({
    fetch: labFetch,
    store: {
      read: (iri) => documents.get(iri),
      write: (iri, document) => void documents.set(iri, document),
      remove: (iri) => void documents.delete(iri),
    },
  });
}

it('refreshes every enabled source, and one that fails harms no other', async () => {
  const [good, better] = [await lab(':a :p :b .'), await lab(':a :q :b .')];
  const dead = await lab('');
  await dead.close();
  const sources = sourcesAt(good.endpoint, dead.endpoint, better.endpoint, good.endpoint).map((source, n) => ({
    ...source,
    enabled: n !== 3,
  }));
  const keeper = keep();
  const failed: RegisteredSource[] = [];
  await refreshAll({ keeper, sources: () => sources, onFailure: (source) => failed.push(source) }, new AbortController().signal);
  expect(failed).toEqual([sources[1]]);
  expect(sources.map(({ iri }) => keeper.current(iri)?.triples)).toEqual([1, undefined, 1, undefined]);
});

it('has no more sources at work than it may', async () => {
  let [running, most] = [0, 0];
  const keeper = {
    refresh: async () => {
      running++;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return {} as never;
    },
  };
  const sources = sourcesAt(...Array.from({ length: 20 }, () => 'http://127.0.0.1:1/'));
  await refreshAll({ keeper, sources: () => sources, onFailure: () => {}, parallel: 3 }, new AbortController().signal);
  expect(most).toBe(3);
});

it('goes on until it is ended, and then does nothing more', async () => {
  let refreshes = 0;
  const { promise: seenThree, resolve } = Promise.withResolvers<void>();
  const keeper = {
    refresh: async () => {
      refreshes++;
      if (refreshes === 3) resolve();
      return {} as never;
    },
  };
  const end = scheduleRefresh({ keeper, sources: () => sourcesAt('http://127.0.0.1:1/'), onFailure: () => {}, intervalMs: 1 });
  // The schedule itself does not keep a process alive.
  const alive = setInterval(() => {}, 1000);
  await seenThree;
  clearInterval(alive);
  await end();
  const ended = refreshes;
  await new Promise((done) => setTimeout(done, 20));
  expect(refreshes).toBe(ended);
});
