import { afterEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from './virtual-graph-lab.ts';

const label = (iri: string, text: string) => `<${iri}> <http://v/label> "${text}" .\n`;
const part = (iri: string, of: string) => `<${iri}> <http://v/partOf> <${of}> .\n`;
const QUERY = 'PREFIX v: <http://v/> SELECT ?i ?l { ?i v:label ?l }';
const solutions = (rows: object[]) => ({ status: 200, body: JSON.stringify({ head: { vars: ['i', 'l'] }, results: { bindings: rows } }) });
const uri = (value: string) => ({ type: 'uri', value });
const text = (value: string, more = {}) => ({ type: 'literal', value, ...more });

let lab: Lab;
afterEach(() => lab.close());

describe('a member whose rows cannot be', () => {
  it.each([
    ['a literal as subject', { i: text('x'), l: text('y') }],
    ['a relative IRI', { i: uri('x'), l: text('y') }],
    ['an IRI with a space', { i: uri('http://a b/'), l: text('y') }],
    ['a language tag that is none', { i: uri('http://a/'), l: text('y', { 'xml:lang': 'not a tag' }) }],
    ['half a surrogate pair', { i: uri('http://a/'), l: text('\ud800') }],
    ['a term of an unknown kind', { i: { type: 'thing', value: 'http://a/' }, l: text('y') }],
    ['a term without a value', { i: { type: 'uri' }, l: text('y') }],
  ])('fails alone: %s', async (_, row) => {
    const members = { good: label('http://good/1', 'one'), bad: label('http://bad/1', 'two') };
    lab = await startLab({ members, inventory: '', withSummaries: true, odd: { bad: () => solutions([row]) } });
    await expect(lab.ours(QUERY)).rejects.toMatchObject({ code: 'source-failed', detail: expect.stringMatching(/The source bad/) });
    expect(await lab.ours(QUERY, { isPartialWelcome: true })).toHaveLength(1);
    expect(lab.reports.at(-1)?.sources.map(({ title, outcome }) => `${title} ${outcome}`)).toContain('bad failed');
  });
});

describe('a member without a summary', () => {
  it('is asked once what it holds, and what it said is remembered', async () => {
    lab = await startLab({
      members: { one: label('http://one/1', 'one'), two: part('http://two/1', 'http://one/1') },
      inventory: '',
      withSummaries: false,
    });
    await lab.ours(QUERY);
    const first = lab.asked();
    expect([first.get('one')?.length, first.get('two')?.length]).toEqual([2, 1]);
    await lab.ours(QUERY.replace('SELECT ?i ?l', 'SELECT ?l ?i'));
    const second = lab.asked();
    expect([second.get('one')?.length, second.get('two')?.length]).toEqual([1, undefined]);
  });
});

describe('a member that declines long requests', () => {
  it('is asked with fewer bindings at a time, and from then on no more than it takes', async () => {
    const things = Array.from({ length: 300 }, (_, n) => n);
    const names = things.map((n) => label(`http://names/${n}`, `name ${n}`)).join('');
    const odd = (query: string) => (query.length > 4000 ? { status: 413, body: 'too long' } : undefined);
    lab = await startLab({
      members: {
        names:
          names +
          label('http://elsewhere/x', 'x').repeat(1) +
          Array.from({ length: 60_000 }, (_, n) => label(`http://names/more${n}`, `${n}`)).join(''),
      },
      inventory: things.map((n) => part(`http://own/${n}`, `http://names/${n}`)).join(''),
      withSummaries: true,
      odd: { names: odd },
    });
    const query = 'PREFIX v: <http://v/> SELECT ?o ?l { ?o v:partOf ?i . ?i v:label ?l }';
    expect(await lab.ours(query)).toHaveLength(300);
    const first = lab
      .asked()
      .get('names')
      ?.filter((each) => odd(each) !== undefined).length;
    expect(first).toBeGreaterThan(0);
    await lab.ours(`${query} LIMIT 299`);
    expect(
      lab
        .asked()
        .get('names')
        ?.filter((each) => odd(each) !== undefined),
    ).toEqual([]);
  });
});
