import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FederationReport, OutcomeKind } from '../../src/federation/federation-report.ts';
import type { RunningApp } from '../running-app.ts';
import { type Conduct, type FaultyMember, startFaultyMember } from './faulty-member.ts';
import { startHub } from './running-hub.ts';

/** Seven members, each of which holds one name, and what a query may say became of each. A breaker may spare one that failed before. */
const MEMBERS = {
  healthy: ['answered'],
  slow: ['late', 'skipped'],
  broken: ['failed', 'skipped'],
  cut: ['failed', 'skipped'],
  busy: ['failed', 'late', 'skipped'],
  mistyped: ['failed', 'skipped'],
  endless: ['failed', 'late', 'skipped'],
} as const satisfies Partial<Record<Conduct, readonly OutcomeKind[]>>;
type Name = keyof typeof MEMBERS;
const NAMES = Object.keys(MEMBERS) as Name[];
const FAULTY = NAMES.filter((name) => name !== 'healthy');

const NAME = '<http://v.example/name>';
const ALL_NAMES = `SELECT ?name { ?s ${NAME} ?name }`;
/** Whether `source=` leaves the inventory out or not. */
const OF_MEMBERS = `SELECT ?name { ?s ${NAME} ?name FILTER(?name != "hub") }`;
const nameOf = (name: string) => `<http://${name}.example/thing> ${NAME} "${name}" .`;

interface Lab {
  readonly hub: RunningApp;
  readonly members: ReadonlyMap<Name, FaultyMember>;
  close(): Promise<void>;
}

/** `slow` is slower than its registration allows. */
async function startLab(conductOf: (name: Name) => Conduct): Promise<Lab> {
  const members = new Map<Name, FaultyMember>();
  for (const name of NAMES) members.set(name, await startFaultyMember(nameOf(name), conductOf(name)));
  const sources = [...members].map(([slug, { endpoint }]) => ({ slug, endpoint, timeoutMs: slug === 'slow' ? 1500 : 5000 }));
  const hub = await startHub({ sources, inventory: nameOf('hub') });
  return {
    hub,
    members,
    async close() {
      await hub.close();
      await Promise.all([...members.values()].map((member) => member.close()));
    },
  };
}

interface Asked {
  readonly path?: string;
  readonly partial?: boolean;
  readonly source?: readonly string[];
}

function ask(
  { baseIRI }: RunningApp,
  query: string,
  { path = 'federation/sparql', partial = false, source = [] }: Asked = {},
): Promise<Response> {
  const form = new URLSearchParams({ query });
  if (partial) form.set('partial', 'true');
  for (const slug of source) form.append('source', slug);
  return fetch(`${baseIRI}${path}`, { method: 'POST', body: form, headers: { accept: 'application/sparql-results+json' } });
}

interface JsonAnswer {
  readonly head: Readonly<Record<string, unknown>>;
  readonly results: { readonly bindings: readonly { readonly name: { readonly value: string } }[] };
}

async function namesIn(response: Response): Promise<string[]> {
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return (JSON.parse(text) as JsonAnswer).results.bindings.map(({ name }) => name.value).sort();
}

async function reportOf(response: Response, hub: RunningApp): Promise<FederationReport> {
  const target = /<([^>]*\/federation\/reports\/[^>]+)>/.exec(response.headers.get('link') ?? '')?.[1];
  expect(target, 'the Link to the report').toBeDefined();
  const report = await fetch(new URL(target ?? '', hub.baseIRI), { headers: { accept: 'application/json' } });
  expect(report.status).toBe(200);
  return (await report.json()) as FederationReport;
}

describe('SERVICE', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab((name) => name);
  });
  afterAll(() => lab.close());
  const service = (name: Name) => `SELECT ?name { SERVICE <${lab.members.get(name)?.endpoint}> { ?s ${NAME} ?name } }`;

  it.each(FAULTY)('of the one that is %s ends in an error that names it, while the healthy one answers', async (name) => {
    const [response, healthy] = await Promise.all([
      ask(lab.hub, service(name), { path: 'sparql' }),
      ask(lab.hub, service('healthy'), { path: 'sparql' }),
    ]);
    expect(response.status).toBe(name === 'slow' ? 504 : 502);
    expect(((await response.json()) as { detail: string }).detail).toContain(`source ${name} `);
    expect(await namesIn(healthy)).toEqual(['healthy']);
  });
});

describe('six members of seven at fault', () => {
  describe.each([
    ['from the beginning', (name: Name): Conduct => name],
    ['after they were healthy', (): Conduct => 'healthy'],
  ])('%s', (_, conductOf) => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await startLab(conductOf);
      if (conductOf('busy') === 'healthy') {
        expect(await namesIn(await ask(lab.hub, ALL_NAMES))).toEqual([...NAMES, 'hub'].sort());
        for (const [name, member] of lab.members) member.conduct = name;
      }
    });
    afterAll(() => lab.close());

    it.each(FAULTY)('an answer that needs the one that is %s is an error that names it alone', async (name) => {
      const response = await ask(lab.hub, ALL_NAMES, { source: ['healthy', name] });
      const problem = (await response.json()) as { detail: string };
      expect([502, 504]).toContain(response.status);
      expect(problem.detail).toContain(name);
      for (const other of NAMES.filter((each) => each !== name)) expect(problem.detail).not.toContain(`source ${other}`);
    });

    it('an answer that is welcome in part has what is right, says that it lacks something, and what became of each', async () => {
      const response = await ask(lab.hub, ALL_NAMES, { partial: true });
      const { head } = (await response.clone().json()) as JsonAnswer;
      expect(await namesIn(response)).toEqual(['healthy', 'hub']);
      expect(head, 'a mark in the head').not.toEqual({ vars: ['name'] });
      const report = await reportOf(response, lab.hub);
      expect(report.isComplete).toBe(false);
      for (const name of NAMES) {
        const outcome = report.sources.find(({ iri }) => iri.endsWith(`/id/source/${name}`))?.outcome;
        expect(MEMBERS[name], `${name} is said to have ${outcome}`).toContain(outcome);
      }
    });

    it('an answer that needs the healthy one alone is whole', async () => {
      expect(await namesIn(await ask(lab.hub, OF_MEMBERS, { source: ['healthy'] }))).toEqual(['healthy']);
    });

    it('queries beside it are answered', async () => {
      const beside = ask(lab.hub, ALL_NAMES, { partial: true });
      for (let run = 0; run < 20; run += 1)
        expect(await namesIn(await ask(lab.hub, `SELECT ?name { ?s ${NAME} ?name FILTER(${run} < 100) }`, { path: 'sparql' }))).toEqual([
          'hub',
        ]);
      expect(await namesIn(await beside)).toEqual(['healthy', 'hub']);
      expect((await fetch(`${lab.hub.baseIRI}healthz`)).status).toBe(200);
    });
  });

  it('a member that is busy once is asked again after the time that it asks for', async () => {
    const lab = await startLab(() => 'healthy');
    try {
      expect(await namesIn(await ask(lab.hub, ALL_NAMES))).toEqual([...NAMES, 'hub'].sort());
      const member = lab.members.get('busy') as FaultyMember;
      member.conduct = 'busy once';
      expect(await namesIn(await ask(lab.hub, OF_MEMBERS, { source: ['busy'] }))).toEqual(['busy']);
      expect(member.conduct).toBe('healthy');
    } finally {
      await lab.close();
    }
  });
});

describe('two dead endpoints in one query', () => {
  let hub: RunningApp;
  const dead: string[] = [];
  beforeAll(async () => {
    for (let count = 0; count < 2; count += 1) dead.push(await deadEndpoint());
    hub = await startHub({ sources: dead.map((endpoint, index) => ({ slug: `dead-${index}`, endpoint })), inventory: nameOf('hub') });
  });
  afterAll(() => hub.close());

  const services = (silent: string) => dead.map((endpoint) => `SERVICE ${silent} <${endpoint}> { ?s ?p ?o }`).join(' ');

  it.each(['sparql', 'federation/sparql'])('end in an error response that names one, at /%s, and other queries go on', async (path) => {
    const dying = ask(hub, `SELECT * { ${services('')} }`, { path });
    const beside = Array.from({ length: 5 }, (_, run) =>
      ask(hub, `SELECT ?name { ?s ${NAME} ?name FILTER(${run} < 100) }`, { path: 'sparql' }),
    );
    const response = await dying;
    expect(response.status).toBe(502);
    expect(((await response.json()) as { detail: string }).detail).toMatch(/dead-[01]/);
    for (const other of await Promise.all(beside)) expect(await namesIn(other)).toEqual(['hub']);
    expect(await namesIn(await ask(hub, ALL_NAMES, { path: 'sparql' }))).toEqual(['hub']);
  });

  it.each(['sparql', 'federation/sparql'])('add nothing where both are SILENT, at /%s', async (path) => {
    const query = `SELECT ?name { ?x ${NAME} ?name ${services('SILENT')} }`;
    const source = path === 'sparql' ? [] : ['inventory'];
    expect(await namesIn(await ask(hub, query, { path, source }))).toEqual(['hub']);
  });

  it('end an answer from everybody, without SERVICE, in an error response too', async () => {
    const response = await ask(hub, ALL_NAMES);
    expect(response.status).toBe(502);
    expect(((await response.json()) as { detail: string }).detail).toMatch(/dead-[01]/);
    expect(await namesIn(await ask(hub, ALL_NAMES, { partial: true }))).toEqual(['hub']);
    expect((await fetch(`${hub.baseIRI}healthz`)).status).toBe(200);
  });
});

/** A port that nothing listens to. */
async function deadEndpoint(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${port}/sparql`;
}
