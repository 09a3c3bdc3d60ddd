import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fragment } from './fragment.ts';
import { type Hub, startHub } from './hub.ts';
import { type SourceServer, startSource } from './source-server.ts';

/** What a source of fragments sends when it is asked for a pattern; its form is well. */
const FAULTS: Readonly<Record<string, (res: ServerResponse) => void>> = {
  broken: (res) => res.writeHead(500).end('out of order'),
  gone: (res) => res.writeHead(404).end(),
  cut: (res) => res.writeHead(200, { 'content-type': 'text/turtle', 'content-length': 1000 }).write('<urn:a> ', () => res.destroy()),
  garbled: (res) => res.writeHead(200, { 'content-type': 'text/turtle' }).end('<urn:a> <urn:p> <urn:'),
  mistyped: (res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  uncounted: (res) => res.writeHead(200, { 'content-type': 'text/turtle' }).end('<urn:a> <urn:p> <urn:b> .'),
  untyped: (res) => res.writeHead(200, { 'content-type': 'application/octet-stream' }).end('?'),
};
const NAMES = Object.keys(FAULTS);
const QUERY = 'SELECT ?s { ?s <urn:p> ?o }';

let server: SourceServer;
let hub: Hub;
beforeAll(async () => {
  server = await startSource(({ path }, res, { origin }) => {
    const [name = '', pattern] = path.slice(1).split('?');
    if (pattern !== undefined && name in FAULTS) FAULTS[name]?.(res);
    else res.writeHead(200, { 'content-type': 'text/turtle' }).end(fragment(origin + path, { template: `${origin}/${name}` }));
  });
  const sources = [...NAMES, 'healthy'].map((name) => {
    return [name, { endpoint: `${server.origin}/${name}`, allowsPrivateNetwork: true, more: 'tf:sourceKind <id/source-kind/tpf> ;' }];
  });
  hub = await startHub(Object.fromEntries(sources));
});
afterAll(async () => {
  await hub.close();
  await server.close();
});

describe('a source of Triple Pattern Fragments', () => {
  it('that is healthy is part of the virtual graph', async () => {
    expect(await hub.federated(QUERY, { source: 'healthy' })).toMatchObject({ status: 200, text: 's\r\nurn:a\r\n' });
  });

  it.each(NAMES)('whose pages are %s fails by its name', async (source) => {
    const { status, text } = await hub.federated(QUERY, { source });
    expect(status, text).toBe(502);
    expect(JSON.parse(text).detail).toContain(`The source ${source} (`);
  });

  it('harms its own rows alone where a part is welcome', async () => {
    const answer = await fetch(`${hub.baseIRI}federation/sparql?${new URLSearchParams({ query: QUERY, partial: 'true' })}`);
    const { head, results } = (await answer.json()) as { head: { missing: { source: string }[] }; results: { bindings: unknown[] } };
    expect(head.missing.map(({ source }) => source.split('/').at(-1)).sort()).toEqual([...NAMES].sort());
    expect(results.bindings).toHaveLength(1);
  });
});
