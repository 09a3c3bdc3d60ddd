import { onTestFinished } from 'vitest';
import { inventorySource } from '../../src/federation/chosen-sources.ts';
import { createFederationPool, type FederationPool } from '../../src/federation/federation-pool.ts';
import type { FederationReport } from '../../src/federation/federation-report.ts';
import type { FederatedRequest } from '../../src/federation/federation-types.ts';
import type { RegisteredSource, SourceKind } from '../../src/federation/registered-sources.ts';
import { createSourceCache } from '../../src/federation/source-cache.ts';
import { createSourceClient } from '../../src/federation/source-client.ts';
import type { SourceSummary } from '../../src/federation/source-summary.ts';
import { summaryOfQuads } from '../../src/federation/summary-of-quads.ts';
import { takeSummary } from '../../src/federation/take-summary.ts';
import { parseNQuads, quadToNQuad } from '../../src/rdf/nquads.ts';
import { namedNode, quad } from '../../src/rdf/terms.ts';
import { createQueryPool } from '../../src/sparql/query-pool.ts';
import { type Handler, type SourceServer, serving, sourceAt } from './source-server.ts';

export const BASE = 'http://localhost:3000/';
const JSON_RESULTS = 'application/sparql-results+json';

export interface KindsLab {
  readonly federation: FederationPool;
  readonly reports: readonly FederationReport[];
  /** Takes the summaries of all sources, which the planner then has. */
  summarise(): Promise<void>;
  /** Rows over the virtual graph, sorted, such as `n=1^^… s=http://…`. */
  rows(query: string, more?: Partial<FederatedRequest>): Promise<string[]>;
  close(): Promise<void>;
}

export interface KindsLabOptions {
  readonly members: Readonly<Record<string, { readonly kind: SourceKind; readonly endpoint: string; readonly maxAnswerBytes?: number }>>;
  /** N-Quads. */
  readonly inventory?: string;
}

const line = (s: string, p: string, o: string) => `<${s}> <http://v/${p}> ${o.startsWith('"') ? o : `<${o}>`} .\n`;

/** Initiatives of an agency about areas, which `AREAS` names. */
export function agency(name: string, numbers: readonly number[]): string {
  return numbers
    .map((n) => {
      const iri = `http://${name}.example/i/${n}`;
      const area = line(iri, 'area', `http://hub.example/area/${n % 4}`);
      const facts = line(iri, 'type', 'http://v/Initiative') + line(iri, 'label', `"${name} ${n}"`) + area;
      const budget = line(iri, 'budget', `"${n * 10}"^^<http://www.w3.org/2001/XMLSchema#integer>`);
      return facts + budget + (n % 2 ? '' : line(iri, 'partner', `http://endpoint.example/i/${n}`));
    })
    .join('');
}

export const AREAS = [0, 1, 2, 3].map((n) => line(`http://hub.example/area/${n}`, 'label', `"area ${n}"`)).join('');
/** Joins initiatives with `AREAS`. */
export const AREA_LABELS = 'SELECT ?l { ?i v:type v:Initiative ; v:area ?a . ?a v:label ?l }';

/** A hub with one thread for federated queries, an inventory, and sources of any kind. */
export async function startKindsLab({ members, inventory = '' }: KindsLabOptions): Promise<KindsLab> {
  const sources: RegisteredSource[] = Object.entries(members).map(([name, { kind, endpoint, maxAnswerBytes }]) =>
    sourceAt(endpoint, { iri: `${BASE}id/source/${name}`, title: name, kind, maxAnswerBytes }),
  );
  const summaries = new Map<string, SourceSummary>();
  const client = createSourceClient({ secret: () => undefined });
  const limits = { workers: 1, timeoutMs: 30_000, maxRows: 100_000, baseIRI: BASE };
  const nquads = parseNQuads(inventory).map((each) =>
    quadToNQuad(quad(each.subject, each.predicate, each.object, namedNode('http://g/own'))),
  );
  const pool = createQueryPool({ snapshot: () => ({ nquads: [nquads.join('')], sequence: 1 }), spares: 0, ...limits });
  const reports: FederationReport[] = [];
  const federation = createFederationPool({
    pool,
    sources: () => sources,
    client: createSourceCache({ client }),
    summary: (iri) => summaries.get(iri),
    onReport: (report) => reports.push(report),
    ...limits,
  });
  await pool.ready();
  return {
    federation,
    reports,
    async summarise() {
      const signal = new AbortController().signal;
      for (const source of sources) {
        const access = { fetch: client.fetch.bind(client), source, timeoutMs: 10_000, maxAnswerBytes: 1 << 24, signal };
        summaries.set(source.iri, await takeSummary(access, { datasets: [], onProgress: () => {} }));
      }
      summaries.set(inventorySource(BASE), summaryOfQuads(inventorySource(BASE), parseNQuads(inventory)));
    },
    async rows(query, more = {}) {
      const { bytes } = await federation.run({
        scope: 'virtual-graph',
        query: `PREFIX v: <http://v/> ${query}`,
        resultsFormat: JSON_RESULTS,
        ...more,
      });
      return rowsOf(new TextDecoder().decode(bytes));
    },
    async close() {
      await Promise.all([federation.close(), pool.close()]);
      client.close();
    },
  };
}

/** As of `KindsLab.rows`, of SPARQL results in JSON. */
export function rowsOf(json: string): string[] {
  const { boolean, results } = JSON.parse(json);
  if (boolean !== undefined) return [String(boolean)];
  const text = (row: Record<string, { value: string; datatype?: string }>) =>
    Object.entries(row).map(([name, { value, datatype }]) => `${name}=${value}${datatype === undefined ? '' : `^^${datatype}`}`);
  return results.bindings.map((row: Record<string, { value: string }>) => text(row).sort().join(' ')).sort();
}

/** A hub for one test that has `AREAS`, with one source named `lone`, which is answered by the handler at this path. */
export async function hubWith(kind: SourceKind, path: string, handle: Handler): Promise<{ lab: KindsLab; server: SourceServer }> {
  const server = await serving(handle);
  const lab = await startKindsLab({ members: { lone: { kind, endpoint: server.origin + path } }, inventory: AREAS });
  onTestFinished(() => lab.close());
  return { lab, server };
}
