import type { AddressInfo } from 'node:net';
import express, { type Response } from 'express';
import * as oxigraph from 'oxigraph';
import { FacilisError } from '../../src/errors.ts';
import type { RegisteredSource } from '../../src/federation/registered-sources.ts';
import type { SourceAccess, SourceFetch } from '../../src/federation/source-fetch.ts';

export interface LabEndpoint {
  readonly endpoint: string;
  /** Texts of the queries that came. */
  readonly queries: string[];
  /** Everything that came, such as `GET /data.ttl`. */
  readonly requests: string[];
  /** Makes this Turtle the data. */
  put(turtle: string): void;
  close(): Promise<void>;
}

export interface LabOptions {
  /** Answers 400 to what matches. */
  readonly refuses?: RegExp;
  /** Cuts every answer at so many rows, without a word. */
  readonly mostRows?: number;
  /** Whether the cut is made before OFFSET, so that no page shows what is behind it. */
  readonly isCutBeforeOffset?: boolean;
  /** Documents by path, read anew each time. */
  readonly documents?: Readonly<Record<string, () => { type: string; body: string | Uint8Array; etag?: string }>>;
  /** Called before each query is answered; may change the data, or send something else and return `true`. */
  readonly beforeAnswer?: (query: string, lab: LabEndpoint, res: Response) => boolean | undefined;
}

/** A SPARQL endpoint over Oxigraph on a free port, with the faults that real ones have. */
export async function startLab(turtle: string, options: LabOptions = {}): Promise<LabEndpoint> {
  let store = load(turtle);
  const app = express();
  app.use(express.urlencoded({ extended: false, limit: '10mb' }));
  app.set('etag', false);
  app.use((req, _res, next) => {
    lab.requests.push(`${req.method} ${req.path}`);
    next();
  });
  for (const [path, read] of Object.entries(options.documents ?? {})) {
    app.get(path, (_req, res) => {
      const { type, body, etag } = read();
      if (etag !== undefined) res.set('ETag', etag);
      res.set('Content-Type', type).send(Buffer.from(body));
    });
  }
  app.all('/sparql', (req, res, next) => {
    const asked = req.body?.query ?? req.query.query;
    if (asked === undefined) return next();
    const query = String(asked);
    lab.queries.push(query);
    if (options.refuses?.test(query)) {
      res.sendStatus(400);
      return;
    }
    if (options.beforeAnswer?.(query, lab, res)) return;
    res.type('application/sparql-results+json').send(answer(store, query, options));
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const lab: LabEndpoint = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sparql`,
    queries: [],
    requests: [],
    put: (changed) => {
      store = load(changed);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return lab;
}

function load(turtle: string): oxigraph.Store {
  const store = new oxigraph.Store();
  store.load(`PREFIX : <http://a.example/v#> ${turtle}`, { format: 'text/turtle', base_iri: 'http://a.example/' });
  return store;
}

function answer(store: oxigraph.Store, query: string, { mostRows, isCutBeforeOffset = false }: LabOptions): string {
  const evaluate = (text: string) => store.query(text, { results_format: 'application/sparql-results+json' }) as unknown as string;
  if (mostRows === undefined) return evaluate(query);
  const page = / LIMIT (\d+)(?: OFFSET (\d+))?$/.exec(query);
  const [limit, offset] = [Number(page?.[1] ?? Number.POSITIVE_INFINITY), Number(page?.[2] ?? 0)];
  const result = JSON.parse(evaluate(page === null ? query : query.slice(0, page.index)));
  const rows = isCutBeforeOffset ? result.results.bindings.slice(0, mostRows) : result.results.bindings;
  result.results.bindings = rows.slice(offset, offset + Math.min(limit, mostRows));
  return JSON.stringify(result);
}

export function labSource(endpoint: string, more: Partial<RegisteredSource> = {}): RegisteredSource {
  return {
    iri: 'http://hub.example/id/source/lab',
    endpoint,
    kind: 'sparql-endpoint',
    enabled: true,
    title: 'Lab',
    timeoutMs: undefined,
    maxAnswerBytes: undefined,
    maxParallelRequests: undefined,
    requestsPerMinute: undefined,
    credentials: undefined,
    allowsPrivateNetwork: true,
    ...more,
  };
}

/** What the guarded fetch does on loopback, without its guard. */
export const labFetch: SourceFetch = async ({ url, method, headers, body }, { source, signal, timeoutMs }) => {
  const failed = (why: string, cause?: unknown) => new FacilisError('source-failed', { detail: `${source.title} failed: ${why}.`, cause });
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: body ?? null,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) throw failed(`it answered ${response.status}`);
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      headers: Object.fromEntries(response.headers),
      bytes,
      url,
    };
  } catch (cause) {
    throw cause instanceof FacilisError ? cause : failed(String(cause), cause);
  }
};

export function labAccess(source: RegisteredSource): SourceAccess {
  return { fetch: labFetch, source, timeoutMs: 60_000, maxAnswerBytes: 1 << 26, signal: new AbortController().signal };
}
