import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/sparql/analyse-query.ts';
import { withoutUnusedPrefixes } from '../../src/sparql/unused-prefixes.ts';

const BASE = 'http://localhost:3000/';

describe('prefixes that a query declares and never uses', () => {
  it('are left out, and the lines stay where they are', () => {
    const query = 'BASE <http://b/>\nPREFIX a: <http://a/>\n# a comment\nprefix  b: <http://b#>\r\nPREFIX c: <c/> SELECT * { ?s b:p ?o }';
    expect(withoutUnusedPrefixes(query)).toBe('BASE <http://b/>\n\n# a comment\nprefix  b: <http://b#>\r\n SELECT * { ?s b:p ?o }');
  });

  it.each([
    ['behind a minus', 'PREFIX p: <http://p/> SELECT (?a-p:x AS ?b) {}'],
    ['in a datatype', 'PREFIX p: <http://p/> SELECT * { ?s ?q "1"^^p:x }'],
    ['as an escape', 'PREFIX p: <http://p/> SELECT * { ?s \\u0070:x ?o }'],
    ['behind another prologue', 'PREFIX p: <http://p/> VERSION "1.2" SELECT * { ?s p: ?o }'],
    ['without a name', 'PREFIX : <http://p/> SELECT * { ?s :x ?o }'],
  ])('stay when they may have a use: %s', (_where, query) => {
    expect(withoutUnusedPrefixes(query)).toBe(query);
  });

  it('do not move the place of a mistake, in the same line either', () => {
    const query = 'PREFIX a: <http://a/> PREFIX b: <http://b/>\nPREFIX c: <http://c/> SELECT * { ?s ?p }';
    expect(() => readQuery(query, BASE)).toThrow(/Line 2, column 40/);
  });

  it('are kept where the declaration is not one', () => {
    expect(() => readQuery('PREFIX a: <http://a b/> SELECT * {}', BASE)).toThrow();
    expect(() => readQuery('PREFIX a <http://a/> SELECT * {}', BASE)).toThrow();
  });
});
