import { describe, expect, it } from 'vitest';
import { FacilisError } from '../../src/errors.ts';
import { analyseQuery, readQuery } from '../../src/sparql/analyse-query.ts';
import { boundQuery } from '../../src/sparql/bound-query.ts';

const BASE = 'http://localhost:3000/';
const analyse = (query: string) => analyseQuery(query, { baseIRI: BASE });
const bound = (query: string, maxRows = 10) => boundQuery(readQuery(query, BASE), maxRows).text.replaceAll(/\s+/g, ' ').trim();

function refusal(query: string): FacilisError {
  try {
    analyse(query);
  } catch (cause) {
    if (cause instanceof FacilisError) return cause;
    throw cause;
  }
  throw new Error(`Accepted: ${query.slice(0, 100)}`);
}

describe('the analysis of a query', () => {
  it.each(['SELECT * {}', 'ASK {}', 'CONSTRUCT WHERE { ?s ?p ?o }', 'DESCRIBE <x>'])('names the form of %s', (query) => {
    expect(analyse(query).form).toBe(query.split(' ')[0]);
  });

  it('finds services in subqueries, MINUS, EXISTS and OPTIONAL, with their IRIs made absolute', () => {
    const query = `BASE <http://b/> PREFIX e: <e/>
      SELECT * { { SELECT * { SERVICE e:x {} } } MINUS { SERVICE <y> {} } FILTER NOT EXISTS { SERVICE ?v {} } OPTIONAL { SERVICE SILENT <HTTP://Z> {} } }`;
    expect(analyse(query).services).toEqual(['http://b/e/x', 'http://b/y', '?v', 'HTTP://Z']);
  });

  it('takes no service from a comment, a string or an IRI', () => {
    expect(analyse('SELECT * { ?s <http://x/SERVICE> "SERVICE <y> {}" # SERVICE <z> {}\n }').services).toEqual([]);
  });

  it('says whether the same data may give another answer', () => {
    expect(analyse('SELECT (NOW() AS ?n) {}').isVolatile).toBe(true);
    expect(analyse('SELECT * { ?now ?rand ?o }').isVolatile).toBe(false);
  });
});

describe('a malformed query', () => {
  it.each([
    ['SELECT * {\n ?s ?p }', 2, 8],
    ['SELECT * { ?s ?p ?o', 1, 20],
    ['SELECT * {\r\n <a b> ?p ?o }', 2, 5],
    ['SELECT * { ?s ?p ?o } LIMIT 5 LIMIT 6', 1, 31],
  ])('is refused with line and column: %j', (query, line, column) => {
    const { code, detail, extra } = refusal(query);
    expect({ code, line: extra.line, column: extra.column }).toEqual({ code: 'malformed-query', line, column });
    expect(detail).toContain(`Line ${line}, column ${column}: `);
  });

  it.each(['', '# nothing', 'SELEC', 'SELECT ?x { ?s ex:p ?x }', 'SELECT * { ?s ?p ?o } GROUP BY ?s'])('is refused: %j', (query) => {
    expect(refusal(query).code).toBe('malformed-query');
  });

  it.each(['INSERT DATA { <a> <b> <c> }', 'CLEAR ALL', 'PREFIX a: <b> DELETE WHERE { ?s ?p ?o }'])(
    'says that %j is an update',
    (update) => {
      expect(refusal(update).detail).toContain('update');
    },
  );

  it.each([
    ['braces', `SELECT * ${'{'.repeat(1000)}`],
    ['closed braces', `SELECT * ${'{'.repeat(1000)}${'}'.repeat(1000)}`],
    ['parentheses', `SELECT (${'('.repeat(5000)}1${')'.repeat(5000)} AS ?x) {}`],
    ['blank nodes', `SELECT * { ?s ?p ${'['.repeat(5000)}`],
    ['operators', `SELECT * { FILTER(${'!'.repeat(200_000)}true) }`],
  ])('is refused, not a crash, when it nests thousands of %s', (_, query) => {
    expect(refusal(query).code).toBe('malformed-query');
  });
});

describe('the bound of a query', () => {
  it('is written as the outermost LIMIT, in front of VALUES and behind a comment', () => {
    expect(bound('SELECT * { ?s ?p ?o } # all')).toBe('SELECT * { ?s ?p ?o } # all LIMIT 11');
    expect(boundQuery(readQuery('ASK {}', BASE), 10).text).toBe('ASK {}');
    expect(bound('SELECT * { ?s ?p ?o } ORDER BY ?s VALUES ?s { 1 }')).toBe('SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 11 VALUES ?s { 1 }');
    expect(bound('SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } }')).toBe('SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } } LIMIT 11');
  });

  it('lowers a greater LIMIT, and leaves a lower one as it is', () => {
    expect(bound('SELECT * { ?s ?p ?o } LIMIT 10 OFFSET 2')).toBe('SELECT * { ?s ?p ?o } LIMIT 10 OFFSET 2');
    expect(bound('SELECT * { ?s ?p ?o } OFFSET 2 LIMIT 12')).toBe('SELECT * { ?s ?p ?o } LIMIT 11 OFFSET 2');
    expect(bound('SELECT * { ?s ?p ?o } OFFSET 2')).toBe('SELECT * { ?s ?p ?o } LIMIT 11 OFFSET 2');
  });
});

describe('what is wrong with a query', () => {
  it.each([
    ['SELECT * WHERE { ?s ?p }', 1, 24, /} was not expected; expected one of a variable, an IRI or prefixed name, a string/],
    ['ASK {}\nORDER ?x', 2, 7, /\?x was not expected; expected BY/],
    ['SELECT * { ?s ?p ?o', 1, 20, /ends too early; expected }/],
    ['SELECT *\n{ <foaf:a> a "foaf:b" . # foaf:c\n ?x a foaf:Person }', 3, 7, /expected PREFIX foaf: <http:\/\/xmlns.com\/foaf\/0.1\/>/],
    ['ASK { ?s mine:p ?o }', 1, 10, /expected PREFIX mine: <…>/],
    ['SELEC * {}', 1, 1, /"SELEC" is no word of SPARQL; expected SELECT, ASK/],
    ['SELECT * { ?s ?p ?o } LIMIT ten', 1, 29, /"ten" is no word of SPARQL; expected a keyword, a variable/],
    ['SELECT * { ?s ?p "a }', 1, 18, /a string begins here that does not end/],
  ])('is said with its place and what was expected: %s', (query, line, column, detail) => {
    let fault: unknown;
    try {
      analyseQuery(query, { baseIRI: 'http://h/' });
    } catch (cause) {
      fault = cause;
    }
    expect(fault).toMatchObject({ code: 'malformed-query', extra: { line, column }, detail: expect.stringMatching(detail) });
  });

  it('names the rule of projections', () => {
    expect(() => analyseQuery('SELECT ?a { ?s ?p ?o } GROUP BY ?s', { baseIRI: 'http://h/' })).toThrow('neither in GROUP BY nor inside');
  });
});
