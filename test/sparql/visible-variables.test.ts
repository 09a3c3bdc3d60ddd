import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/sparql/analyse-query.ts';
import { withColumnsInOrder } from '../../src/sparql/visible-variables.ts';

const BASE = 'http://localhost:3000/';

function columns(query: string): string {
  const { text } = withColumnsInOrder(readQuery(query, BASE), BASE);
  return /SELECT(?: DISTINCT)?([^{]*)\{/.exec(text)?.[1]?.trim() ?? '';
}

describe('the columns of SELECT *', () => {
  it('come in the order of the text', () => {
    expect(columns('SELECT * { ?z a ?c ; ?b [ ?a (?y ?x) ] }')).toBe('?z ?c ?b ?a ?y ?x');
    expect(columns('SELECT DISTINCT * { GRAPH ?g { ?s <a:b>+ ?o } OPTIONAL { ?o a ?k } } VALUES ?end { 1 }')).toBe('?g ?s ?o ?k ?end');
  });

  it('are what is in scope, and nothing besides', () => {
    const query = `SELECT * { ?s a ?t MINUS { ?s a ?m } FILTER(?f > 1) FILTER EXISTS { ?e a ?t } BIND(?u AS ?b)
      { SELECT ?i (COUNT(?k) AS ?n) { ?i a ?k } GROUP BY ?i } }`;
    expect(columns(query)).toBe('?s ?t ?b ?i ?n');
  });

  it('stay as they are when they are named, or when there are none', () => {
    expect(columns('SELECT ?b ?a { ?a a ?b }')).toBe('?b ?a');
    expect(columns('SELECT * { <a:a> a <a:b> }')).toBe('*');
  });
});
