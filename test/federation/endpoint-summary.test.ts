import { expect, it } from 'vitest';
import { BLANK, LITERAL } from '../../src/federation/source-summary.ts';
import type { LabEndpoint } from './lab-endpoint.ts';
import { comparable, exact, lab, SMALL, take, v, WIDE } from './lab-summaries.ts';

it('is the same when it is asked for as when it is taken from the data', async () => {
  for (const turtle of [SMALL, WIDE, ':a :p :b .']) expect(comparable(await take(await lab(turtle)))).toEqual(await exact(turtle));
});

it('asks few questions, however many predicates there are', async () => {
  const wide = await lab(WIDE);
  await take(wide);
  expect(wide.requests.length).toBeLessThan(30);
});

it('is not complete and says nothing wrong when the source cannot count', async () => {
  const source = await lab(SMALL, { refuses: /COUNT|GROUP/ });
  expect(await take(source)).toMatchObject({ isComplete: false, triples: 0, predicates: new Map(), validator: undefined });
});

it('fails when the source does not answer at all', async () => {
  const source = await lab(SMALL, { refuses: /./ });
  await expect(take(source)).rejects.toMatchObject({ code: 'source-failed' });
});

it('counts ends of each predicate alone when the source cannot for all at once', async () => {
  const source = await lab(SMALL, { refuses: /SELECT \?p .*DISTINCT \?s/ });
  expect(comparable(await take(source))).toEqual(await exact(SMALL));
});

it('takes the number of triples for the number of ends that the source cannot count', async () => {
  const { predicates, isComplete } = await take(await lab(SMALL, { refuses: /COUNT\(DISTINCT/ }));
  expect(isComplete).toBe(true);
  expect(predicates.get(v('p'))).toMatchObject({
    triples: 4,
    distinctSubjects: 4,
    distinctObjects: 4,
    objects: ['http://b.example/x/', LITERAL],
  });
  expect(predicates.get(v('p'))?.values).toEqual((await exact(SMALL)).predicates.get(v('p'))?.values);
});

it('pages on when answers are cut without a word', async () => {
  const summary = await take(await lab(WIDE, { mostRows: 7 }));
  const truth = await exact(WIDE);
  expect(summary).toMatchObject({ isComplete: true, triples: 150 });
  expect([...summary.predicates.keys()].sort()).toEqual([...truth.predicates.keys()].sort());
  expect([...summary.classes].sort()).toEqual([...truth.classes].sort());
  for (const [iri, { subjects, objects, values }] of summary.predicates) {
    const known = truth.predicates.get(iri);
    // What was cut is not known; what is known is right.
    if (iri === v('all')) expect([subjects, values]).toEqual([undefined, undefined]);
    else
      expect({ subjects: subjects ?? known?.subjects, objects: objects ?? known?.objects }).toEqual({
        subjects: known?.subjects,
        objects: known?.objects,
      });
  }
  expect(summary.predicates.get(v('p1'))?.subjects).toEqual(['http://n1.example/']);
});

it('is not complete when pages never show what was cut', async () => {
  const { isComplete, predicates, triples } = await take(await lab(WIDE, { mostRows: 20, isCutBeforeOffset: true }));
  expect({ isComplete, triples, named: predicates.size }).toEqual({ isComplete: false, triples: 150, named: 20 });
});

it('leaves ends open that have blank nodes, literals or IRIs beside what was listed', async () => {
  // Cut at one row: only one beginning of each end is ever listed.
  const { predicates } = await take(await lab(':a :p 1, :b, [] . [] :q 1 .', { mostRows: 1 }));
  for (const { objects } of predicates.values()) expect(objects === undefined || objects.join() === LITERAL).toBe(true);
  expect(predicates.get(v('p'))).toMatchObject({ objects: undefined });
  expect(predicates.get(v('q'))).toMatchObject({ subjects: [BLANK] });
});

it('keeps to hosts where there are too many namespaces', async () => {
  const turtle = Array.from({ length: 12_000 }, (_, n) => `<http://n.example/${n}/s> :p <http://o.example/${n}/> .`).join('\n');
  const { predicates } = await take(await lab(turtle));
  expect(predicates.get(v('p'))).toMatchObject({ triples: 12_000, subjects: ['http://n.example/'], objects: ['http://o.example/'] });
});

it('has no characteristic sets when the source cannot make them, or cuts them', async () => {
  expect((await take(await lab(SMALL, { refuses: /GROUP_CONCAT/ }))).characteristicSets).toBeUndefined();
  expect((await take(await lab(WIDE, { mostRows: 30 }))).characteristicSets).toBeUndefined();
});

it('begins again when the data changes meanwhile, and gives up when it does so always', async () => {
  let changes = 1;
  const beforeAnswer = (query: string, { put }: LabEndpoint): undefined => {
    if (/GROUP_CONCAT/.test(query) && changes-- > 0) put(`${WIDE} :new :p${changes + 5} ${changes} .`);
  };
  const once = await lab(WIDE, { beforeAnswer });
  expect((await take(once)).triples).toBe(151);
  changes = 1000;
  await expect(take(await lab(WIDE, { beforeAnswer }))).rejects.toMatchObject({ code: 'source-failed' });
});

it.each([
  [
    'half a body',
    (res: { type(type: string): { send(body: string): void } }) => res.type('json').send('{"head":{},"results":{"bindings":['),
  ],
  ['a wrong content type', (res: { type(type: string): { send(body: string): void } }) => res.type('html').send('<p>Welcome</p>')],
  [
    'malformed rows',
    (res: { type(type: string): { send(body: string): void } }) => res.type('json').send('{"results":{"bindings":[{"n":{"type":"x"}}]}}'),
  ],
])('takes %s for no answer', async (_, reply) => {
  const source = await lab(SMALL, {
    beforeAnswer: (_query, _lab, res) => {
      reply(res);
      return true;
    },
  });
  await expect(take(source)).rejects.toMatchObject({ code: 'source-failed' });
});
