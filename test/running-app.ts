import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Logger, pino } from 'pino';
import type { Surroundings } from '../src/app/project.ts';
import { type App, createApp } from '../src/app.ts';
import { type Environment, readConfig } from '../src/config.ts';

export interface RunningApp {
  readonly app: App;
  /** Ends with a slash. */
  readonly baseIRI: string;
  close(): Promise<void>;
}

export interface StartOptions extends Surroundings {
  readonly logger?: Logger;
  /** Where the shipped files are; the project's own root unless given. */
  readonly root?: string;
}

/** The whole service on a free port, with the shipped inventory, in memory unless `DATA_DIR` says otherwise. */
export async function startApp(env: Environment = {}, options: StartOptions = {}): Promise<RunningApp> {
  const config = readConfig(
    { PORT: '0', DATA_DIR: ':memory:', RATE_LIMIT_PER_MINUTE: '1000000', QUERY_WORKERS: '1', SOURCE_CHECK_INTERVAL_MS: '0', ...env },
    { cores: 2 },
  );
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const baseIRI = config.baseIRI ?? `http://localhost:${port}/`;
  const app = await createApp({ ...config, port, baseIRI }, { logger: pino({ level: 'silent' }), ...options });
  server.on('request', app.web);
  await app.start();
  return {
    app,
    baseIRI,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await app.close();
    },
  };
}
