import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { FacilisError } from '../src/errors.ts';
import { reportText } from '../src/validation/report-text.ts';
import { writeAgencyRoot, writeHubRoot } from './agency-data.ts';

export const AGENCIES = ['unep', 'unido', 'wipo'];

export interface Demo {
  readonly hub: string;
  readonly members: readonly { readonly slug: string; readonly baseIRI: string }[];
  stop(): Promise<void>;
}

/** A hub on a port of 127.0.0.1, and three agencies on the next ones; on free ports where `port` is 0. Their state is in a folder that goes with them. */
export async function startDemo(port: number): Promise<Demo> {
  const directory = mkdtempSync(join(tmpdir(), 'facilis-demo-'));
  const running: { server: Server; app?: App }[] = [];
  async function stop(): Promise<void> {
    for (const { server, app } of running) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await app?.close();
    }
    rmSync(directory, { recursive: true, force: true });
  }
  try {
    for (const index of [0, ...AGENCIES.map((_, each) => each + 1)]) running.push({ server: await listening(port && port + index) });
    const [hubServer, ...memberServers] = running as [{ server: Server }, ...{ server: Server }[]];
    const hub = `http://localhost:${portOf(hubServer.server)}/`;
    const members = AGENCIES.map((slug, index) => ({
      slug,
      baseIRI: `http://127.0.0.1:${portOf((memberServers[index] ?? hubServer).server)}/`,
    }));
    for (const [index, member] of members.entries()) {
      const root = join(directory, member.slug);
      await writeAgencyRoot(root, member, hub);
      await serve(memberServers[index] ?? hubServer, { root, baseIRI: member.baseIRI });
    }
    const root = join(directory, 'hub');
    mkdirSync(root);
    await writeHubRoot(root, members, hub);
    const app = await serve(hubServer, { root, baseIRI: hub });
    // What is planned from the first query on is planned by what each agency holds.
    await app.refreshSummaries();
    return { hub, members, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function serve(place: { server: Server; app?: App }, { root, baseIRI }: { root: string; baseIRI: string }): Promise<App> {
  const settings = { DATA_DIR: join(root, 'var'), QUERY_WORKERS: '1', FEDERATION_WORKERS: '1', PORT: '0' };
  const config = readConfig(settings, { cores: 1 });
  const app = await createApp({ ...config, baseIRI }, { logger: pino({ level: 'fatal' }), root });
  place.app = app;
  place.server.on('request', app.web);
  const { outcome } = await app.start();
  if (outcome?.kind === 'invalid')
    throw new FacilisError('invalid-data', { detail: reportText(outcome.report, { baseIRI, severities: ['violation'] }) });
  return app;
}

async function listening(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done, reject) => {
    server.once('error', (cause) => {
      reject(new FacilisError('invalid-setting', { detail: `Cannot listen on port ${port}: ${cause.message}. Set another PORT.`, cause }));
    });
    server.listen(port, '127.0.0.1', done);
  });
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
