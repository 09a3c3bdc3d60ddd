import { Store } from 'oxigraph';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { namedNode, quad } from '../../src/rdf/terms.ts';
import { type ChildService, freePort, startChild } from './child-service.ts';
import { type HttpAnswer, httpQuery } from './http-query.ts';
import { BENCH_BASE, inventoryData } from './inventory-data.ts';
import { type BenchQuery, resultsFormat } from './query-set.ts';

export interface Contender {
  /** The answer's body. `run` makes each text another one where it matters. */
  ask(query: BenchQuery, run: number): Promise<string> | string;
  stop(): Promise<void>;
}

export interface Scale {
  readonly triples: number;
  readonly seed: number;
}

/** The service, asked in three ways. */
export interface Facilis {
  readonly cold: Contender;
  readonly warm: Contender;
  /** Asks with the tag of the answer; `undefined` when it has none or is not believed. */
  ifChanged(query: BenchQuery): Promise<(() => Promise<HttpAnswer>) | undefined>;
  /** Processor time of the service so far. */
  cpuMs(): number;
}

export async function startFacilis({ triples, seed }: Scale, timeoutMs: number): Promise<Facilis> {
  const { port, stop, cpuMs } = await startChild('serve-facilis.ts', [String(triples), String(seed)]);
  const ask = (query: BenchQuery, text: string, more: Readonly<Record<string, string>> = {}) =>
    httpQuery(port, { text, headers: { accept: resultsFormat(query), ...more }, timeoutMs });
  return {
    cold: {
      ask: async (query, run) => body(await ask(query, anew(query, run), { 'cache-control': 'no-cache' })),
      stop,
    },
    warm: { ask: async (query) => body(await ask(query, query.text)), stop },
    cpuMs,
    async ifChanged(query) {
      const { etag } = await ask(query, query.text);
      if (etag === undefined) return undefined;
      const again = () => ask(query, query.text, { 'if-none-match': etag });
      return (await again()).status === 304 ? again : undefined;
    },
  };
}

/** A prefix that is not used makes a new query, also for a cache that ignores comments and white space. */
function anew({ text }: BenchQuery, run: number): string {
  return `PREFIX r${Math.abs(run)}: <urn:${Math.random()}>\n${text}`;
}

/** The endpoint is started again after a query that did not end in time, since it goes on with it. */
export async function startComunica({ triples, seed }: Scale, timeoutMs: number): Promise<Contender> {
  const start = async () => startChild('serve-comunica.ts', [String(triples), String(seed), String(await freePort())]);
  let child: ChildService | undefined = await start();
  return {
    async ask(query, run) {
      child ??= await start();
      try {
        return body(await httpQuery(child.port, { text: anew(query, run), headers: { accept: resultsFormat(query) }, timeoutMs }));
      } catch (cause) {
        await child.stop();
        child = undefined;
        throw cause;
      }
    },
    stop: async () => child?.stop(),
  };
}

/** The engine alone: no HTTP, no limits, the same named graphs with their union as the default graph. */
export async function startOxigraph({ triples, seed }: Scale): Promise<Contender> {
  const store = new Store();
  for (const { dataset, quads } of (await inventoryData({ triples, seed })).datasets) {
    const graph = namedNode(`${BENCH_BASE}graph/${dataset}`);
    for (let at = 0; at < quads.length; at += 5000) {
      const lines = quads
        .slice(at, at + 5000)
        .map(({ subject, predicate, object }) => quadToNQuad(quad(subject, predicate, object, graph)));
      store.load(lines.map((line) => `${line.trimEnd()}\n`).join(''), { format: 'application/n-quads' });
    }
  }
  return {
    ask(query) {
      return store.query(query.text, { results_format: resultsFormat(query), use_default_graph_as_union: true }) as string;
    },
    stop: async () => {},
  };
}

function body({ status, body: text }: HttpAnswer): string {
  if (status !== 200) throw new Error(`A query was answered with ${status}: ${text.slice(0, 500)}`);
  return text;
}
