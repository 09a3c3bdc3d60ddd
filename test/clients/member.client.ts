import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueryEngine } from '@comunica/query-sparql';
import { Store } from 'n3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { literal, namedNode, quad } from '../../src/rdf/terms.ts';
import { startHub } from '../federation/running-hub.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { debianJena, JENA, type Jena } from './jena-command.ts';
import { type KnownAnswer, knownAnswer } from './known-answer.ts';
import { isMissing } from './program.ts';

let member: RunningApp;
/** Has no data of its own: its virtual graph is the member's. */
let between: RunningApp;
let known: KnownAnswer;
beforeAll(async () => {
  member = await startApp();
  known = knownAnswer(member);
  between = await startHub({ sources: [{ slug: 'member', endpoint: `${member.baseIRI}sparql`, maxAnswerBytes: 1 << 25 }] });
});
afterAll(async () => {
  await between.close();
  await member.close();
});

/** Where others ask this service. */
const ENDPOINTS: readonly [string, () => string][] = [
  ['its inventory', () => `${member.baseIRI}sparql`],
  ['its virtual graph', () => `${between.baseIRI}federation/sparql`],
];

const LABEL = '<http://www.w3.org/2004/02/skos/core#prefLabel>';
/** What those who ask know themselves; the labels are at the member. */
const ownData = () => `<${known.iri}> <urn:own:note> "seen" . <${known.iri}x> <urn:own:note> "unseen" .`;
const withService = (endpoint: string) =>
  `SELECT ?label { ?agency <urn:own:note> ?note . SERVICE <${endpoint}> { ?agency ${LABEL} ?label } }`;

interface JsonRow {
  readonly label?: { readonly value: string; readonly 'xml:lang'?: string };
}

function labels(json: string): string[] {
  const { results } = JSON.parse(json) as { results: { bindings: JsonRow[] } };
  return results.bindings.map(({ label }) => `${label?.value}@${label?.['xml:lang']}`).sort();
}

describe.each(ENDPOINTS)('this service, by %s, as a member of a second instance of itself', (_, endpoint) => {
  let hub: RunningApp;
  beforeAll(async () => {
    hub = await startHub({ sources: [{ slug: 'member', endpoint: endpoint(), maxAnswerBytes: 1 << 25 }], inventory: ownData() });
  });
  afterAll(() => hub.close());

  async function ask(path: string, query: string): Promise<string> {
    const response = await fetch(`${hub.baseIRI}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/sparql-query', accept: 'application/sparql-results+json' },
      body: query,
    });
    return response.text();
  }

  it('is joined with the inventory of the one that asks by SERVICE', async () => {
    expect(labels(await ask('sparql', withService(endpoint())))).toEqual(known.labels);
  });

  it('is part of its virtual graph, without SERVICE', async () => {
    const query = `SELECT ?label { ?agency <urn:own:note> ?note ; ${LABEL} ?label }`;
    expect(labels(await ask('federation/sparql', query))).toEqual(known.labels);
  });

  it('counts for it what both have', async () => {
    const query = `SELECT (COUNT(*) AS ?n) { ?agency <urn:own:note> "seen" ; ${LABEL} ?label }`;
    const { results } = JSON.parse(await ask('federation/sparql', query));
    expect(Number(results.bindings[0].n.value)).toBe(known.labels.length);
  });
});

describe.each(ENDPOINTS)('this service, by %s, as a member that Comunica asks by SERVICE', (_, endpoint) => {
  it('is joined with data of its own', async () => {
    const own = new Store([quad(namedNode(known.iri), namedNode('urn:own:note'), literal('seen'))]);
    const bindings = await new QueryEngine().queryBindings(withService(endpoint()), { sources: [own] });
    const found = (await bindings.toArray()).map((row) => row.get('label'));
    expect(found.map((label) => (label?.termType === 'Literal' ? `${label.value}@${label.language}` : '')).sort()).toEqual(known.labels);
  });
});

describe.skipIf(isMissing(JENA))('this service as a member that Jena asks by SERVICE', () => {
  let jena: Jena;
  let file: string;
  beforeAll(async () => {
    jena = await debianJena();
    file = join(jena.directory, 'own.ttl');
    writeFileSync(file, ownData());
  });
  afterAll(() => jena.remove());

  it.each(ENDPOINTS)('is joined, by %s, with data of its own', async (_, endpoint) => {
    expect(labels(await jena.arq('--data', file, '--results=json', withService(endpoint())))).toEqual(known.labels);
  });

  it.each(ENDPOINTS)('answers, by %s, a nested SELECT and an aggregate', async (_, endpoint) => {
    const query = `SELECT ?n { ?agency <urn:own:note> "seen" . SERVICE <${endpoint()}> { SELECT ?agency (COUNT(?label) AS ?n) { ?agency ${LABEL} ?label } GROUP BY ?agency } }`;
    const { results } = JSON.parse(await jena.arq('--data', file, '--results=json', query));
    expect(results.bindings.map(({ n }: { n: { value: string } }) => Number(n.value))).toEqual([known.labels.length]);
  });
});
