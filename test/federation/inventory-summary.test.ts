import { expect, it } from 'vitest';
import { createInventorySummary, type InventorySummary } from '../../src/federation/inventory-summary.ts';
import { summaryOfQuads } from '../../src/federation/summary-of-quads.ts';
import { parseNQuads } from '../../src/rdf/nquads.ts';
import { ReplicaLog } from '../../src/sparql/replica-log.ts';
import { comparable } from './lab-summaries.ts';

const IRI = 'http://h/#dataset';
const line = (subject: string, object: string, graph: string) => `<urn:${subject}> <urn:p> "${object}" <urn:${graph}> .\n`;
const A = line('a', 'one\u2028line', 'g1');
const B = line('b', '2', 'g1');
const C = line('c', '3', 'g2');
/** The triple of B, in another graph. */
const TWIN = line('b', '2', 'g2');

/** The store in memory: its lines, and the log that follows them. */
function inventoryOf(...lines: string[]) {
  let now = new Set(lines);
  let sequence = 1;
  let reads = 0;
  const log = new ReplicaLog(() => ({ nquads: [...now], sequence }));
  return {
    sequence: () => sequence,
    lastModified: () => `2026-01-0${sequence}T00:00:00Z`,
    state() {
      reads += 1;
      if (now.size === 0) throw new Error('There is nothing to summarise.');
      return log.read();
    },
    commit({ added = [], removed = [] }: { added?: string[]; removed?: string[] }) {
      now = new Set([...now].filter((each) => !removed.includes(each)).concat(added));
      sequence += 1;
      log.append({ sequence, added: added.join(''), removed: removed.join('') });
    },
    reads: () => reads,
    quads: (graph?: string) => parseNQuads([...now].filter((each) => graph === undefined || each.includes(`<${graph}> .`)).join('')),
  };
}

function expectSummaryOf(summary: InventorySummary, inventory: ReturnType<typeof inventoryOf>, graphs: readonly string[]) {
  expect(comparable(summary.whole)).toEqual(comparable(summaryOfQuads(IRI, inventory.quads())));
  expect([...summary.datasets.keys()].sort()).toEqual(graphs);
  for (const [graph, dataset] of summary.datasets) {
    expect(comparable(dataset)).toEqual(comparable(summaryOfQuads(graph, inventory.quads(graph))));
  }
}

it('is that of the quads of the revision, also when patches have led to it', async () => {
  const inventory = inventoryOf(A, B, C);
  const now = createInventorySummary(inventory, IRI);
  const first = await now();
  expect(first).toMatchObject({ sequence: 1, modified: '2026-01-01T00:00:00Z', whole: { triples: 3, validator: 'revision 1' } });
  expectSummaryOf(first, inventory, ['urn:g1', 'urn:g2']);
  inventory.commit({ added: [TWIN], removed: [C, A] });
  inventory.commit({ added: [A], removed: [TWIN] });
  const second = await now();
  expect(second).toMatchObject({ sequence: 3, whole: { triples: 2 } });
  expectSummaryOf(second, inventory, ['urn:g1']);
});

it('counts a triple of two graphs once in the whole', async () => {
  const { whole, datasets } = await createInventorySummary(inventoryOf(B, TWIN), IRI)();
  expect([whole.triples, datasets.get('urn:g1')?.triples, datasets.get('urn:g2')?.triples]).toEqual([1, 1, 1]);
});

it('is taken once for each revision, one at a time, and of the newest when many follow on each other', async () => {
  const inventory = inventoryOf(A);
  const now = createInventorySummary(inventory, IRI);
  const early = [now(), now()];
  inventory.commit({ added: [B] });
  const middle = now();
  inventory.commit({ added: [C] });
  const late = [now(), now()];
  expect((await Promise.all([...early, middle, ...late])).map(({ sequence }) => sequence)).toEqual([1, 1, 3, 3, 3]);
  await now();
  expect(inventory.reads()).toBe(2);
});

it('is tried again after a failure', async () => {
  const inventory = inventoryOf();
  const now = createInventorySummary(inventory, IRI);
  await expect(now()).rejects.toThrow('nothing to summarise');
  inventory.commit({ added: [A] });
  expect(await now()).toMatchObject({ sequence: 2 });
});
