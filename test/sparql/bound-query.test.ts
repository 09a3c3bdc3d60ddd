import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Store } from 'oxigraph';
import { describe, expect, it } from 'vitest';
import { FacilisError } from '../../src/errors.ts';
import { type ReadQuery, readQuery } from '../../src/sparql/analyse-query.ts';
import { boundQuery, countingQuery } from '../../src/sparql/bound-query.ts';

const BASE = 'http://example.org/';
const SUITES = process.env.SUITES_DIR ?? join(import.meta.dirname, '../../../shared/suites');
const FOLDER = join(SUITES, 'rdf-tests/sparql');

/** The W3C's own queries are the widest collection of what a query can look like. They are read where they are, if they are. */
describe.skipIf(!existsSync(FOLDER))('the queries of the W3C suites (skipped where ../shared/suites is absent)', () => {
  const queries = filesUnder(FOLDER).flatMap((path) => readOrNothing(path));

  it('mean the same when they are bounded above their answers', () => {
    expect(queries.length).toBeGreaterThan(400);
    for (const { path, query, store } of queries) {
      expect(rowsOf(store, query, boundQuery(query, 100_000).text), path).toEqual(rowsOf(store, query, query.text));
    }
  });

  it('are counted as many as they have', () => {
    for (const { path, query, store } of queries) {
      const counting = countingQuery(query, 100_000);
      const rows = rowsOf(store, query, query.text);
      if (counting === undefined || rows === undefined) continue;
      const count = Number(String(store.query(counting, { base_iri: BASE, results_format: 'text/csv' })).split(/\r?\n/)[1]);
      if (query.form === 'SELECT') expect(count, path).toBe(rows.length);
      else expect(count, path).toBeGreaterThanOrEqual(0);
    }
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rq'))
    .map((name) => join(folder, name));
}

/** Negative syntax tests are refused, and chance makes no two answers the same. */
function readOrNothing(path: string): { path: string; query: ReadQuery; store: Store }[] {
  try {
    const query = readQuery(readFileSync(path, 'utf8'), BASE);
    return query.isVolatile ? [] : [{ path, query, store: storeBeside(path) }];
  } catch (cause) {
    if (cause instanceof FacilisError) return [];
    throw cause;
  }
}

function storeBeside(path: string): Store {
  const folder = dirname(path);
  const store = new Store();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.ttl') && !file.startsWith('manifest'))) {
    try {
      store.load(readFileSync(join(folder, name)), { format: 'text/turtle', base_iri: BASE + name });
    } catch {
      // A file of a negative test.
    }
  }
  return store;
}

/** Rows or triples without their order and without names of blank nodes; `undefined` when the engine refuses the query. */
function rowsOf(store: Store, { form }: ReadQuery, text: string): string[] | undefined {
  const hasRows = form === 'SELECT' || form === 'ASK';
  try {
    const answer = store.query(text, { base_iri: BASE, results_format: hasRows ? 'text/tab-separated-values' : 'application/n-triples' });
    const lines = String(answer)
      .split('\n')
      .slice(0, form === 'ASK' ? undefined : -1);
    const rows = form === 'SELECT' ? lines.slice(1) : lines;
    return rows.map((line) => line.replaceAll(/_:\w+/g, '_:')).sort();
  } catch {
    return undefined;
  }
}
