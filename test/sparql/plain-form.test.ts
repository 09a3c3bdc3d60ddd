import { describe, expect, it } from 'vitest';
import { plainForm } from '../../src/sparql/plain-form.ts';

describe('the form of a query by its words alone', () => {
  it.each([
    ['SELECT', 'BASE <http://b/> # SELECT\nPREFIX s: <http://service/> prefix : <x>\nselect * { ?s :p ?o }'],
    ['ASK', 'ask{}'],
    ['CONSTRUCT', 'PREFIX d:<d>CONSTRUCT WHERE { ?s d:p ?o }'],
    ['DESCRIBE', 'DESCRIBE <http://x/know>'],
  ])('is %s', (form, query) => {
    expect(plainForm(query)).toBe(form);
  });

  it.each([
    ['other sources', 'SELECT * { service <http://x/> {} }'],
    ['a dataset', 'ASK FROM <http://g/> {}'],
    ['the clock', 'SELECT (now() AS ?n) {}'],
    ['chance', 'SELECT * { ?s ?p ?o FILTER(Rand() < 0.5) }'],
    ['fresh names', 'SELECT (BNODE() AS ?b) (STRUUID() AS ?s) {}'],
    ['an escape that may be a word', 'SELECT (N\\u004FW() AS ?n) {}'],
    ['an update', 'PREFIX a: <http://a/> INSERT DATA { a:SELECT a:p a:o }'],
    ['no query', 'PREFIX a: <http://a/>'],
    ['a comment', '# SELECT * {}'],
    ['a version', 'VERSION "1.2" SELECT * {}'],
  ])('is not told of a query with %s', (_what, query) => {
    expect(plainForm(query)).toBeUndefined();
  });

  it('takes no longer than the text is long', () => {
    expect(plainForm(`${' \n#\n'.repeat(2_000)}X`)).toBeUndefined();
  });
});
