import { expect, it } from 'vitest';
import { PatternAsker } from '../../src/federation/ask-patterns.ts';
import { labAccess, labSource } from './lab-endpoint.ts';
import { lab, SMALL } from './lab-summaries.ts';

const pattern = (text: string) => {
  const [subject = '', predicate = '', object = ''] = text.split(' ');
  return { subject, predicate, object };
};
const PATTERNS = [
  '?s <http://a.example/v#p> ?o',
  '?s <http://a.example/v#none> ?o',
  '<http://a.example/v#a> ?p "two"@en',
  '?x ?p ?x',
  '?x <http://a.example/v#p> ?x',
  '<http://c.example/things/1> <http://a.example/v#q> <http://a.example/v#a>',
  '<http://c.example/things/1> <http://a.example/v#q> <http://a.example/v#b>',
  '_:b <http://a.example/v#p> "3"^^<http://www.w3.org/2001/XMLSchema#integer>',
].map(pattern);
const MATCHED = [true, false, true, false, false, true, false, true];

it('tells of several patterns by one request which have a match', async () => {
  const endpoint = await lab(SMALL);
  expect(await new PatternAsker().ask(PATTERNS, labAccess(labSource(endpoint.endpoint)))).toEqual(MATCHED);
  expect(endpoint.requests).toHaveLength(1);
});

it('asks again only what it does not know, whatever the names of the variables', async () => {
  const endpoint = await lab(SMALL);
  const access = labAccess(labSource(endpoint.endpoint));
  const asker = new PatternAsker();
  await asker.ask(PATTERNS, access);
  expect(
    await asker.ask(
      PATTERNS.map((each) => ({ ...each, subject: each.subject.replace(/^\?s$/, '?other') })),
      access,
    ),
  ).toEqual(MATCHED);
  expect(endpoint.requests).toHaveLength(1);
  expect(await asker.ask([...PATTERNS, pattern('?s ?p ?o')], access)).toEqual([...MATCHED, true]);
  expect(endpoint.queries[1]).toBe('SELECT ?n { { SELECT (0 AS ?n) { ?v0 ?v1 ?v2 } LIMIT 1 } }');
});

it('tells a variable that stands twice from two variables', async () => {
  const endpoint = await lab(':a :p :b .');
  expect(await new PatternAsker().ask([pattern('?x ?p ?y'), pattern('?x ?p ?x')], labAccess(labSource(endpoint.endpoint)))).toEqual([
    true,
    false,
  ]);
});

it('forgets after a time, and when it is told that a source has changed', async () => {
  const endpoint = await lab(':a :p :b .');
  const access = labAccess(labSource(endpoint.endpoint));
  const asker = new PatternAsker({ ttlMs: 300 });
  const asked = [pattern('?s <http://a.example/v#q> ?o')];
  expect(await asker.ask(asked, access)).toEqual([false]);
  endpoint.put(':a :q :b .');
  asker.forget(access.source.iri);
  expect(await asker.ask(asked, access)).toEqual([true]);
  endpoint.put(':a :p :b .');
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(await asker.ask(asked, access)).toEqual([false]);
});

it('remembers nothing of a source that failed', async () => {
  let isBroken = true;
  const endpoint = await lab(SMALL, {
    beforeAnswer: (_query, _lab, res) => {
      if (isBroken) res.sendStatus(500);
      return isBroken;
    },
  });
  const access = labAccess(labSource(endpoint.endpoint));
  const asker = new PatternAsker();
  await expect(asker.ask(PATTERNS, access)).rejects.toMatchObject({ code: 'source-failed' });
  isBroken = false;
  expect(await asker.ask(PATTERNS, access)).toEqual(MATCHED);
});

it('parts what is too much for one request', async () => {
  const endpoint = await lab(':a :p7 1 .');
  const many = Array.from({ length: 250 }, (_, n) => pattern(`?s <http://a.example/v#p${n}> ?o`));
  const answers = await new PatternAsker().ask(many, labAccess(labSource(endpoint.endpoint)));
  expect(answers.flatMap((isMatched, index) => (isMatched ? [index] : []))).toEqual([7]);
  expect(endpoint.requests).toHaveLength(3);
});
