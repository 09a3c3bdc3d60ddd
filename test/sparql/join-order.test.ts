import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/sparql/analyse-query.ts';
import { inJoinOrder } from '../../src/sparql/join-order.ts';
import { ReplicaStore } from '../../src/sparql/replica-store.ts';

const baseIRI = 'http://h/';
const XSD = 'http://www.w3.org/2001/XMLSchema#';

/** 600 initiatives in two graphs: one agency leads few of them, one place has few, each area has many. */
function inventory(): string {
  const lines = Array.from({ length: 600 }, (_, n) => {
    const facts: [string, string][] = [
      ['type', n % 20 === 0 ? '<http://h/Fund>' : '<http://h/Network>'],
      ['type', '<http://h/Initiative>'],
      ['lead', `<http://h/agency${n % 75}>`],
      ['area', `<http://h/area${n % 3}>`],
      ['area', `<http://h/area${(n + 1) % 3}>`],
      ['place', `<http://h/place${n % 50}>`],
      ['since', `"${2000 + (n % 9)}"^^<${XSD}gYear>`],
      ['label', `"Initiative ${n}"@en`],
    ];
    return facts.map(([name, object]) => `<http://h/i${n}> <http://h/${name}> ${object} <http://g/${n % 2}> .\n`).join('');
  });
  return lines.join('');
}

const store = new ReplicaStore(baseIRI);
store.fill([new TextEncoder().encode(inventory())]);

/** IRIs are written out in what is written anew. */
const planned = (text: string, of = store) => inJoinOrder(readQuery(text, baseIRI), of.statistics, baseIRI).text;
/** The local names of the IRIs of the text, in its order. */
const names = (text: string) => [...text.matchAll(/<http:\/\/h\/(\w+)>/g)].map(([, name]) => name).join(' ');
const rows = (text: string) => store.query(text, { kind: 'union' }, 'text/csv').trim().split('\r\n').slice(1).sort();

describe('the order of joins', () => {
  it('begins with what matches least, not with what is written first', () => {
    const text = planned('SELECT * { ?i <type> <Initiative> ; <lead> <agency7> ; <label> ?name }');
    expect(names(text)).toBe('lead agency7 type Initiative label');
  });

  it('goes on with what shares a variable and adds the fewest rows', () => {
    const text = planned(
      'SELECT * { ?i <lead> <agency7> . ?j <area> ?a ; <place> ?p . ?i <place> ?p ; <area> ?a FILTER EXISTS { ?j <lead> ?x } }',
    );
    expect(names(text)).toMatch(/^lead agency7 place area place area/);
  });

  it('asks for what a subject has one of before what it has several of, whichever is written first', () => {
    for (const properties of ['<area> ?a ; <label> ?n', '<label> ?n ; <area> ?a']) {
      const text = planned(`SELECT * { ?i <type> <Initiative> ; <lead> <agency7> ; ${properties} }`);
      expect(names(text)).toBe('lead agency7 type Initiative label area');
    }
  });

  it('knows that the subjects of one class may have several where those of another have one', () => {
    const line = (s: string, p: string, o: string) => `<http://h/${s}> <http://h/${p}> <http://h/${o}> <http://g/0> .\n`;
    const rdfType = (s: string, o: string) =>
      `<http://h/${s}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://h/${o}> <http://g/0> .\n`;
    const lines = Array.from({ length: 40 }, (_, n) => {
      const [few, many] = n % 2 === 0 ? ['p', 'q'] : ['q', 'p'];
      const three = [0, 1, 2].map((k) => line(`s${n}`, many, `m${n}${k}`)).join('');
      return rdfType(`s${n}`, n % 2 === 0 ? 'Even' : 'Odd') + line(`s${n}`, few, `f${n}`) + three;
    });
    const halves = new ReplicaStore(baseIRI);
    halves.fill([new TextEncoder().encode(lines.join(''))]);
    const order = (type: string) => names(planned(`SELECT * { ?s a <http://h/${type}> ; <http://h/p> ?x ; <http://h/q> ?y }`, halves));
    expect([order('Even'), order('Odd')]).toEqual(['Even p q', 'Odd q p']);
  });

  it('joins properties of one thing by hashing when about as many things have each', () => {
    const line = (n: number, p: string) => `<http://h/s${n}> <http://h/${p}> <http://h/${p}1> <http://g/0> .\n`;
    const lines = Array.from({ length: 3000 }, (_, n) =>
      [n % 2 === 0 ? 'even' : 'odd', ...(n % 3 === 0 ? ['third'] : []), ...(n % 50 === 0 ? ['rare'] : []), 'all']
        .map((p) => line(n, p))
        .join(''),
    );
    const things = new ReplicaStore(baseIRI);
    things.fill([new TextEncoder().encode(lines.join(''))]);
    const of = (pattern: string) => `SELECT * { ${pattern.replaceAll(/(\w+)=1/g, '<$1> <$11>')} }`;
    const parts = (pattern: string) => planned(of(pattern), things).match(/SELECT/g)?.length;
    const solutions = (text: string) => things.query(text, { kind: 'union' }, 'text/csv').split('\r\n').sort();
    expect(parts('?s even=1 ; third=1 ; <all> ?x')).toBe(4);
    for (const pattern of [
      '?s even=1 ; third=1 ; <all> ?x',
      '?s third=1 ; even=1 OPTIONAL { ?s <rare> ?r }',
      '?s third=1 ; even=1 MINUS { ?s rare=1 }',
    ]) {
      expect(solutions(planned(of(pattern), things)), pattern).toEqual(solutions(of(pattern)));
    }
    const others = [
      '?s even=1 ; rare=1',
      '?s even=1 ; third=1 . ?x all=1',
      '?s even=1 ; ?p <third1>',
      '?s even=1 ; third=1 ; all=1 ; <even> ?x',
    ];
    for (const pattern of [
      ...others,
      '?s <all> ?x OPTIONAL { ?s even=1 ; third=1 }',
      'VALUES ?s { <s0> <s1> } ?s even=1 ; third=1',
      '<s6> <even> ?x ; third=1 . ?s even=1',
    ]) {
      expect(parts(pattern), pattern).toBe(1);
    }
  });

  it('evaluates a part by itself where joining row by row would make many rows', () => {
    const text = planned('SELECT ?i ?j { ?i <type> <Initiative> ; <lead> <agency7> ; <area> ?a . ?j <area> ?a ; <type> <Fund> }');
    expect(text.match(/SELECT \* \{/g)).toHaveLength(1);
    expect(names(text)).toBe('lead agency7 type Initiative area type Fund area');
  });

  it.each([
    'SELECT ?i ?j { ?i <type> <Initiative> ; <lead> <agency7> ; <area> ?a . ?j <area> ?a ; <type> <Fund> }',
    'SELECT DISTINCT ?i { ?i <type> <Initiative> ; <lead> <agency7> . ?j <area>|<place> ?a . ?i <area> ?a }',
    'SELECT * { GRAPH ?g { ?i <type> <Initiative> ; <lead> <agency7> ; <area> ?a . ?j <area> ?a ; <type> <Fund> } }',
    'SELECT * { GRAPH <http://g/0> { ?i <type> <Initiative> ; <lead> <agency7> ; <area> ?a . ?j <area> ?a ; <type> <Fund> } }',
    'SELECT * { VALUES ?i { <i7> <i9> } ?i <type> <Initiative> ; <area> ?a . ?j <area> ?a ; <type> <Fund> }',
    'SELECT * { ?i <lead> <agency7> OPTIONAL { ?i <type> <Initiative> ; <area> ?a . ?j <area> ?a ; <type> <Fund> ; <lead> <agency40> } }',
    'SELECT * { ?i <type> <Network> ; <lead> <agency7> MINUS { ?i <type> <Initiative> ; <place> <place7> ; <area> ?a . ?j <area> ?a ; <type> <Fund> } }',
    'SELECT * { ?i <type> <Network> ; <lead> <agency7> FILTER NOT EXISTS { ?j <type> <Fund> ; <place> ?p . ?i <place> ?p } }',
    `PREFIX x: <${XSD}> SELECT * { ?i <type> <Initiative> ; <since> "2003"^^x:gYear ; <lead> <agency12> ; <label> ?n # not this\n }`,
    'SELECT * { { ?i <type> <Network> ; <place> <place3> } UNION { ?i <type> <Fund> ; <place> <place0> } ?i <area> ?a ; <type> <Initiative> }',
    'SELECT ?i (COUNT(?j) AS ?n) { { SELECT * { ?i <type> <Fund> ; <lead> <agency0> } } ?i <area> ?a . ?j <area> ?a ; <place> <place3> } GROUP BY ?i',
  ])('keeps the answer of %s', (text) => {
    const after = planned(text);
    expect(after).not.toBe(text);
    expect(rows(text).length).toBeGreaterThan(0);
    expect(rows(after)).toEqual(rows(text));
  });

  it.each([
    ['one pattern', 'SELECT * { ?i <type> <Initiative> }'],
    ['the best order', 'SELECT * { ?i <lead> <agency7> ; <type> <Initiative> }'],
    ['equals', 'SELECT * { ?i <lead> <agency7> , <agency8> }'],
    ['blank nodes', 'SELECT * { ?i <type> <Initiative> ; <lead> <agency7> ; <area> [] }'],
    ['lists', 'SELECT * { ?i <type> <Initiative> ; <lead> <agency7> ; <area> (1 2) }'],
    ['triple terms', 'SELECT * { ?i <type> <Initiative> ; <lead> <agency7> ; <says> <<( ?a ?b ?c )>> }'],
    ['long text', `SELECT * { ?i <type> <Initiative> ; <lead> <agency7> } ${'#'.repeat(10_000)}`],
    ['many patterns', `SELECT * { ?i <type> <Initiative> ${'; <area> ?a '.repeat(40)}; <lead> <agency7> }`],
  ])('leaves %s as it is', (_, text) => {
    expect(planned(text)).toBe(text);
  });

  it.each(['GRAPH ?g', 'OPTIONAL', 'FILTER EXISTS'])('makes no subquery under %s', (keyword) => {
    const pattern = '{ ?i <type> <Initiative> ; <lead> <agency7> ; <area> ?a . ?j <area> ?a ; <type> <Fund> }';
    const text = planned(`SELECT * { ?x ?y ?z ${keyword} ${pattern} }`);
    expect(text.match(/SELECT/g)).toHaveLength(1);
    expect(names(text)).toMatch(/^lead agency7/);
  });

  it('follows the data: it is another one when a revision has changed what matches least', () => {
    const changing = new ReplicaStore(baseIRI);
    const line = (n: number, name: string) => `<http://h/i${n}> <http://h/${name}> <http://h/x> <http://g/1> .\n`;
    changing.fill([new TextEncoder().encode(line(1, 'few') + line(1, 'many') + line(2, 'many'))]);
    const query = 'SELECT * { ?i <many> <x> ; <few> <x> }';
    expect(names(planned(query, changing))).toBe('few x many x');
    changing.apply({ added: line(3, 'few') + line(4, 'few'), removed: '' });
    expect(planned(query, changing)).toBe(query);
  });
});
