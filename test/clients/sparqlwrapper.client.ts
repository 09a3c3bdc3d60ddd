import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../running-app.ts';
import { type KnownAnswer, knownAnswer } from './known-answer.ts';
import { isMissing, output } from './program.ts';

/** Debian's own Python: another one on the path does not see Debian's packages. */
const PYTHON = '/usr/bin/python3';
const METHODS = ['GET', 'POST', 'POST directly'];
const missing = isMissing({
  name: 'SPARQLWrapper',
  debianPackage: 'python3-sparqlwrapper',
  probe: [PYTHON, '-c', 'import SPARQLWrapper, rdflib'],
});

describe.skipIf(missing)('SPARQLWrapper', () => {
  let service: RunningApp;
  let known: KnownAnswer;
  let seen: Record<string, unknown>;
  beforeAll(async () => {
    service = await startApp();
    known = knownAnswer(service);
    const script = join(import.meta.dirname, 'ask-with-sparqlwrapper.py');
    seen = JSON.parse(await output(PYTHON, [script, `${service.baseIRI}sparql`, JSON.stringify(known)]));
  });
  afterAll(() => service.close());

  for (const method of METHODS) {
    for (const format of ['JSON', 'XML', 'TSV'])
      it(`reads a SELECT as ${format} with ${method}`, () => expect(seen[`SELECT ${format} ${method}`]).toEqual(known.labels));

    it(`reads a SELECT as CSV with ${method}, which has no languages`, () =>
      expect(seen[`SELECT CSV ${method}`]).toEqual(known.labels.map((label) => label.replace(/@\w+$/, '')).sort()));

    for (const format of ['JSON', 'XML'])
      it(`reads an ASK as ${format} with ${method}`, () => expect(seen[`ASK ${format} ${method}`]).toBe(true));

    for (const form of ['CONSTRUCT', 'DESCRIBE'])
      for (const format of ['RDFXML', 'XML', 'TURTLE', 'N3', 'JSONLD'])
        it(`reads a ${form} as ${format} with ${method}`, () => expect(seen[`${form} ${format} ${method}`]).toEqual(known.triples));
  }
});
