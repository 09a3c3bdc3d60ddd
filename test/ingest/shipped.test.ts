import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatChanges, summariseChanges } from '../../src/ingest/change-summary.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import { loadFiles } from '../../src/ingest/load-files.ts';
import { loadShipped } from '../../src/ingest/load-shipped.ts';
import { readShippedDatasets } from '../../src/ingest/shipped-datasets.ts';
import { BASE, temporaryDirectory, temporaryStore } from '../store/temporary-store.ts';

const PROJECT: Readonly<Record<string, string>> = {
  'data/agencies.ttl': '<id/agency/a> <u:name> "A" . _:x <u:of> <id/agency/a> .',
  'data/sources/one.ttl': '<id/source/one> <u:name> "One" . _:x <u:of> <id/source/one> .',
  'data/sources/two.ttl': '<id/source/two> <u:name> "Two" . _:x <u:of> <id/source/two> .',
  'data/generate/agencies.ts': 'export {}',
  'ontology/terms.ttl': '<u:Agency> <u:name> "Agency" .',
  'ontology/more.ttl': '<u:Group> <u:name> "Group" .',
  'ontology/competency/q1.rq': 'ASK {}',
  'shapes/agency.ttl': '<u:S> <u:name> "no shape at all" .',
};

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function project(files = PROJECT): string {
  const root = temporaryDirectory();
  write(root, files);
  return root;
}

function shippedStore(root: string) {
  const store = temporaryStore();
  const ingest = createIngest({ ...store, baseIRI: BASE });
  return { ...store, ingest, load: (reload = false) => loadShipped(ingest, store.reader, { root, reload }) };
}

describe('the shipped files', () => {
  it('belong to datasets by their place', async () => {
    const datasets = await readShippedDatasets({ root: project(), baseIRI: BASE });
    expect(datasets.map(({ dataset, files, quads }) => [dataset, files, quads.length])).toEqual([
      ['agencies', ['data/agencies.ttl'], 2],
      ['ontology', ['ontology/more.ttl', 'ontology/terms.ttl'], 2],
      ['shapes', ['shapes/agency.ttl'], 1],
      ['sources', ['data/sources/one.ttl', 'data/sources/two.ttl'], 4],
    ]);
    expect(datasets[0]?.quads[0]?.subject.value).toBe(`${BASE}id/agency/a`);
    const labels = datasets[3]?.quads.map(({ subject }) => subject).filter(({ termType }) => termType === 'BlankNode');
    expect(new Set(labels?.map(({ value }) => value)).size).toBe(2);
  });

  it('that are wrong are named, with the place of the error', async () => {
    const root = project({ 'data/agencies.ttl': '<a:s> <a:p> .\n' });
    await expect(readShippedDatasets({ root, baseIRI: BASE })).rejects.toMatchObject({
      code: 'malformed-rdf',
      detail: expect.stringMatching(/^data\/agencies\.ttl: /),
      extra: { file: 'data/agencies.ttl', line: 1 },
    });
    await expect(readShippedDatasets({ root: project({ 'data/No Slug.ttl': '' }), baseIRI: BASE })).rejects.toMatchObject({
      code: 'malformed-request',
    });
  });

  it('are loaded once, as revision 1 of each dataset', async () => {
    const { reader, load } = shippedStore(project());
    const first = await load();
    expect(first).toMatchObject({ outcome: { kind: 'committed' }, loaded: ['agencies', 'ontology', 'shapes', 'sources'], outdated: [] });
    expect(reader.revisions().map(({ number }) => number)).toEqual([1, 1, 1, 1]);
    expect(await load()).toEqual({ outcome: undefined, loaded: [], outdated: [] });
  });

  it('that changed since are told and left, until they are asked for', async () => {
    const root = project();
    const { reader, load } = shippedStore(root);
    await load();
    write(root, { 'data/agencies.ttl': '<id/agency/a> <u:name> "B" .', 'data/groups.ttl': '<id/group/g> <u:name> "G" .' });
    expect(await load()).toMatchObject({ loaded: ['groups'], outdated: [{ dataset: 'agencies', files: ['data/agencies.ttl'] }] });
    expect(reader.quadsWithSubject(`${BASE}id/agency/a`)[0]?.object.value).toBe('A');
    expect(await load(true)).toMatchObject({ loaded: ['agencies'], outcome: { revisions: [{ dataset: 'agencies', number: 2 }] } });
    expect(await load()).toMatchObject({ loaded: [], outdated: [] });
  });

  it('that changed in nothing but their bytes are not told again after a reload', async () => {
    const root = project();
    const { load } = shippedStore(root);
    await load();
    write(root, { 'data/agencies.ttl': `# a comment\n${PROJECT['data/agencies.ttl']}` });
    expect((await load()).outdated).toHaveLength(1);
    expect((await load(true)).outcome?.kind).toBe('unchanged');
    expect((await load()).outdated).toEqual([]);
  });

  it('without a single quad are not looked at again either', async () => {
    const { reader, load } = shippedStore(project({ 'data/empty.ttl': '# nothing yet' }));
    expect((await load()).loaded).toEqual(['empty']);
    expect((await load()).loaded).toEqual([]);
    expect(reader.datasets()).toEqual([]);
  });

  it('are not parsed at a second start', async () => {
    const root = project();
    const { load } = shippedStore(root);
    await load();
    write(root, { 'data/agencies.ttl': 'This is not Turtle.' });
    expect((await load()).outdated).toHaveLength(1);
  });
});

describe('loading files into a dataset', () => {
  it('reads each in the format of its suffix and says what changed', async () => {
    const root = project({
      'a.ttl': '<id/a> <u:name> "A" ; <u:during> [ <u:from> [ <u:year> "2014" ] ] . <id/c> <u:name> "C" . <id/same> <u:name> "same" .',
      'b.nt': `<${BASE}id/b> <u:name> "B" .`,
      'a2.ttl': '<id/a> <u:name> "A" ; <u:during> [ <u:from> [ <u:year> "2015" ] ] . <id/same> <u:name> "same" . <id/new> <u:name> "new" .',
    });
    const { ingest, reader } = shippedStore(root);
    const load = async (...names: string[]) => {
      const outcome = await loadFiles(ingest, {
        files: names.map((name) => join(root, name)),
        dataset: 'd',
        baseIRI: BASE,
        agent: 'me',
        note: 'by hand',
      });
      return outcome.kind === 'committed' ? formatChanges(summariseChanges(reader, outcome.revisions)) : outcome.kind;
    };
    expect(await load('a.ttl', 'b.nt')).toBe(
      ['d: revision 1, 7 quads added, 0 removed', ...['a', 'b', 'c', 'same'].map((name) => `  new ${BASE}id/${name}`)].join('\n'),
    );
    expect(await load('b.nt', 'a.ttl')).toBe('unchanged');
    expect(await load('a2.ttl', 'b.nt')).toBe(
      ['d: revision 2, 4 quads added, 4 removed', `  new ${BASE}id/new`, `  changed ${BASE}id/a`, `  withdrawn ${BASE}id/c`].join('\n'),
    );
    expect(reader.revisions()[1]).toMatchObject({ agent: 'me', note: 'by hand' });
  });

  it('counts on when there are more entities than are shown', async () => {
    const root = project({ 'many.ttl': Array.from({ length: 5 }, (_, i) => `<id/${i}> <u:p> "x" .`).join('\n') });
    const { ingest, reader } = shippedStore(root);
    await loadFiles(ingest, { files: [join(root, 'many.ttl')], dataset: 'd', baseIRI: BASE, agent: 'me', note: '' });
    expect(formatChanges(summariseChanges(reader, reader.revisions()), { limit: 2 }).split('\n').slice(1)).toEqual([
      `  new ${BASE}id/0`,
      `  new ${BASE}id/1`,
      '  … and 3 more new',
    ]);
  });

  it('names a file that is missing, or whose suffix says nothing', async () => {
    const root = project({ 'a.doc': 'x' });
    const { ingest } = shippedStore(root);
    const load = (name: string) => loadFiles(ingest, { files: [join(root, name)], dataset: 'd', baseIRI: BASE, agent: 'me', note: '' });
    await expect(load('none.ttl')).rejects.toMatchObject({ code: 'not-found', detail: expect.stringContaining('none.ttl') });
    await expect(load('a.doc')).rejects.toMatchObject({ code: 'unsupported-media-type', detail: expect.stringContaining('.ttl') });
  });
});
