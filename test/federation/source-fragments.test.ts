import { describe, expect, it, onTestFinished } from 'vitest';
import { parseNQuads } from '../../src/rdf/nquads.ts';
import { type FragmentsOptions, fragmentsOf } from './fragments-server.ts';
import { AREA_LABELS, agency, BASE, hubWith, startKindsLab } from './kinds-lab.ts';
import { serving } from './source-server.ts';

const DATA = agency('fragments', [13, 14, 15, 16]);

describe('Triple Pattern Fragments as a source', () => {
  const fragments = (spoil: FragmentsOptions['spoil'], triples = DATA) =>
    fragmentsOf(parseNQuads(triples), { format: 'trig', pageSize: 3, ...(spoil && { spoil }) });
  const later = (url: URL) => url.searchParams.get('page') === '2';

  const FAULTS: readonly [string, FragmentsOptions['spoil'], RegExp][] = [
    ['answers with a page for people', () => ({ status: 200, type: 'text/html', body: '<h1>Moved</h1>' }), /text\/html/],
    ['answers with RDF alone', () => ({ status: 200, type: 'text/turtle', body: DATA }), /does not say how many triples match/],
    ['fails at a later page', (_, url) => (later(url) ? { status: 404, type: 'text/plain', body: 'gone' } : undefined), /404/],
    [
      'sends half of a later page',
      (body, url) => (later(url) ? { status: 200, type: 'application/trig', body: body.slice(0, body.length / 2) } : undefined),
      /line/,
    ],
    [
      'sends triples of which it says that there are none',
      (body) => ({ status: 200, type: 'application/trig', body: body.replace(/totalItems \d+/g, 'totalItems 0') }),
      /says that no triple matches/,
    ],
    [
      'does not say how it is asked',
      (body) => ({ status: 200, type: 'application/trig', body: body.replace('hydra:search', 'hydra:other') }),
      /does not say how patterns are asked for/,
    ],
  ];

  it('is named when it fails, with the reason', async () => {
    const members = await Promise.all(
      FAULTS.map(async ([name, spoil]) => [
        name,
        { kind: 'tpf' as const, endpoint: `${(await serving(fragments(spoil))).origin}/fragments` },
      ]),
    );
    const lab = await startKindsLab({ members: Object.fromEntries(members) });
    onTestFinished(() => lab.close());
    for (const [name, , detail] of FAULTS) {
      const source = `${BASE}id/source/${name}`;
      const failure = lab.rows(AREA_LABELS, { sources: [source] });
      await expect(failure).rejects.toMatchObject({ code: 'source-failed', detail: expect.stringMatching(detail), extra: { source } });
      await expect(failure).rejects.toThrow(`The source ${name} (`);
    }
  });

  it('has no named graphs', async () => {
    const { lab } = await hubWith('tpf', '/fragments', fragments(undefined));
    expect(await lab.rows('SELECT ?g { GRAPH ?g { ?i v:area ?a } }')).toEqual([]);
  });

  it('is asked by its present state', async () => {
    const state = { handle: fragments(undefined, agency('file', [1])) };
    const { lab } = await hubWith('tpf', '/fragments', (...request) => state.handle(...request));
    expect(await lab.rows(AREA_LABELS)).toEqual(['l=area 1']);
    state.handle = fragments(undefined, agency('file', [2]));
    expect(await lab.rows(AREA_LABELS)).toEqual(['l=area 2']);
  });

  it('has blank nodes that are in answers, and are never joined by without a word', async () => {
    const triples = '<http://a/1> <http://v/part> _:b .\n_:b <http://v/size> "1" .\n_:b <http://v/part> <http://a/2> .\n';
    const { lab } = await hubWith('tpf', '/fragments', fragments(undefined, triples));
    expect(await lab.rows('SELECT ?p { <http://a/1> v:part ?p }')).toEqual([expect.stringMatching(/^p=urn:facilis:blank:/)]);
    const refusal = { code: 'unsupported-query', detail: expect.stringContaining('blank node') };
    await expect(lab.rows('SELECT ?size { ?a v:part ?p . ?p v:size ?size }')).rejects.toMatchObject(refusal);
    await expect(lab.rows('SELECT ?size { <http://a/1> v:part/v:size ?size }')).rejects.toMatchObject(refusal);
    await expect(lab.rows('SELECT ?p { <http://a/1> v:part+ ?p }')).rejects.toMatchObject(refusal);
  });
});
