import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FacilisError } from '../../src/errors.ts';
import { parseNQuads, quadToNQuad } from '../../src/rdf/nquads.ts';
import type { CommitEvent, Store } from '../../src/store/types.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { BASE, change, temporaryDirectory, temporaryStore, triples } from './temporary-store.ts';

const text = (quads: Iterable<Parameters<typeof quadToNQuad>[0]>) => [...quads].map(quadToNQuad).join('');
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof FacilisError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('the revision log', () => {
  it('numbers revisions in the whole log and in each dataset', () => {
    const { reader, writer } = temporaryStore();
    writer.commit([change('agencies', triples('a p b')), change('groups', triples('g p h', 'g p i'))]);
    writer.commit([change('groups', triples('g p j'), triples('g p h'))]);
    expect(
      reader
        .revisions()
        .map(({ sequence, dataset, number, addedCount, removedCount }) => [sequence, dataset, number, addedCount, removedCount]),
    ).toEqual([
      [1, 'agencies', 1, 1, 0],
      [2, 'groups', 1, 2, 0],
      [3, 'groups', 2, 1, 1],
    ]);
    expect(reader.revisions('groups').map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect(reader.sequence()).toBe(3);
    expect(reader.dataset('groups')).toMatchObject({
      graphIRI: `${BASE}graph/groups`,
      quadCount: 2,
      revision: { number: 2, agent: 'a test' },
    });
  });

  it('keeps what each revision added and removed', () => {
    const { reader, writer } = temporaryStore();
    writer.commit([change('d', triples('a p b', 'a p c'))]);
    writer.commit([change('d', triples('a p d'), triples('a p b'))]);
    expect(text(reader.patch(2).added)).toBe(`<${BASE}id/a> <${BASE}id/p> <${BASE}id/d> <${BASE}graph/d> .\n`);
    expect(text(reader.patch(2).removed)).toBe(`<${BASE}id/a> <${BASE}id/p> <${BASE}id/b> <${BASE}graph/d> .\n`);
    expect(codeOf(() => reader.patch(3))).toBe('not-found');
    expect(verifyStore(reader)).toEqual([]);
  });

  it('makes no revision of a change that changes nothing', () => {
    const { reader, writer } = temporaryStore();
    writer.commit([change('d', triples('a p b'))]);
    expect(writer.commit([change('d', triples('a p b'), triples('a p zz'))])).toEqual([]);
    expect(writer.commit([change('d', triples('a p b'), triples('a p b'))])).toEqual([]);
    expect(writer.commit([change('new', [])])).toEqual([]);
    expect(reader.sequence()).toBe(1);
    expect(reader.datasets().map(({ slug }) => slug)).toEqual(['d']);
  });

  it('counts a quad that is given twice once', () => {
    const { writer } = temporaryStore();
    expect(writer.commit([change('d', triples('a p b', 'a p b'))])[0]?.addedCount).toBe(1);
  });

  it('refuses a commit as a whole when one dataset has moved on', () => {
    const { reader, writer } = temporaryStore();
    writer.commit([change('d', triples('a p b'))]);
    const stale = [change('other', triples('x p y')), { ...change('d', triples('a p c')), expectedNumber: 0 }];
    expect(codeOf(() => writer.commit(stale))).toBe('conflict');
    expect(reader.sequence()).toBe(1);
    expect(reader.quads('other')).toEqual([]);
    expect(reader.hasSubject(`${BASE}id/x`)).toBe(false);
    expect(writer.commit([{ ...change('d', triples('a p c')), expectedNumber: 1 }])[0]?.number).toBe(2);
  });

  it('never lets time run backwards', () => {
    const times = ['2026-03-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'];
    const { reader, writer } = temporaryStore(':memory:', () => new Date(times.shift() ?? 0));
    for (const object of ['b', 'c', 'd']) writer.commit([change('d', triples(`a p ${object}`))]);
    expect(reader.revisions().map(({ time }) => time)).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
      '2026-04-01T00:00:00.000Z',
    ]);
    expect(reader.lastModified()).toBe('2026-04-01T00:00:00.000Z');
  });

  it('keeps the history of a dataset whose quads are all removed', () => {
    const { reader, writer } = temporaryStore();
    writer.commit([change('d', triples('a p b'))]);
    writer.commit([change('d', [], triples('a p b'))]);
    expect(reader.dataset('d')).toMatchObject({ quadCount: 0, revision: { number: 2 } });
    expect(reader.revisions('d')).toHaveLength(2);
    expect([...reader.nquads()]).toEqual([]);
    expect(writer.commit([change('d', triples('a p b'))])[0]?.number).toBe(3);
  });

  it('refuses blank nodes, names that are no slug, and two changes of one dataset', () => {
    const { reader, writer } = temporaryStore();
    expect(codeOf(() => writer.commit([change('d', triples('_:b p c'))]))).toBe('internal');
    expect(codeOf(() => writer.commit([change('d', parseNQuads('<a:a> <a:r> <<( <a:s> <a:p> _:b )>> .'))]))).toBe('internal');
    for (const slug of ['', 'A', 'a/b', 'a b', '-a', 'é'])
      expect(codeOf(() => writer.commit([change(slug, triples('a p c'))]))).toBe('malformed-request');
    expect(codeOf(() => writer.commit([change('d', triples('a p c')), change('d', triples('a p d'))]))).toBe('internal');
    expect(reader.sequence()).toBe(0);
    expect(reader.lastModified()).toBeUndefined();
  });

  it('records the hash of what a dataset was read from, also when no quad changed', () => {
    const { reader, writer } = temporaryStore();
    writer.commit([{ ...change('d', triples('a p b')), sourceHash: 'one' }]);
    expect(writer.commit([{ ...change('d', []), sourceHash: 'two' }])).toEqual([]);
    writer.commit([change('d', triples('a p c'))]);
    expect(reader.sourceHash('d')).toBe('two');
    expect(reader.sourceHash('unknown')).toBeUndefined();
  });
});

describe('the current state', () => {
  it('gives the same bytes for the same revision, whatever the order of the commits that led to it', () => {
    const [one, two] = [temporaryStore(), temporaryStore()];
    one.writer.commit([change('d', triples('b p "2"', 'a p c', 'a p "x"@en', 'a p "x"'))]);
    two.writer.commit([change('d', triples('a p "x"', 'zz p zz'))]);
    two.writer.commit([change('d', triples('a p "x"@en', 'a p c', 'b p "2"'), triples('zz p zz'))]);
    expect(text(one.reader.quads('d'))).toBe(text(two.reader.quads('d')));
    expect([...one.reader.nquads()].join('')).toBe([...two.reader.nquads()].join(''));
    expect(one.reader.nquadLines('d').join('')).toBe(text(one.reader.quads('d')));
  });

  it('keeps every literal exactly as it was written', () => {
    const { reader, writer } = temporaryStore();
    const quads = parseNQuads(
      [
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '"\\u0000\\t\\"\\\\\\n😀\uffee"',
        '"مرحبا"@ar--rtl',
        '"x"@en-gb',
        '<<( <a:s> <a:p> <<( <a:x> <a:y> "z"@en )>> )>>',
      ]
        .map((object) => `<a:s> <a:p> ${object} <${BASE}graph/d> .\n`)
        .join(''),
    );
    writer.commit([change('d', quads)]);
    expect(new Set(reader.quads('d').map(quadToNQuad))).toEqual(new Set(quads.map(quadToNQuad)));
    expect(text(reader.patch(1).added)).toBe(text(reader.quads('d')));
  });

  it('finds quads by subject, object and class across datasets', () => {
    const { reader, writer } = temporaryStore();
    const type = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';
    writer.commit([change('one', triples('a p b', `b ${type} C`, `a ${type} C`)), change('two', triples('a q c', 'x p b', `a ${type} C`))]);
    expect(reader.quadsWithSubject(`${BASE}id/a`)).toHaveLength(4);
    expect(reader.quadsWithObject(`${BASE}id/b`).map(({ graph }) => graph.value)).toEqual([`${BASE}graph/one`, `${BASE}graph/two`]);
    expect(reader.subjectsOfType(`${BASE}id/C`)).toEqual([`${BASE}id/a`, `${BASE}id/b`]);
    expect(reader.quadsWithSubject(`${BASE}id/none`)).toEqual([]);
    expect(text(reader.allQuads())).toBe([...reader.nquads()].join(''));
    expect(reader.datasets().map(({ slug, quadCount }) => [slug, quadCount])).toEqual([
      ['one', 3],
      ['two', 3],
    ]);
  });

  it('knows a withdrawn subject from one that never was', () => {
    const directory = temporaryDirectory();
    const first = temporaryStore(directory);
    first.writer.commit([change('d', triples('a p b'))]);
    first.writer.commit([change('d', [], triples('a p b'))]);
    first.close();
    const { reader } = temporaryStore(directory);
    expect(reader.hasSubject(`${BASE}id/a`)).toBe(false);
    expect(reader.wasSubject(`${BASE}id/a`)).toBe(true);
    expect(reader.wasSubject(`${BASE}id/b`)).toBe(false);
  });

  it('reads the whole state as of the call, whatever is committed before the last chunk is taken', () => {
    const { reader, writer } = temporaryStore();
    writer.commit([change('a', triples('a p b')), change('z', triples('z p b'))]);
    const quads = reader.allQuads()[Symbol.iterator]();
    quads.next();
    writer.commit([change('z', triples('z p c'), triples('z p b'))]);
    expect(quads.next().value?.object.value).toBe(`${BASE}id/b`);
    expect(quads.next().done).toBe(true);
  });
});

describe('commit events', () => {
  const recorded = ({ reader }: Store): CommitEvent[] => {
    const events: CommitEvent[] = [];
    reader.onCommit((event) => events.push(event));
    return events;
  };

  it('carry the patch as N-Quads after the commit, in order', () => {
    const store = temporaryStore();
    const events = recorded(store);
    store.writer.commit([change('one', triples('a p b')), change('two', triples('c p d'))]);
    store.writer.commit([change('one', [], triples('a p b'))]);
    store.writer.commit([change('one', [])]);
    expect(events.map(({ sequence, revisions }) => [sequence, revisions.length])).toEqual([
      [2, 2],
      [3, 1],
    ]);
    expect(events[0]?.added).toBe(
      [...triples('a p b')].map(() => `<${BASE}id/a> <${BASE}id/p> <${BASE}id/b> <${BASE}graph/one> .\n`).join('') +
        `<${BASE}id/c> <${BASE}id/p> <${BASE}id/d> <${BASE}graph/two> .\n`,
    );
    expect(events[1]).toMatchObject({ added: '', removed: `<${BASE}id/a> <${BASE}id/p> <${BASE}id/b> <${BASE}graph/one> .\n` });
  });

  it('reach every listener in order even when a listener commits', () => {
    const store = temporaryStore();
    store.reader.onCommit(({ sequence }) => sequence === 1 && store.writer.commit([change('d', triples('a p c'))]));
    const events = recorded(store);
    store.writer.commit([change('d', triples('a p b'))]);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('reach the others when one listener fails; the commit stands, and the fault ends the process', () => {
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/open-store.ts'))};
      import { parseNQuads } from ${JSON.stringify(join(import.meta.dirname, '../../src/rdf/nquads.ts'))};
      const { reader, writer } = openStore({ directory: ':memory:', baseIRI: ${JSON.stringify(BASE)} });
      reader.onCommit(() => { throw new Error('a fault'); });
      reader.onCommit(({ sequence }) => console.log('told of', sequence));
      const commit = (text) => writer.commit([{ dataset: 'd', added: parseNQuads(text), removed: [], agent: 'a', note: '' }]);
      console.log('committed', commit('<a:a> <a:p> "1" .').length, commit('<a:a> <a:p> "2" .').length, reader.sequence());`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect(stdout).toBe('told of 1\ntold of 2\ncommitted 1 1 2\n');
    expect(stderr).toContain('a fault');
    expect(status).not.toBe(0);
  });

  it('end with the subscription', () => {
    const store = temporaryStore();
    const events: CommitEvent[] = [];
    const stop = store.reader.onCommit((event) => events.push(event));
    stop();
    store.writer.commit([change('d', triples('a p b'))]);
    expect(events).toEqual([]);
  });
});
