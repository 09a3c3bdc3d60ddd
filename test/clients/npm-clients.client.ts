import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint';
import ParsingClient from 'sparql-http-client/ParsingClient.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Quad, Term } from '../../src/rdf/terms.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { type KnownAnswer, knownAnswer } from './known-answer.ts';
import { triplesOf } from './triples-of.ts';

let service: RunningApp;
let known: KnownAnswer;
let endpoint: string;
beforeAll(async () => {
  service = await startApp();
  known = knownAnswer(service);
  endpoint = `${service.baseIRI}sparql`;
});
afterAll(() => service.close());

async function collect(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const parts: unknown[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

function labelOf({ label }: Record<string, Term>): string {
  return label?.termType === 'Literal' ? `${label.value}@${label.language}` : '';
}

describe.each(['GET', 'POST', 'QUERY'] as const)('fetch-sparql-endpoint with %s', (method) => {
  const fetcher = new SparqlEndpointFetcher({ method });

  it('reads a SELECT', async () => {
    const rows = await collect(await fetcher.fetchBindings(endpoint, known.select));
    expect(rows.map((row) => labelOf(row as Record<string, Term>)).sort()).toEqual(known.labels);
  });

  it('reads an ASK', async () => {
    expect(await fetcher.fetchAsk(endpoint, known.ask)).toBe(true);
  });

  it('reads a CONSTRUCT', async () => {
    const triples = await collect(await fetcher.fetchTriples(endpoint, known.construct));
    expect(triplesOf(triples as Quad[])).toEqual(known.triples);
  });

  it('tells what is wrong with a query', async () => {
    await expect(new SparqlEndpointFetcher({ method }).fetchAsk(endpoint, 'ASK {')).rejects.toThrow(/HTTP status 400/);
  });
});

describe.each(['get', 'postUrlencoded', 'postDirect'] as const)('sparql-http-client with %s', (operation) => {
  it('reads a SELECT', async () => {
    const rows = await new ParsingClient({ endpointUrl: endpoint }).query.select(known.select, { operation });
    expect(rows.map((row) => labelOf(row as unknown as Record<string, Term>)).sort()).toEqual(known.labels);
  });

  it('reads an ASK', async () => {
    expect(await new ParsingClient({ endpointUrl: endpoint }).query.ask(known.ask, { operation })).toBe(true);
  });

  it('reads a CONSTRUCT and a DESCRIBE', async () => {
    const client = new ParsingClient({ endpointUrl: endpoint });
    for (const query of [known.construct, known.describe]) {
      const dataset = (await client.query.construct(query, { operation })) as unknown as Iterable<Quad>;
      expect(triplesOf(dataset)).toEqual(known.triples);
    }
  });
});
