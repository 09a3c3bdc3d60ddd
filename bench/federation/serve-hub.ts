import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openStore } from '../../src/store/open-store.ts';
import { BENCH_BASE } from '../sparql/inventory-data.ts';
import { registrations } from './registrations.ts';
import { WORLDS } from './worlds.ts';

/**
 * A process of its own: the service with the hub's part of a world and every member registered, on a free port, with its state in a directory of the caller's. The data goes
 * into the store by its writer; its root ships nothing.
 */
const [directory = '', world = '', seed = '1', ...endpoints] = process.argv.slice(2);
mkdirSync(join(directory, 'root', 'ontology', 'competency'), { recursive: true });

const made = await WORLDS[world]?.make({ members: endpoints.length, seed: Number(seed) });
if (made === undefined) throw new RangeError(`There is no world ${world}.`);
const store = openStore({ directory: join(directory, 'state'), baseIRI: BENCH_BASE });
const names = made.members.map(({ name }) => name);
const datasets = [...made.hub, { dataset: 'sources', quads: registrations({ baseIRI: BENCH_BASE, names, endpoints }) }];
store.writer.commit(datasets.map(({ dataset, quads }) => ({ dataset, added: quads, removed: [], agent: 'bench', note: '' })));
store.close();

const settings = { DATA_DIR: join(directory, 'state'), RATE_LIMIT_PER_MINUTE: '1000000000', QUERY_WORKERS: '1', FEDERATION_WORKERS: '1' };
const config = readConfig({ ...settings, PORT: '0', BASE_IRI: BENCH_BASE }, { cores: 2 });
const app = await createApp(
  { ...config, baseIRI: BENCH_BASE },
  { logger: pino({ level: 'error' }, pino.destination(2)), root: join(directory, 'root') },
);
const server = createServer(app.web);
server.keepAliveTimeout = 0;
await app.start();
await app.refreshSummaries();
server.listen(0, '127.0.0.1', () => console.log(`listening ${(server.address() as AddressInfo).port}`));
