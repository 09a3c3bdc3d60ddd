import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { FUZZ_BASE, FUZZ_GRAPHS } from './fuzz-data.ts';

/** The service with nothing but the graphs to be asked about, in memory, on a free port. */
export async function startThrowawayService(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'facilis-fuzz-'));
  for (const folder of ['data', join('ontology', 'competency')]) mkdirSync(join(root, folder), { recursive: true });
  for (const [name, turtle] of Object.entries(FUZZ_GRAPHS)) writeFileSync(join(root, 'data', `${name}.ttl`), turtle);
  const limits = { QUERY_WORKERS: '1', RATE_LIMIT_PER_MINUTE: '1000000', QUERY_TIMEOUT_MS: '30000' };
  const settings = { PORT: '0', DATA_DIR: ':memory:', BASE_IRI: FUZZ_BASE, ...limits };
  const app = await createApp({ ...readConfig(settings, { cores: 2 }), baseIRI: FUZZ_BASE }, { logger: pino({ level: 'silent' }), root });
  const server = createServer(app.web);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  await app.start();
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sparql`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await app.close();
      rmSync(root, { recursive: true });
    },
  };
}
