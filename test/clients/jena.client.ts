import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRdf } from '../../src/rdf/parse.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { debianJena, JENA, type Jena } from './jena-command.ts';
import { type KnownAnswer, knownAnswer } from './known-answer.ts';
import { isMissing } from './program.ts';
import { triplesOf } from './triples-of.ts';

describe.skipIf(isMissing(JENA))('Jena rsparql', () => {
  let service: RunningApp;
  let known: KnownAnswer;
  let jena: Jena;
  const ask = (query: string, results: string) => jena.rsparql('--service', `${service.baseIRI}sparql`, `--results=${results}`, query);
  beforeAll(async () => {
    service = await startApp();
    known = knownAnswer(service);
    jena = await debianJena();
  });
  afterAll(async () => {
    jena.remove();
    await service.close();
  });

  it('reads a SELECT', async () => {
    const { results } = JSON.parse(await ask(known.select, 'json'));
    const labels = results.bindings.map(({ label }: Record<string, Record<string, string>>) => `${label?.value}@${label?.['xml:lang']}`);
    expect(labels.sort()).toEqual(known.labels);
  });

  it('reads an ASK', async () => {
    expect(JSON.parse(await ask(known.ask, 'json'))).toEqual({ head: {}, boolean: true });
  });

  for (const form of ['construct', 'describe'] as const) {
    it(`reads a ${form.toUpperCase()}`, async () => {
      const turtle = await ask(known[form], 'turtle');
      const quads = await parseRdf(turtle, { mediaType: 'text/turtle', baseIRI: service.baseIRI });
      expect(triplesOf(quads)).toEqual(known.triples);
    });
  }
});
