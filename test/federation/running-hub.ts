import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { type Environment, readConfig } from '../../src/config.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { RunningApp } from '../running-app.ts';

export interface HubSource {
  readonly slug: string;
  readonly endpoint: string;
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
}

export interface HubOptions {
  readonly sources: readonly HubSource[];
  /** Turtle of the hub's own inventory. */
  readonly inventory?: string;
  readonly env?: Environment;
}

/** The service on a free port, with these sources registered and nothing shipped. */
export async function startHub({ sources, inventory = '', env = {} }: HubOptions): Promise<RunningApp> {
  const directory = mkdtempSync(join(tmpdir(), 'facilis-hub-'));
  const root = join(directory, 'root');
  mkdirSync(join(root, 'ontology', 'competency'), { recursive: true });
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const baseIRI = `http://localhost:${port}/`;
  const store = openStore({ directory: join(directory, 'state'), baseIRI });
  for (const [dataset, turtle] of [['sources', sources.map(registration).join('')] as const, ['inventory', inventory] as const]) {
    const added = await parseRdf(turtle, { mediaType: 'text/turtle', baseIRI });
    if (added.length > 0) store.writer.commit([{ dataset, added, removed: [], agent: 'test', note: '' }]);
  }
  store.close();
  const settings = { DATA_DIR: join(directory, 'state'), RATE_LIMIT_PER_MINUTE: '1000000', QUERY_WORKERS: '1', PORT: '0', ...env };
  const app = await createApp({ ...readConfig(settings, { cores: 2 }), port, baseIRI }, { logger: pino({ level: 'silent' }), root });
  server.on('request', app.web);
  await app.start();
  return {
    app,
    baseIRI,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await app.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function registration({ slug, endpoint, timeoutMs = 10_000, maxAnswerBytes = 1 << 20 }: HubSource): string {
  return `
@prefix tf: <https://w3id.org/technology-facilitation#> .
<id/source/${slug}> a tf:FederatedSource, <http://www.w3.org/ns/dcat#DataService> ;
  <http://www.w3.org/2004/02/skos/core#prefLabel> "${slug}"@en ;
  <http://www.w3.org/ns/dcat#endpointURL> <${endpoint}> ;
  tf:sourceKind <id/source-kind/sparql-endpoint> ;
  tf:enabled true ;
  tf:allowsPrivateNetwork true ;
  tf:limits <id/source-limits/${slug}> .
<id/source-limits/${slug}> a tf:SourceLimits ; tf:timeoutMs ${timeoutMs} ; tf:maxAnswerBytes ${maxAnswerBytes} .
`;
}
