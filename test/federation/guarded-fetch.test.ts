import { describe, expect, it } from 'vitest';
import { guardedFetch, isPrivateAddress, namesPrivateHost } from '../../src/federation/guarded-fetch.ts';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';

const source: RegisteredSource = {
  iri: 'http://localhost:3000/id/source/x',
  endpoint: 'https://source.example/sparql',
  enabled: true,
  title: 'X',
  timeoutMs: undefined,
  kind: 'sparql-endpoint',
  maxAnswerBytes: undefined,
  maxParallelRequests: undefined,
  requestsPerMinute: undefined,
  credentials: undefined,
  allowsPrivateNetwork: true,
};

function fetchFrom(url: string, more: Partial<RegisteredSource> = {}) {
  const options = { source: { ...source, ...more }, timeoutMs: 1000, maxAnswerBytes: 1000, signal: new AbortController().signal };
  return guardedFetch({ url, method: 'GET', headers: {}, body: undefined }, options);
}

describe('the guarded fetch', () => {
  it.each(['https://source.example/other', 'https://other.example/sparql', 'http://source.example/sparql', 'file:///sparql'])(
    'refuses %s when the endpoint is https://source.example/sparql',
    async (url) => {
      await expect(fetchFrom(`${url}?query=x`)).rejects.toMatchObject({ code: 'source-not-registered' });
    },
  );

  it('refuses an endpoint that is neither http nor https, and one that is disabled', async () => {
    await expect(fetchFrom('ftp://source.example/sparql', { endpoint: 'ftp://source.example/sparql' })).rejects.toMatchObject({
      code: 'source-not-registered',
    });
    await expect(fetchFrom(source.endpoint, { enabled: false })).rejects.toMatchObject({ code: 'source-not-registered' });
  });

  it('names the source that cannot be reached', async () => {
    const endpoint = 'http://127.0.0.1:1/sparql';
    await expect(fetchFrom(endpoint, { endpoint })).rejects.toMatchObject({
      code: 'source-failed',
      detail: expect.stringContaining(endpoint),
    });
  });
});

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
  ])('%s is not public', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );

  it('are told from names', () => {
    expect(namesPrivateHost(new URL('http://localhost:3030/ds'))).toBe(true);
    expect(namesPrivateHost(new URL('http://[::1]:3030/ds'))).toBe(true);
    expect(namesPrivateHost(new URL('https://query.wikidata.org/sparql'))).toBe(false);
  });
});
