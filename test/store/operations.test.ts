import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openOperations } from '../../src/store/open-operations.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { OperationsStore } from '../../src/store/operations-types.ts';
import { BASE, temporaryDirectory, temporaryStore } from './temporary-store.ts';

function operationsIn(directory = temporaryDirectory(), now?: () => Date): OperationsStore {
  const operations = openOperations({ directory, now });
  onTestFinished(() => operations.close());
  return operations;
}

describe('tokens', () => {
  it('are known by their secret, of which only a hash is kept', () => {
    const directory = temporaryDirectory();
    const { tokens, close } = operationsIn(directory);
    const secret = tokens.create({ name: 'ci', role: 'write' });
    expect(secret).toMatch(/^facilis_[\w-]{43}$/);
    expect(tokens.verify(secret)).toMatchObject({ name: 'ci', role: 'write' });
    expect(tokens.verify(`${secret}x`)).toBeUndefined();
    expect(tokens.verify('')).toBeUndefined();
    close();
    expect(readFileSync(join(directory, 'operations.sqlite')).includes(secret.slice('facilis_'.length))).toBe(false);
  });

  it('say when they were last used, to the minute', () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const { tokens } = operationsIn(':memory:', () => new Date(time));
    const secret = tokens.create({ name: 'a', role: 'admin' });
    expect(tokens.list()[0]?.lastUsedAt).toBeUndefined();
    tokens.verify(secret);
    time += 59_000;
    tokens.verify(secret);
    expect(tokens.list()[0]?.lastUsedAt).toBe('2026-01-01T00:00:00.000Z');
    time += 1000;
    tokens.verify(secret);
    expect(tokens.list()[0]?.lastUsedAt).toBe('2026-01-01T00:01:00.000Z');
  });

  it('end when they are revoked; then their name is free again, and the record stays', () => {
    const { tokens } = operationsIn();
    const first = tokens.create({ name: 'a', role: 'write' });
    expect(() => tokens.create({ name: 'a', role: 'admin' })).toThrow('There is a valid token "a" already');
    expect(tokens.revoke('b')).toBe(false);
    expect(tokens.revoke('a')).toBe(true);
    expect(tokens.verify(first)).toBeUndefined();
    const second = tokens.create({ name: 'a', role: 'admin' });
    expect(tokens.verify(second)?.role).toBe('admin');
    expect(tokens.list().map(({ revokedAt }) => revokedAt !== undefined)).toEqual([true, false]);
  });
});

describe('checks of sources', () => {
  const check = (source: string, time: string, outcome: 'up' | 'down' = 'up') => ({
    source,
    time,
    outcome,
    milliseconds: 12,
    detail: 'ASK {}',
  });

  it('are read newest first, and the newest of each source', () => {
    const { sourceChecks } = operationsIn(':memory:', () => new Date('2026-01-02T00:00:00Z'));
    for (const minute of ['01', '02', '03']) sourceChecks.record(check('x:a', `2026-01-01T00:${minute}:00.000Z`));
    sourceChecks.record(check('x:b', '2026-01-01T00:00:00.000Z', 'down'));
    expect(sourceChecks.history('x:a', 2).map(({ time }) => time.slice(14, 16))).toEqual(['03', '02']);
    expect([...sourceChecks.latest()].map(([source, { outcome }]) => [source, outcome])).toEqual([
      ['x:a', 'up'],
      ['x:b', 'down'],
    ]);
  });

  it('are kept to the newest 500 of each source and for 30 days, the newest for ever', () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const { sourceChecks } = operationsIn(':memory:', () => new Date(time));
    sourceChecks.record(check('x:other', new Date(time).toISOString()));
    for (let i = 0; i < 510; i += 1) {
      time += 1000;
      sourceChecks.record(check('x:a', new Date(time).toISOString()));
    }
    expect(sourceChecks.history('x:a', 1000)).toHaveLength(500);
    expect(sourceChecks.history('x:a', 1000).at(-1)?.time).toBe('2026-01-01T00:00:11.000Z');
    time += 31 * 24 * 60 * 60 * 1000;
    sourceChecks.record(check('x:a', new Date(time).toISOString()));
    expect(sourceChecks.history('x:a', 1000)).toHaveLength(1);
    expect(sourceChecks.history('x:other', 10)).toHaveLength(1);
  });

  it('have another version after each', () => {
    const { sourceChecks } = operationsIn();
    const versions = [sourceChecks.version()];
    for (let i = 0; i < 3; i += 1) {
      sourceChecks.record(check('x:a', new Date().toISOString()));
      versions.push(sourceChecks.version());
    }
    expect(new Set(versions).size).toBe(4);
  });
});

describe('summaries of sources', () => {
  it('are written, replaced and removed, each time as another version', () => {
    const { sourceSummaries: summaries } = operationsIn();
    const versions = [summaries.version()];
    const step = (work: () => void) => {
      work();
      versions.push(summaries.version());
    };
    step(() => summaries.write('x:a', 'one'));
    step(() => summaries.write('x:b', 'other'));
    step(() => summaries.write('x:a', 'two'));
    expect(summaries.read('x:a')).toBe('two');
    step(() => summaries.remove('x:b'));
    expect(summaries.read('x:b')).toBeUndefined();
    expect(new Set(versions).size).toBe(5);
  });
});

describe('the file of operations', () => {
  it('keeps everything over a restart, beside a record that it does not touch', () => {
    const directory = temporaryDirectory();
    const store = openStore({ directory, baseIRI: BASE });
    const secret = store.operations.tokens.create({ name: 'a', role: 'admin' });
    store.operations.sourceSummaries.write('x:a', 'document');
    store.close();
    const again = temporaryStore(directory);
    expect(again.operations.tokens.verify(secret)?.name).toBe('a');
    expect(again.operations.sourceSummaries.read('x:a')).toBe('document');
    expect(again.reader.sequence()).toBe(0);
  });

  it('is written by another process while a service has the store', () => {
    const directory = temporaryDirectory();
    const { operations } = temporaryStore(directory);
    const script = `
      import { openOperations } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/open-operations.ts'))};
      const operations = openOperations({ directory: ${JSON.stringify(directory)} });
      console.log(operations.tokens.create({ name: 'other', role: 'write' }));
      operations.close();`;
    const secret = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }).stdout.trim();
    expect(operations.tokens.verify(secret)?.name).toBe('other');
  });

  it('is not made by who only reads', () => {
    const directory = temporaryDirectory();
    const operations = openOperations({ directory, readOnly: true });
    expect(operations.sourceSummaries.read('x:a')).toBeUndefined();
    operations.close();
    expect(existsSync(join(directory, 'operations.sqlite'))).toBe(false);
  });

  it('is named when it is damaged, and gives the lock of the store back', () => {
    const directory = temporaryDirectory();
    const file = join(directory, 'operations.sqlite');
    writeFileSync(file, 'This is not a database.'.repeat(100));
    expect(() => openStore({ directory, baseIRI: BASE })).toThrow(file);
    expect(() => openStore({ directory, baseIRI: BASE })).toThrow(file);
  });
});
