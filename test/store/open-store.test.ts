import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { FacilisError } from '../../src/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { BASE, change, temporaryDirectory, temporaryStore, triples } from './temporary-store.ts';

const FILE = 'facilis.sqlite';

function errorOf(work: () => unknown): FacilisError {
  try {
    work();
  } catch (error) {
    if (error instanceof FacilisError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

function storeWith(directory: string, count: number): void {
  const store = openStore({ directory, baseIRI: BASE });
  store.writer.commit([change('d', Array.from({ length: count }, (_, i) => triples(`a${i} p "value ${i}"`)).flat())]);
  store.close();
}

describe('opening a store', () => {
  it('makes the directory, and finds everything again after closing', () => {
    const directory = join(temporaryDirectory(), 'deeper', 'var');
    storeWith(directory, 10);
    expect(existsSync(join(directory, `${FILE}-wal`))).toBe(false);
    expect(temporaryStore(directory).reader.quads('d')).toHaveLength(10);
  });

  it('keeps nothing in :memory:', () => {
    storeWith(':memory:', 3);
    expect(temporaryStore(':memory:').reader.sequence()).toBe(0);
  });

  it('syncs every commit to disk and checks foreign keys', () => {
    const directory = temporaryDirectory();
    storeWith(directory, 1);
    const sqlite = new DatabaseSync(join(directory, FILE));
    expect(sqlite.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(sqlite.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    expect(() => sqlite.exec('DELETE FROM revision')).toThrow('revisions are never deleted');
    expect(() => sqlite.exec("UPDATE revision SET note = 'other'")).toThrow('revisions are never changed');
    sqlite.close();
  });

  it('names both bases and the remedy when BASE_IRI is another one', () => {
    const directory = temporaryDirectory();
    storeWith(directory, 1);
    const error = errorOf(() => openStore({ directory, baseIRI: 'https://example.org/' }));
    expect(error.code).toBe('base-iri-mismatch');
    expect(error.detail).toContain(BASE);
    expect(error.detail).toContain('https://example.org/');
    expect(error.detail).toContain('DATA_DIR');
    expect(temporaryStore(directory).reader.sequence()).toBe(1);
  });

  it('refuses a store of a newer version', () => {
    const directory = temporaryDirectory();
    storeWith(directory, 1);
    const sqlite = new DatabaseSync(join(directory, FILE));
    sqlite.exec('PRAGMA user_version = 99');
    sqlite.close();
    const error = errorOf(() => openStore({ directory, baseIRI: BASE }));
    expect(error.code).toBe('store-damaged');
    expect(error.detail).toContain('newer Facilis (store version 99');
  });
});

describe('a file that is not right', () => {
  it('is named when it is no database at all', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, FILE), 'This is not a database.'.repeat(100));
    const error = errorOf(() => openStore({ directory, baseIRI: BASE }));
    expect(error.code).toBe('store-damaged');
    expect(error.detail).toContain(join(directory, FILE));
  });

  it("is named when it is another program's SQLite file", () => {
    const directory = temporaryDirectory();
    const sqlite = new DatabaseSync(join(directory, FILE));
    sqlite.exec('CREATE TABLE other (x)');
    sqlite.close();
    expect(errorOf(() => openStore({ directory, baseIRI: BASE })).detail).toContain('not a Facilis store');
  });

  it('is named when it was cut off or overwritten in the middle', () => {
    const directory = temporaryDirectory();
    storeWith(directory, 2000);
    const [file, copy] = [join(directory, FILE), join(directory, 'copy')];
    copyFileSync(file, copy);
    truncateSync(file, 40_000);
    expect(errorOf(() => openStore({ directory, baseIRI: BASE })).code).toBe('store-damaged');
    writeFileSync(file, readFileSync(copy).fill(0xab, 20_000, 60_000));
    expect(errorOf(() => openStore({ directory, baseIRI: BASE })).code).toBe('store-damaged');
    copyFileSync(copy, file);
    expect(temporaryStore(directory).reader.quads('d')).toHaveLength(2000);
  });
});

describe('a directory that cannot be used', () => {
  it('is named when it is a file, or below one', () => {
    const file = join(temporaryDirectory(), 'var');
    writeFileSync(file, '');
    for (const directory of [file, join(file, 'deeper')]) {
      const error = errorOf(() => openStore({ directory, baseIRI: BASE }));
      expect(error.code).toBe('invalid-setting');
      expect(error.detail).toContain(`${directory} cannot be opened`);
      expect(error.detail).toContain('DATA_DIR');
    }
  });

  it.each(['facilis.lock', FILE])('is named when %s in it cannot be opened', (name) => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, name));
    const error = errorOf(() => openStore({ directory, baseIRI: BASE }));
    expect(error.code).toBe('invalid-setting');
    expect(error.detail).toContain(join(directory, name));
    rmSync(join(directory, name), { recursive: true });
    expect(temporaryStore(directory).reader.sequence()).toBe(0);
  });
});

describe('a disk without room', () => {
  it('loses no acknowledged commit, says so, and the store closes and opens again', () => {
    const directory = temporaryDirectory();
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/open-store.ts'))};
      import { namedNode, literal, quad } from ${JSON.stringify(join(import.meta.dirname, '../../src/rdf/terms.ts'))};
      const store = openStore({ directory: ${JSON.stringify(directory)}, baseIRI: ${JSON.stringify(BASE)} });
      const triples = (from, to) => Array.from({ length: to - from }, (_, i) => quad(namedNode('x:' + (from + i)), namedNode('x:p'), literal('value ' + (from + i))));
      const commit = (added) => store.writer.commit([{ dataset: 'd', added, removed: [], agent: 'a', note: '' }]);
      commit(triples(0, 10));
      try { commit(triples(10, 20000)); } catch (error) { console.log(error.code, error.detail); }
      store.close();
      console.log('closed');`;
    // Blocks of 512 or 1024 bytes, by shell: the second commit passes either.
    const limited = spawnSync('sh', ['-c', 'ulimit -f 600; exec "$0" --input-type=module --eval "$1"', process.execPath, script], {
      encoding: 'utf8',
    });
    expect(limited.stdout).toMatch(/^internal \S+facilis\.sqlite (cannot be written|is full).*\nclosed\n$/);
    expect(temporaryStore(directory).reader.quads('d')).toHaveLength(10);
  });
});

describe('two at one directory', () => {
  const script = (directory: string, readOnly: boolean) => `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/open-store.ts'))};
    try {
      const store = openStore({ directory: ${JSON.stringify(directory)}, baseIRI: ${JSON.stringify(BASE)}, readOnly: ${readOnly} });
      console.log('opened', store.reader.sequence());
      store.close();
    } catch (error) { console.log(error.code, error.detail); }`;
  const inAnotherProcess = (directory: string, readOnly = false) =>
    spawnSync(process.execPath, ['--input-type=module', '--eval', script(directory, readOnly)], { encoding: 'utf8' }).stdout.trim();

  it('end with a clear error for the second process, until the first has closed', () => {
    const directory = temporaryDirectory();
    const store = temporaryStore(directory);
    expect(inAnotherProcess(directory)).toMatch(/^store-in-use .* is in use by another Facilis process/);
    expect(errorOf(() => openStore({ directory, baseIRI: BASE })).code).toBe('store-in-use');
    store.writer.commit([change('d', triples('a p b'))]);
    store.close();
    store.close();
    expect(inAnotherProcess(directory)).toBe('opened 1');
  });

  it('work when the second only reads', () => {
    const directory = temporaryDirectory();
    expect(inAnotherProcess(directory, true)).toMatch(/^not-found There is no store in/);
    const store = temporaryStore(directory);
    store.writer.commit([change('d', triples('a p b'))]);
    expect(inAnotherProcess(directory, true)).toBe('opened 1');
    store.writer.commit([change('d', triples('a p c'))]);
    expect(inAnotherProcess(directory, true)).toBe('opened 2');
    store.close();
    expect(inAnotherProcess(directory, true)).toBe('opened 2');
    const reading = openStore({ directory, baseIRI: BASE, readOnly: true });
    expect(() => reading.writer.commit([change('d', triples('a p d'))])).toThrow('reading only');
    reading.close();
  });
});
