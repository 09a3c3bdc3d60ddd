import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Store } from 'oxigraph';
import { inventorySource } from '../../src/federation/chosen-sources.ts';
import { createFederationPool, type FederationPool } from '../../src/federation/federation-pool.ts';
import type { FederationReport } from '../../src/federation/federation-report.ts';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import { createSourceClient } from '../../src/federation/source-client.ts';
import type { SourceSummary } from '../../src/federation/source-summary.ts';
import { summaryOfQuads } from '../../src/federation/summary-of-quads.ts';
import { parseNQuads, quadToNQuad } from '../../src/rdf/nquads.ts';
import { namedNode, quad } from '../../src/rdf/terms.ts';
import { createQueryPool, type QueryPool } from '../../src/sparql/query-pool.ts';
import { Replica } from '../../src/sparql/replica.ts';
import { ReplicaStore } from '../../src/sparql/replica-store.ts';

const BASE = 'http://localhost:3000/';
const JSON_RESULTS = 'application/sparql-results+json';

/** Members on loopback, each an engine with some triples, an inventory, and the union of all as the truth. */
export interface Lab {
  readonly federation: FederationPool;
  readonly reports: readonly FederationReport[];
  /** Queries that each member was asked since the last call, by its name. */
  asked(): Map<string, string[]>;
  /** Rows over the virtual graph, as sorted JSON. */
  ours(query: string, more?: object): Promise<string[]>;
  /** Rows over the union, of the engine that answers for the inventory. */
  truth(query: string): Promise<string[]>;
  close(): Promise<void>;
}

export interface LabOptions {
  /** N-Quads by name; the default graph of a member is the union of its graphs. */
  readonly members: Readonly<Record<string, string>>;
  readonly inventory: string;
  /** What a member answers instead of the truth, by name: `undefined` for the truth. */
  readonly odd?: Readonly<Record<string, (query: string) => { readonly status: number; readonly body: string } | undefined>>;
  /** Whether the planner is told what each member holds. */
  readonly withSummaries: boolean;
}

export async function startLab({ members, inventory, withSummaries, odd = {} }: LabOptions): Promise<Lab> {
  const asked = new Map<string, string[]>();
  const servers: Server[] = [];
  const sources: RegisteredSource[] = [];
  const summaries = new Map<string, SourceSummary>();
  const union = new ReplicaStore(BASE);
  const all = [inventory, ...Object.values(members)].map(named);
  for (const [name, triples] of Object.entries(members)) {
    const store = new Store();
    store.load(named(triples), { format: 'application/n-quads' });
    const { server, endpoint } = await serve(store, (query) => {
      asked.set(name, [...(asked.get(name) ?? []), query]);
      return odd[name]?.(query);
    });
    servers.push(server);
    sources.push(sourceAt(name, endpoint));
    if (withSummaries) summaries.set(`${BASE}id/source/${name}`, summaryOfQuads(`${BASE}id/source/${name}`, parseNQuads(triples)));
  }
  if (withSummaries) summaries.set(inventorySource(BASE), summaryOfQuads(inventorySource(BASE), parseNQuads(inventory)));
  const pool: QueryPool = createQueryPool({
    snapshot: () => ({ nquads: [named(inventory)], sequence: 1 }),
    workers: 1,
    spares: 0,
    timeoutMs: 20_000,
    maxRows: 100_000,
    baseIRI: BASE,
  });
  union.fill([new TextEncoder().encode([...new Set(all.join('').split(/(?<=\n)/))].join(''))]);
  const replica = new Replica(union, { baseIRI: BASE, maxRows: 100_000 });
  const reports: FederationReport[] = [];
  const federation = createFederationPool({
    pool,
    baseIRI: BASE,
    sources: () => sources,
    client: createSourceClient({ secret: () => undefined }),
    summary: (iri) => summaries.get(iri),
    onReport: (report) => reports.push(report),
    workers: 2,
    timeoutMs: 20_000,
    maxRows: 100_000,
  });
  await pool.ready();
  return {
    federation,
    reports,
    asked() {
      const copy = new Map(asked);
      asked.clear();
      return copy;
    },
    async ours(query, more = {}) {
      const { bytes } = await federation.run({ scope: 'virtual-graph', query, resultsFormat: formatFor(query), ...more });
      return readAnswer(new TextDecoder().decode(bytes));
    },
    async truth(query) {
      return readAnswer(new TextDecoder().decode(await replica.answer({ query, resultsFormat: formatFor(query) })));
    },
    async close() {
      await Promise.all([federation.close(), pool.close()]);
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** Triples without a graph are put into one. */
function named(nquads: string): string {
  return parseNQuads(nquads)
    .map((each) =>
      quadToNQuad(
        each.graph.termType === 'DefaultGraph' ? quad(each.subject, each.predicate, each.object, namedNode('http://g/own')) : each,
      ),
    )
    .join('');
}

function formatFor(query: string): string {
  return /\b(CONSTRUCT|DESCRIBE)\b/.test(query) ? 'application/n-triples' : JSON_RESULTS;
}

function readAnswer(text: string): string[] {
  if (!text.startsWith('{'))
    return text
      .split('\n')
      .filter((each) => each !== '')
      .sort();
  const { boolean, results } = JSON.parse(text);
  if (boolean !== undefined) return [String(boolean)];
  return results.bindings.map((row: object) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
}

async function serve(
  store: Store,
  onQuery: (query: string) => { status: number; body: string } | undefined,
): Promise<{ server: Server; endpoint: string }> {
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const url = new URL(req.url ?? '/', 'http://member/');
      const query = url.searchParams.get('query') ?? new URLSearchParams(Buffer.concat(parts).toString()).get('query') ?? '';
      const odd = onQuery(query);
      try {
        res.setHeader('content-type', JSON_RESULTS);
        res.statusCode = odd?.status ?? 200;
        res.end(odd?.body ?? (store.query(query, { results_format: JSON_RESULTS, use_default_graph_as_union: true }) as string));
      } catch (cause) {
        res.statusCode = 400;
        res.end(String(cause));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sparql` };
}

function sourceAt(name: string, endpoint: string): RegisteredSource {
  return {
    iri: `${BASE}id/source/${name}`,
    endpoint,
    kind: 'sparql-endpoint',
    enabled: true,
    title: name,
    timeoutMs: undefined,
    maxAnswerBytes: undefined,
    maxParallelRequests: undefined,
    requestsPerMinute: undefined,
    credentials: undefined,
    allowsPrivateNetwork: true,
  };
}
