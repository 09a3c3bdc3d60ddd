import { Store } from 'oxigraph';
import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/sparql/analyse-query.ts';
import { topRows } from '../../src/sparql/top-rows.ts';

const BASE = 'http://h/';
const XSD = 'http://www.w3.org/2001/XMLSchema#';
const TSV = 'text/tab-separated-values';

const store = new Store();
const ask = (text: string) => store.query(text, { base_iri: BASE, results_format: TSV }) as string;
const top = (query: string, maxRows = 10_000) => topRows(readQuery(query, BASE), maxRows, ask);
const values = (...terms: string[]) => `{ VALUES (?n ?v) { ${terms.map((term, n) => `(${n} ${term})`).join(' ')} } }`;
const sorted = (query: string) => {
  const text = top(query);
  return text === undefined ? undefined : ask(text);
};

describe('a list that is sorted by variables and has a limit', () => {
  it.each([
    ['IRIs, of which one begins another', ['<a:b/c>', '<a:b>', '<a:bc>', '<a:b#c>', '<a:a>']],
    ['texts', ['"b"', '"a b"', '"a"', '"A"', '"é"', '""', '"a\\tb"', '"a\\u0001"', '"a\\\\b"', '"a\\"b"', '"z\\nz"']],
    ['texts of one language', ['"b"@en', '"a"@en', '"a-b"@en', '"a\\"@en"@en']],
    ['numbers', ['10', '9', '-1', '+2', '1.5', '-0.25', '123456789012345', '0']],
    ['years', [`"2015"^^<${XSD}gYear>`, `"1999"^^<${XSD}gYear>`, `"2001"^^<${XSD}gYear>`]],
    ['dates', [`"2015-10-01"^^<${XSD}date>`, `"2015-09-30"^^<${XSD}date>`, `"0999-01-01"^^<${XSD}date>`]],
    ['times', [`"2015-10-01T10:00:00Z"^^<${XSD}dateTime>`, `"2015-10-01T09:59:59Z"^^<${XSD}dateTime>`]],
    ['what is not bound too', ['"b"', 'UNDEF', '"a"', 'UNDEF']],
  ])('has the first rows as the engine has them, of %s', (_, terms) => {
    for (const modifiers of [
      '?v ?n LIMIT 3',
      'DESC(?v) ?n LIMIT 2 OFFSET 1',
      'DESC(?v) DESC(?n) OFFSET 2 LIMIT 100',
      '?n LIMIT 4',
      '?v ?n LIMIT 1',
    ]) {
      const query = `SELECT ?v ?n ${values(...terms)} ORDER BY ${modifiers}`;
      expect([query, sorted(query)]).toEqual([query, ask(query)]);
    }
  });

  it('has them of ten thousand rows, in the order of the solutions where they are equal', () => {
    const row = (n: number) => `(${n} "${(n * 7919) % 101}")`;
    const data = `{ VALUES (?n ?v) { ${Array.from({ length: 10_000 }, (_, n) => row(n)).join(' ')} } }`;
    expect(sorted(`SELECT ?n ?v ${data} ORDER BY ?v DESC(?n) LIMIT 30 OFFSET 90`)).toBe(
      ask(`SELECT ?n ?v ${data} ORDER BY ?v DESC(?n) LIMIT 30 OFFSET 90`),
    );
    const equal = Array.from({ length: 10_000 }, (_, n) => n).filter((n) => (n * 7919) % 101 === 0);
    expect(sorted(`SELECT ?n ?v ${data} ORDER BY ?v LIMIT 5 OFFSET 3`)).toBe(
      `?n\t?v\n${equal
        .slice(3, 8)
        .map((n) => `${n}\t"0"\n`)
        .join('')}`,
    );
  });

  it('keeps DISTINCT, expressions, repeated rows, unsorted columns and VALUES behind it', () => {
    for (const query of [
      `SELECT DISTINCT ?v ${values('"b"', '"a"', '"b"', '"c"')} ORDER BY DESC(?v) LIMIT 2`,
      `SELECT ?v ${values('"b"', '"a"', '"b"', '"c"')} ORDER BY DESC(?v) LIMIT 3`,
      `SELECT (CONCAT(?v, "!") AS ?w) (?n + 1 AS ?m) ${values('"b"', '"a"')} ORDER BY ?w LIMIT 3`,
      `SELECT ?v ?n ?x ${values('"b"', '"a"', '"c"')} # ?
        ORDER BY ?v # LIMIT 1
        LIMIT 2 VALUES ?n { 0 2 }`,
      `SELECT ?n ?v ${values('true', '1e300', '<<( <a> <b> 1 )>>', '"x"@ar--rtl')} ORDER BY DESC(?n) LIMIT 4`,
    ]) {
      expect([query, sorted(query)]).toEqual([query, ask(query)]);
    }
  });

  it.each([
    ['of different kinds', `SELECT ?v ${values('<a:b>', '"a"')} ORDER BY ?v LIMIT 2`],
    ['with different language tags', `SELECT ?v ${values('"a"@en', '"b"@fr')} ORDER BY ?v LIMIT 2`],
    ['with and without a language tag', `SELECT ?v ${values('"a"@en', '"b"')} ORDER BY ?v LIMIT 2`],
    ['doubles', `SELECT ?v ${values('1e2', '20')} ORDER BY ?v LIMIT 2`],
    ['long numbers', `SELECT ?v ${values('1234567890123456', '1')} ORDER BY ?v LIMIT 2`],
    ['times in other zones', `SELECT ?v ${values(`"2015-10-01T10:00:00+01:00"^^<${XSD}dateTime>`)} ORDER BY ?v LIMIT 2`],
    ['of an unknown datatype', `SELECT ?v ${values('"a"^^<a:b>')} ORDER BY ?v LIMIT 2`],
    ['triple terms', `SELECT ?v ${values('<<( <a> <b> 1 )>>')} ORDER BY ?v LIMIT 2`],
    ['with characters beyond the first plane', `SELECT ?v ${values('"\u{1F600}"', '"\uFFFD"')} ORDER BY ?v LIMIT 2`],
    ['blank nodes', 'SELECT ?n ?b { VALUES ?n { 1 } BIND(BNODE() AS ?b) } ORDER BY ?n LIMIT 2'],
    ['a triple term with a blank node', 'SELECT ?n ?t { VALUES ?n { 1 } BIND(TRIPLE(BNODE(), <p>, 1) AS ?t) } ORDER BY ?n LIMIT 2'],
  ])('is left to the engine when there are terms %s', (_, query) => {
    expect(top(query)).toBeUndefined();
    expect(ask(query)).not.toBe('');
  });

  it.each([
    ['without a limit', 'SELECT ?s { ?s ?p ?o } ORDER BY ?s'],
    ['with a limit of nothing', 'SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 0'],
    ['with a page far behind', 'SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 10 OFFSET 991'],
    ['without an order', 'SELECT ?s { ?s ?p ?o } LIMIT 1'],
    ['sorted by an expression', 'SELECT ?s { ?s ?p ?o } ORDER BY STR(?s) LIMIT 1'],
    ['sorted by what is not selected', 'SELECT ?s { ?s ?p ?o } ORDER BY ?o LIMIT 1'],
    ['in groups', 'SELECT ?s { ?s ?p ?o } GROUP BY ?s ORDER BY ?s LIMIT 1'],
    ['of REDUCED rows', 'SELECT REDUCED ?s { ?s ?p ?o } ORDER BY ?s LIMIT 1'],
    ['of triples', 'CONSTRUCT WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 1'],
  ])('is left to the engine %s', (_, query) => {
    expect(topRows(readQuery(query, BASE), 10_000, () => expect.fail('was evaluated'))).toBeUndefined();
  });

  it('is left to the engine when it is of more rows than are sorted here, or than may be answered', () => {
    const query = 'SELECT ?n { VALUES ?n { 1 } } ORDER BY ?n LIMIT 3';
    expect(top(query, 2)).toBeUndefined();
    expect(topRows(readQuery(query, BASE), 9, () => `?n\n${'1\n'.repeat(50_000)}`)).toContain('(1)');
    expect(topRows(readQuery(query, BASE), 9, () => `?n\n${'1\n'.repeat(50_001)}`)).toBeUndefined();
  });
});
