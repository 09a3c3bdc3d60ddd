import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { VERSION } from '../app/project.ts';
import { type App, createApp } from '../app.ts';
import type { Config, Environment } from '../config.ts';
import { FacilisError } from '../errors.ts';
import type { ShippedOutcome } from '../ingest/load-shipped.ts';
import { reportText } from '../validation/report-text.ts';
import { settings } from './environment.ts';

/** Connections that are still busy this long after a stop was asked for are cut. */
const STOP_GRACE_MS = 5000;

/**
 * Serves until SIGINT or SIGTERM. Listens first, so that `/healthz` answers and `/readyz` tells the truth while the shipped files
 * are loaded, then prints what was loaded, where the state is, and the address.
 */
export async function serve(env: Environment): Promise<void> {
  const began = performance.now();
  const config = settings(env);
  const logger = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  const server = createServer();
  const port = await listen(server, config);
  const baseIRI = config.baseIRI ?? `http://localhost:${port}/`;
  let app: App | undefined;
  const stop = stopper(server, () => app?.close());
  try {
    app = await createApp({ ...config, baseIRI }, { logger, secret: (name) => env[name] });
    server.on('request', app.web);
    const outcome = await app.start();
    refuseInvalid(outcome, baseIRI);
    print(summary({ app, outcome, config, baseIRI, port, seconds: (performance.now() - began) / 1000 }));
  } catch (error) {
    await stop();
    throw error;
  }
}

function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((fulfil, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'another process listens there; stop it or set another PORT' : cause.message;
      reject(new FacilisError('invalid-setting', { detail: `Cannot listen on ${host}:${port}: ${reason}.`, cause }));
    });
    server.listen(port, host, () => fulfil((server.address() as AddressInfo).port));
  });
}

/** Ends the process cleanly on the first signal and at once on the second. Returns the function that does the first. */
function stopper(server: Server, closeApp: () => Promise<void> | undefined): () => Promise<void> {
  const stop = async () => {
    const closed = new Promise((done) => server.close(done));
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    await closed;
    clearTimeout(cut);
    await closeApp();
  };
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    print(['Stopping.']);
    stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return stop;
}

function refuseInvalid({ outcome, outdated }: ShippedOutcome, baseIRI: string): void {
  if (outcome?.kind !== 'invalid') return;
  const changed = outdated.flatMap(({ files }) => files).join(', ');
  // The state may hold shapes of an earlier version, with which data of this one need not conform.
  const remedy =
    changed === '' ? '' : ` Since the state was loaded ${changed} changed: \`npm run facilis -- load\` takes them up together.`;
  const report = reportText(outcome.report, { baseIRI, severities: ['violation'] });
  throw new FacilisError('invalid-data', {
    detail: `The shipped data does not conform to the shapes, so nothing was loaded.${remedy}\n${report}`,
  });
}

interface Started {
  readonly app: App;
  readonly outcome: ShippedOutcome;
  readonly config: Config;
  readonly baseIRI: string;
  readonly port: number;
  readonly seconds: number;
}

function summary({ app: { reader }, outcome, config, baseIRI, port, seconds }: Started): string[] {
  const datasets = reader.datasets();
  const triples = datasets.reduce((sum, { quadCount }) => sum + quadCount, 0);
  const held = `${datasets.length} datasets, ${triples.toLocaleString('en')} triples, revision ${reader.sequence()}`;
  const inMemory = config.dataDirectory === ':memory:';
  return [
    `Facilis ${VERSION}`,
    `  data      ${held}`,
    `  loaded    ${loaded(outcome)}`,
    ...outcome.outdated.map(
      ({ files }) => `  changed   ${files.join(', ')} since loaded: \`npm run facilis -- load\` makes the next revision`,
    ),
    `  state     ${inMemory ? 'in memory only, gone when the service stops' : join(resolve(config.dataDirectory), 'facilis.sqlite')}`,
    `  address   ${baseIRI}${baseIRI === `http://localhost:${port}/` ? '' : ` (listening on ${config.host}:${port})`}`,
    `Ready in ${seconds.toFixed(1)} s. Ctrl-C stops.`,
  ];
}

function loaded({ outcome, loaded: slugs }: ShippedOutcome): string {
  if (outcome === undefined) return 'nothing new; every revision was validated when it was committed';
  const { violation, warning, info } = outcome.report.counts;
  return `${slugs.length} shipped datasets now; validation: ${violation} violations, ${warning} warnings, ${info} infos`;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
