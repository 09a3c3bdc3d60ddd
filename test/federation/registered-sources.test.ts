import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { registeredSources } from '../../src/federation/registered-sources.ts';
import { servedDatasets } from '../../src/federation/served-datasets.ts';
import { parseRdf } from '../../src/rdf/parse.ts';

const baseIRI = 'http://localhost:3000/';

it('reads the endpoint, title and limits of a source from its file in data/sources', async () => {
  const file = join(import.meta.dirname, '../../data/sources/agrovoc.ttl');
  const quads = await parseRdf(readFileSync(file), { mediaType: 'text/turtle', baseIRI });
  expect(registeredSources({ quads: (slug) => (slug === 'sources' ? quads : []) })).toEqual([
    {
      iri: `${baseIRI}id/source/agrovoc`,
      endpoint: 'https://agrovoc.fao.org/sparql',
      kind: 'sparql-endpoint',
      enabled: false,
      title: 'AGROVOC',
      timeoutMs: 30_000,
      maxAnswerBytes: 33_554_432,
      maxParallelRequests: 2,
      requestsPerMinute: 60,
      credentials: undefined,
      allowsPrivateNetwork: false,
    },
  ]);
});

it('names the datasets behind a source that have names of the web', async () => {
  const text = `@prefix dcat: <http://www.w3.org/ns/dcat#> .
    <id/source/a> dcat:servesDataset <http://a.example/data>, <.well-known/genid/0123>, [] . <id/source/b> dcat:servesDataset <http://b.example/> .`;
  const quads = await parseRdf(text, { mediaType: 'text/turtle', baseIRI });
  expect(servedDatasets({ quads: (slug) => (slug === 'sources' ? quads : []) }, `${baseIRI}id/source/a`)).toEqual([
    'http://a.example/data',
  ]);
});
