import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { registeredSources } from '../../src/federation/registered-sources.ts';
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
      enabled: true,
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
