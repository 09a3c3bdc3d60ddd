import { describe, expect, it } from 'vitest';
import { Replica } from '../../src/sparql/replica.ts';
import { ReplicaStore } from '../../src/sparql/replica-store.ts';

const baseIRI = 'http://h/';
const LINES = ['a p b', 'a q b', 'b r a', 'b r c', 'a s x', 'x s c', 'a t c', 'c l b'].map((line) =>
  line.replace(/(\w) (\w) (\w)/, '<http://h/$1> <http://h/$2> <http://h/$3> <http://g/1> .\n'),
);
const store = new ReplicaStore(baseIRI);
store.fill([new TextEncoder().encode(LINES.join(''))]);
const replica = new Replica(store, { baseIRI, maxRows: 1000 });

async function rows(pattern: string, head = 'SELECT ?x ?y'): Promise<string[]> {
  const query = `PREFIX : <${baseIRI}> ${head} { ${pattern} }`;
  const text = new TextDecoder().decode(await replica.answer({ query, resultsFormat: 'text/csv' }));
  return text.trimEnd().replaceAll(baseIRI, '').split('\r\n').slice(1).sort();
}

describe('alternatives of a path', () => {
  it.each([
    [':a :p|:q ?y', [',b', ',b']],
    [':a (:p|:q) ?y', [',b', ',b']],
    ['?x :p|:q|^:r :b', ['a,', 'a,', 'a,', 'c,']],
    [':a (:p|:q)/:r ?y', [',a', ',a', ',c', ',c']],
    [':a ((:p)|(:q))/(:r) ?y', [',a', ',a', ',c', ',c']],
    ['?x ^(:p|:q) ?y', ['b,a', 'b,a']],
    [':a (:s/:s)|:t ?y', [',c', ',c']],
    ['?x !(:r|:s|:t|:l|^:p|^:s|^:t|^:l) :b', ['a,', 'a,', 'a,', 'c,']],
    [':a (:p|:q)* ?y', [',a', ',b']],
    [':a (:p|:q)? ?y . ?y :r :c', [',b']],
    ['?x :p|:q ?y ; :t|(:s/:s) :c', ['a,b', 'a,b', 'a,b', 'a,b']],
    ['?x :p|:q ?y, :b', ['a,b', 'a,b', 'a,b', 'a,b']],
    ['_:n :p|:q ?y . _:n :t ?x', ['c,b', 'c,b']],
    ['[] :p|:q ?y ; :t ?x', ['c,b', 'c,b']],
    ['?x :t :c OPTIONAL { ?x :p|:q ?y . ?y :r ?x }', ['a,b', 'a,b']],
    ['{ SELECT ?x (COUNT(*) AS ?y) { ?x :p|:q ?o } GROUP BY ?x }', ['a,2']],
  ])('are a union, which keeps duplicates: %s', async (pattern, expected) => {
    expect(await rows(pattern)).toEqual(expected);
  });

  it('make no other set of solutions', async () => {
    expect(await rows('?x :p|:q ?y', 'SELECT DISTINCT ?x ?y')).toEqual(['a,b']);
  });
});

describe('brackets around a path', () => {
  it.each([
    ['?x (:s/:s)* ?y . ?x :t :c', ['a,a', 'a,c']],
    ['?x :t :c . ?x (:s/:s)/:l ?y', ['a,b']],
    ['?x ^(:r/^:s) ?y . ?x :s ?y', []],
    ['?x ((:s)+) ?y . ?y :l :b . ?x :t ?y', ['a,c']],
  ])('are kept when triple patterns are put into another order: %s', async (pattern, expected) => {
    expect(await rows(pattern)).toEqual(expected);
  });
});
