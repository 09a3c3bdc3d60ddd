import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openStore } from '../../src/store/open-store.ts';
import { BENCH_BASE, inventoryData } from './inventory-data.ts';

/**
 * A process of its own: the service over generated data, on a free port. The data goes into the store by its writer, since
 * it is not the validation of a million triples that is measured; its root ships nothing.
 */
const [triples = '10000', seed = '1'] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'facilis-bench-'));
mkdirSync(join(directory, 'root', 'ontology', 'competency'), { recursive: true });
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(0));

const { datasets } = await inventoryData({ triples: Number(triples), seed: Number(seed) });
const store = openStore({ directory: join(directory, 'state'), baseIRI: BENCH_BASE });
store.writer.commit(datasets.map(({ dataset, quads }) => ({ dataset, added: quads, removed: [], agent: 'bench', note: '' })));
store.close();

const settings = {
  DATA_DIR: join(directory, 'state'),
  RATE_LIMIT_PER_MINUTE: '1000000000',
  QUERY_WORKERS: '1',
  QUERY_TIMEOUT_MS: '300000',
  QUERY_MAX_ROWS: '2000000',
};
const config = readConfig({ ...settings, PORT: '0', BASE_IRI: BENCH_BASE }, { cores: 2 });
const app = await createApp({ ...config, baseIRI: BENCH_BASE }, { logger: pino({ level: 'silent' }), root: join(directory, 'root') });
const server = createServer(app.web);
await app.start();
server.listen(0, '127.0.0.1', () => console.log(`listening ${(server.address() as AddressInfo).port}`));
