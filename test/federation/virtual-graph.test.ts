import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from './virtual-graph-lab.ts';

const P = 'http://v/';
const line = (s: string, p: string, o: string) => `<${s}> <${P}${p}> ${o.startsWith('"') ? o : `<${o}>`} .\n`;

/** Initiatives of an agency, under its own names, about areas of the hub. */
function agency(name: string, numbers: readonly number[]): string {
  const own = `http://${name}.example/`;
  return numbers
    .flatMap((n) => [
      line(`${own}i/${n}`, 'type', `${P}Initiative`),
      line(`${own}i/${n}`, 'label', `"${name} ${n}"`),
      line(`${own}i/${n}`, 'area', `http://hub.example/area/${n % 4}`),
      line(`${own}i/${n}`, 'budget', `"${n * 10}"^^<http://www.w3.org/2001/XMLSchema#integer>`),
      ...(n % 2 === 0 ? [line(`${own}i/${n}`, 'page', `http://pages.example/${n}`)] : []),
    ])
    .join('');
}

const HUB = [0, 1, 2, 3]
  .flatMap((n) => [
    line(`http://hub.example/area/${n}`, 'label', `"area ${n}"`),
    ...(n > 0 ? [line(`http://hub.example/area/${n}`, 'broader', `http://hub.example/area/${n - 1}`)] : []),
  ])
  .join('');

const QUERIES: readonly string[] = [
  'SELECT * { ?i v:type v:Initiative ; v:label ?l ; v:area ?a . ?a v:label ?al }',
  'SELECT ?i ?l { ?i v:type v:Initiative ; v:label ?l ; v:area ?a . ?a v:broader <http://hub.example/area/1> }',
  'SELECT ?i ?p { ?i v:type v:Initiative OPTIONAL { ?i v:page ?p } }',
  'SELECT ?i ?l { ?i v:type v:Initiative OPTIONAL { ?i v:page ?p . ?p v:missing ?l } }',
  'SELECT ?i { ?i v:type v:Initiative FILTER NOT EXISTS { ?i v:page ?p } }',
  'SELECT ?i { ?i v:type v:Initiative MINUS { ?i v:page ?p } }',
  'SELECT ?i { ?i v:type v:Initiative MINUS { ?i v:area <http://hub.example/area/1> } }',
  'SELECT ?x ?l { { ?x v:page ?p } UNION { ?x v:broader ?b } ?x v:label ?l }',
  'SELECT ?a (COUNT(?i) AS ?n) (SUM(?b) AS ?s) { ?i v:area ?a ; v:budget ?b } GROUP BY ?a',
  'SELECT ?i ?a { ?i v:area/v:broader* ?a }',
  'SELECT ?i { ?i v:area/v:broader+ <http://hub.example/area/0> }',
  'SELECT ?i ?b { ?i v:budget ?b FILTER(?b > 30 && ?b < 80) }',
  'SELECT ?i ?b { ?i v:budget ?b } ORDER BY DESC(?b) ?i LIMIT 3',
  'SELECT DISTINCT ?p { ?s ?p ?o }',
  'SELECT * { <http://alpha.example/i/2> ?p ?o }',
  'SELECT ?a ?top { ?a v:label ?l { SELECT ?a (MAX(?b) AS ?top) { ?i v:area ?a ; v:budget ?b } GROUP BY ?a } }',
  'SELECT ?l { VALUES ?i { <http://alpha.example/i/1> <http://beta.example/i/6> } ?i v:label ?l }',
  'SELECT ?i ?j { ?i v:page ?p . ?j v:page ?p FILTER(?i != ?j) }',
  'SELECT ?i ?n { ?i v:label ?l BIND(STRLEN(?l) AS ?n) FILTER(?n > 6) }',
  'CONSTRUCT { ?i v:inArea ?al } WHERE { ?i v:area ?a ; v:budget ?b . ?a v:label ?al }',
  'CONSTRUCT WHERE { ?i v:budget ?b ; v:label ?l }',
  'DESCRIBE <http://alpha.example/i/2>',
  'DESCRIBE ?a { ?i v:area ?a ; v:budget ?b FILTER(?b > 60) }',
  'SELECT ?i { ?i v:label ?l FILTER(<http://www.w3.org/2001/XMLSchema#integer>(SUBSTR(?l, 7)) > 3) }',
  'ASK { ?i v:budget ?b FILTER(?b > 1000) }',
  'ASK { ?i v:budget ?b FILTER(?b > 10) }',
  'SELECT ?x { ?x v:broader|v:area <http://hub.example/area/2> }',
  'SELECT ?x ?y { ?x ^v:area ?y }',
  'SELECT ?i { ?i v:label ?l { SELECT ?i { ?i v:budget ?b } ORDER BY ?b ?i LIMIT 2 } }',
];

describe.each([true, false])('the sources as one graph, with summaries: %s', (withSummaries) => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab({
      members: {
        alpha: agency('alpha', [1, 2, 3, 4, 5]),
        beta: agency('beta', [6, 7, 8, 2]) + line('http://hub.example/area/3', 'label', '"area 3"'),
        gamma: agency('gamma', [9, 10]) + line('http://gamma.example/i/9', 'page', 'http://pages.example/2'),
      },
      inventory: HUB,
      withSummaries,
    });
  });

  afterAll(() => lab.close());

  it.each(QUERIES)('answers as their union does: %s', async (text) => {
    const query = `PREFIX v: <${P}> ${text}`;
    const truth = await lab.truth(query);
    expect(truth.length).toBeGreaterThan(0);
    expect(await lab.ours(query)).toEqual(truth);
  });
});

describe('where a row came from', () => {
  let lab: Lab;

  beforeAll(async () => {
    const members = {
      alpha: agency('alpha', [1, 2]),
      beta: agency('beta', [6]) + line('http://alpha.example/i/1', 'page', 'http://pages.example/1'),
    };
    lab = await startLab({ members, inventory: HUB, withSummaries: true });
  });

  afterAll(() => lab.close());

  const sources = async (text: string) => {
    const { bytes } = await lab.federation.run({
      scope: 'virtual-graph',
      query: `PREFIX v: <${P}> ${text}`,
      resultsFormat: 'text/csv',
      withProvenance: true,
    });
    return new TextDecoder()
      .decode(bytes)
      .replaceAll('http://localhost:3000/id/source/', '')
      .replaceAll('http://localhost:3000/sparql#service', 'inventory')
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .sort();
  };

  it('is said of each row, for all the triples that it was made from', async () => {
    expect(await sources('SELECT ?l ?al { ?i v:label ?l ; v:area ?a ; v:budget ?b . ?a v:label ?al }')).toEqual([
      'alpha 1,area 1,alpha inventory',
      'alpha 2,area 2,alpha inventory',
      'beta 6,area 2,beta inventory',
    ]);
  });

  it('is left out for a part that the row does not have', async () => {
    expect(await sources('SELECT ?l ?p { ?i v:label ?l ; v:budget ?b OPTIONAL { ?i v:page ?p } }')).toEqual([
      'alpha 1,http://pages.example/1,alpha beta',
      'alpha 2,http://pages.example/2,alpha',
      'beta 6,http://pages.example/6,beta',
    ]);
  });

  it('is that of all members of a group', async () => {
    expect(await sources('SELECT ?a (COUNT(?i) AS ?n) { ?i v:area ?a ; v:budget ?b } GROUP BY ?a')).toEqual([
      'http://hub.example/area/1,1,alpha',
      'http://hub.example/area/2,2,alpha beta',
    ]);
  });
});
