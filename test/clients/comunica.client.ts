import { QueryEngine } from '@comunica/query-sparql';
import { Store } from 'n3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { literal, namedNode, quad } from '../../src/rdf/terms.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { type KnownAnswer, knownAnswer } from './known-answer.ts';
import { triplesOf } from './triples-of.ts';

describe('Comunica with this service as its source', () => {
  const engine = new QueryEngine();
  let service: RunningApp;
  let known: KnownAnswer;
  let endpoint: string;
  beforeAll(async () => {
    service = await startApp();
    known = knownAnswer(service);
    endpoint = `${service.baseIRI}sparql`;
  });
  afterAll(() => service.close());

  it('finds out from the service description that it is an endpoint, and sends it the query', async () => {
    const asked: string[] = [];
    const spy: typeof fetch = (input, init) => {
      asked.push(`${init?.method ?? 'GET'} ${String(input instanceof Request ? input.url : input)}`);
      return fetch(input, init);
    };
    const bindings = await engine.queryBindings(known.select, { sources: [endpoint], fetch: spy });
    const labels = (await bindings.toArray()).map((row) => row.get('label'));
    expect(labels.map((label) => (label?.termType === 'Literal' ? `${label.value}@${label.language}` : '')).sort()).toEqual(known.labels);
    expect(asked[0]).toBe(`GET ${endpoint}`);
    expect(asked.slice(1).every((request) => request.includes('/sparql'))).toBe(true);
  });

  it('reads an ASK, a CONSTRUCT and a DESCRIBE', async () => {
    expect(await engine.queryBoolean(known.ask, { sources: [endpoint] })).toBe(true);
    for (const query of [known.construct, known.describe]) {
      const quads = await (await engine.queryQuads(query, { sources: [endpoint] })).toArray();
      expect([...new Set(triplesOf(quads))]).toEqual(known.triples);
    }
  });

  it('joins it with a source of its own', async () => {
    const own = new Store([quad(namedNode(known.iri), namedNode('urn:own:note'), literal('seen'))]);
    const query = `SELECT ?label { ?agency <urn:own:note> "seen" . ?agency <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }`;
    const bindings = await engine.queryBindings(query, { sources: [endpoint, own] });
    expect(await bindings.toArray()).toHaveLength(known.labels.length);
  });
});
