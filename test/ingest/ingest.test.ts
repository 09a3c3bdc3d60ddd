import { describe, expect, it } from 'vitest';
import { createIngest, type Ingest } from '../../src/ingest/ingest.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import type { Quad } from '../../src/rdf/terms.ts';
import type { Store } from '../../src/store/types.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { BASE, temporaryStore } from '../store/temporary-store.ts';

const PREFIXES = `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <${BASE}id/> .\n`;
const SHAPES =
  ':S a sh:NodeShape ; sh:targetClass :Agency ; sh:property [ sh:path :name ; sh:minCount 1 ; sh:message "A name is needed."@en ] .';
const BY = { agent: 'a test', note: 'for the test' };

const turtle = (text: string): Promise<Quad[]> => parseRdf(PREFIXES + text, { mediaType: 'text/turtle', baseIRI: BASE });

function temporaryIngest(): Store & { ingest: Ingest } {
  const store = temporaryStore();
  return { ...store, ingest: createIngest({ ...store, baseIRI: BASE }) };
}

describe('replacing datasets', () => {
  it('commits all of them in one step, and nothing when the same comes again', async () => {
    const { ingest, reader } = temporaryIngest();
    const contents = async () => [
      { dataset: 'shapes', quads: await turtle(SHAPES) },
      { dataset: 'agencies', quads: await turtle(':a a :Agency ; :name "A" ; :during [ :from "2014" ] .') },
    ];
    const first = await ingest.replace(await contents(), BY);
    expect(first).toMatchObject({
      kind: 'committed',
      revisions: [
        { sequence: 1, dataset: 'shapes' },
        { sequence: 2, dataset: 'agencies', number: 1 },
      ],
    });
    const again = await ingest.replace(await contents(), BY);
    expect(again).toMatchObject({ kind: 'unchanged', report: { conforms: true } });
    expect(reader.sequence()).toBe(2);
  });

  it('stores nothing that does not conform, not even the part that does', async () => {
    const { ingest, reader } = temporaryIngest();
    await ingest.replace([{ dataset: 'shapes', quads: await turtle(SHAPES) }], BY);
    const outcome = await ingest.replace(
      [
        { dataset: 'good', quads: await turtle(':a a :Agency ; :name "A" .') },
        { dataset: 'bad', quads: await turtle(':b a :Agency .') },
      ],
      BY,
    );
    expect(outcome).toMatchObject({ kind: 'invalid', report: { counts: { violation: 1 }, results: [{ focusNode: `${BASE}id/b` }] } });
    expect(reader.sequence()).toBe(1);
    expect(reader.quads('good')).toEqual([]);
  });

  it('judges the union of all datasets, as it would be', async () => {
    const { ingest } = temporaryIngest();
    await ingest.replace([{ dataset: 'shapes', quads: await turtle(SHAPES) }], BY);
    const two = [
      { dataset: 'types', quads: await turtle(':a a :Agency .') },
      { dataset: 'names', quads: await turtle(':a :name "A" .') },
    ];
    expect((await ingest.replace(two, BY)).kind).toBe('committed');
    expect((await ingest.replace([{ dataset: 'names', quads: [] }], BY)).kind).toBe('invalid');
    expect(
      (
        await ingest.replace(
          two.map(({ dataset }) => ({ dataset, quads: [] })),
          BY,
        )
      ).kind,
    ).toBe('committed');
  });

  it('judges by the shapes as they would be', async () => {
    const { ingest } = temporaryIngest();
    await ingest.replace([{ dataset: 'agencies', quads: await turtle(':a a :Agency .') }], BY);
    const shapes = { dataset: 'shapes', quads: await turtle(SHAPES) };
    expect((await ingest.replace([shapes], BY)).kind).toBe('invalid');
    const both = [shapes, { dataset: 'agencies', quads: await turtle(':a a :Agency ; :name "A" .') }];
    expect((await ingest.replace(both, BY)).kind).toBe('committed');
    expect((await ingest.replace([{ dataset: 'agencies', quads: await turtle(':a a :Agency .') }], BY)).kind).toBe('invalid');
  });

  it('changes as little as was changed, whatever the blank nodes are called', async () => {
    const { ingest, reader } = temporaryIngest();
    await ingest.replace(
      [{ dataset: 'd', quads: await turtle(':a :during [ :from "2014" ] . :b :during [ :from "2015" ] . :c :name "C" .') }],
      BY,
    );
    await ingest.replace(
      [{ dataset: 'd', quads: await turtle(':c :name "D" . :b :during _:other . _:other :from "2015" . :a :during [ :from "2014" ] .') }],
      BY,
    );
    expect(reader.dataset('d')?.revision).toMatchObject({ number: 2, addedCount: 1, removedCount: 1 });
    expect(reader.quadsWithSubject(`${BASE}id/a`)[0]?.object.value).toMatch(/^http:\/\/localhost:3000\/\.well-known\/genid\/[0-9a-f]{40}$/);
    expect(verifyStore(reader)).toEqual([]);
  });

  it('keeps what comes back under its skolem names', async () => {
    const { ingest, reader } = temporaryIngest();
    await ingest.replace([{ dataset: 'd', quads: await turtle(':a :during [ :from "2014" ] .') }], BY);
    expect((await ingest.replace([{ dataset: 'd', quads: reader.quads('d') }], BY)).kind).toBe('unchanged');
  });

  it('refuses quads that say they belong to another graph', async () => {
    const { ingest } = temporaryIngest();
    const quads = await parseRdf('<a:s> <a:p> <a:o> <a:other> .', { mediaType: 'application/n-quads', baseIRI: BASE });
    await expect(ingest.replace([{ dataset: 'd', quads }], BY)).rejects.toMatchObject({
      code: 'malformed-rdf',
      detail: expect.stringContaining('<a:other>'),
    });
  });

  it('refuses a change of what somebody else changed since', async () => {
    const { ingest } = temporaryIngest();
    const replace = async (name: string, expectedNumber: number) =>
      ingest.replace([{ dataset: 'd', quads: await turtle(`:a :name "${name}" .`), expectedNumber }], BY);
    await replace('one', 0);
    await replace('two', 1);
    await expect(replace('three', 1)).rejects.toMatchObject({ code: 'conflict' });
    expect(await replace('three', 2)).toMatchObject({ kind: 'committed', revisions: [{ number: 3 }] });
  });

  it('takes one call after the other, and a failed one does not stop the next', async () => {
    const { ingest, reader } = temporaryIngest();
    const contents = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => ({ dataset: 'd', quads: await turtle(`:a :name "${name}" .`) })),
    );
    const results = await Promise.allSettled([
      ...contents.map((content) => ingest.replace([content], BY)),
      ingest.replace([{ dataset: 'Not A Slug', quads: [] }], BY),
      ingest.replace([{ dataset: 'd', quads: [] }], BY),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(reader.revisions('d').map(({ number, addedCount, removedCount }) => [number, addedCount, removedCount])).toEqual([
      [1, 1, 0],
      [2, 1, 1],
      [3, 1, 1],
      [4, 0, 1],
    ]);
  });
});
