import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { FederationPool } from '../../src/federation/federation-pool.ts';
import { createInventorySummary } from '../../src/federation/inventory-summary.ts';
import { createReportArchive, type ReportArchive } from '../../src/federation/report-archive.ts';
import { readCompetencyQuestions } from '../../src/publish/competency-questions.ts';
import { createQueryPool, type QueryPool } from '../../src/sparql/query-pool.ts';
import type { OperationsStore } from '../../src/store/operations-types.ts';
import type { StoreReader, StoreWriter } from '../../src/store/types.ts';
import type { WebConfig } from '../../src/web/parts.ts';
import { createWeb } from '../../src/web/web.ts';
import { baseIRI, shippedStore } from '../publish/shipped-store.ts';
import { registryParts } from './registry-parts.ts';

export { baseIRI };

export interface Reply {
  readonly status: number;
  /** Names in lower case; a field that came several times is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
}

export interface RunningWeb {
  readonly origin: string;
  readonly reader: StoreReader;
  readonly writer: StoreWriter;
  readonly operations: OperationsStore;
  readonly pool: QueryPool;
  /** Sends exactly these header fields: nothing is added, followed or decoded. */
  ask(path: string, ask?: Ask): Promise<Reply>;
  page(path: string, language?: string): Promise<string>;
  close(): Promise<void>;
}

export interface RunningOptions extends Partial<WebConfig> {
  readonly maxRows?: number;
  readonly logger?: Logger;
  readonly isReady?: () => { ready: boolean; why?: string };
  /** Answers federated queries, over the pool of the inventory. */
  readonly federation?: (pool: QueryPool) => FederationPool;
  readonly reports?: ReportArchive;
}

/** The web over the shipped inventory in memory, with one query worker, on a free port. */
export async function startWeb(options: RunningOptions = {}): Promise<RunningWeb> {
  const { maxRows = 10_000, isReady = () => ({ ready: true }), logger = pino({ level: 'silent' }), ...rest } = options;
  const { federation, reports = createReportArchive(), ...config } = rest;
  const limits = { maxBodyBytes: 100_000, rateLimitPerMinute: 1_000_000, queryTimeoutMs: 20_000, queryMaxRows: maxRows };
  const full = { baseIRI, trustProxy: false, federationTimeoutMs: 20_000, ...limits, ...config };
  const store = await shippedStore();
  const { reader, writer, operations } = store;
  const pool = createQueryPool({
    snapshot: () => ({ nquads: reader.nquads(), sequence: reader.sequence() }),
    workers: 1,
    timeoutMs: full.queryTimeoutMs,
    maxRows,
    baseIRI,
  });
  reader.onCommit((event) => pool.apply(event));
  await pool.ready();
  const competencyQuestions = await readCompetencyQuestions(join(import.meta.dirname, '../../ontology/competency'));
  const inventorySummary = createInventorySummary({ ...reader, state: () => pool.state() }, `${baseIRI}.well-known/void#dataset`);
  const parts = {
    config: full,
    reader,
    ...registryParts(store, baseIRI),
    pool,
    reports,
    inventorySummary,
    ...(federation && { federation: federation(pool) }),
    competencyQuestions,
    logger,
    version: '0.0.0-test',
    isReady,
  };
  const server = createWeb(parts).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = (path: string, wish: Ask = {}) => send(port, path, wish);
  return {
    origin: `http://127.0.0.1:${port}`,
    reader,
    writer,
    operations,
    pool,
    ask,
    page: async (path, language = 'en') => (await ask(path, { headers: { accept: 'text/html', 'accept-language': language } })).text,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.close();
    },
  };
}

function send(port: number, path: string, { method = 'GET', headers = {}, body, signal }: Ask): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      // A kept connection may be closed by the server just when it is used again: RFC 9112 §9.3.1 leaves the retry to the client.
      { agent: false, host: '127.0.0.1', port, path, method, headers: { ...length, ...headers }, ...(signal && { signal }) },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const joined = Object.entries(incoming.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(', ') : String(value),
          ]);
          resolve({ status: incoming.statusCode ?? 0, headers: Object.fromEntries(joined), bytes, text: bytes.toString('utf8') });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
