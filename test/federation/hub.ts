import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, type StartOptions, startApp } from '../running-app.ts';

export interface Registration {
  readonly endpoint: string;
  readonly allowsPrivateNetwork?: boolean;
  /** More Turtle about it, each statement with its `;`. */
  readonly more?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export interface Hub extends RunningApp {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends it to the SPARQL endpoint by POST, with other parameters beside the query. */
  sparql(query: string, more?: Record<string, string>): Promise<Answer>;
  /** The same for that of the virtual graph. */
  federated(query: string, more?: Record<string, string>): Promise<Answer>;
}

/** The whole service with no data but registrations of sources, `id/source/{name}`. */
export async function startHub(registrations: Readonly<Record<string, Registration>>, options: StartOptions = {}): Promise<Hub> {
  const root = mkdtempSync(join(tmpdir(), 'facilis-hub-'));
  for (const folder of ['data', join('ontology', 'competency')]) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'data', 'sources.ttl'), turtle(registrations));
  const app = await startApp({ FEDERATION_WORKERS: '1' }, { ...options, root });
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(app.baseIRI + path, { ...init, redirect: 'manual' });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const asker =
    (path: string) =>
    (query: string, more: Record<string, string> = {}) => {
      const body = new URLSearchParams({ query, ...more });
      return send(path, { method: 'POST', headers: { accept: 'text/csv, text/turtle;q=0.5' }, body });
    };
  return {
    ...app,
    get: (path, headers = {}) => send(path, { headers }),
    sparql: asker('sparql'),
    federated: asker('federation/sparql'),
    async close() {
      await app.close();
      rmSync(root, { recursive: true });
    },
  };
}

function turtle(registrations: Readonly<Record<string, Registration>>): string {
  const sources = Object.entries(registrations).map(
    ([name, { endpoint, allowsPrivateNetwork, more = '' }]) => `<id/source/${name}> a tf:FederatedSource, dcat:DataService ;
      dcat:endpointURL <${endpoint}> ; tf:enabled true ; dct:title "${name}"@en ;
      ${allowsPrivateNetwork === undefined ? '' : `tf:allowsPrivateNetwork ${allowsPrivateNetwork} ;`} ${more} .`,
  );
  return `@prefix tf: <https://w3id.org/technology-facilitation#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    ${sources.join('\n')}`;
}
