import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Revision, StoreReader } from '../../src/store/types.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { BASE, contentOf, datasetsOf } from './content.ts';

export interface Acknowledged {
  readonly sequence: number;
  readonly dataset: string;
  readonly step: number;
}

export interface Expectation {
  readonly directory: string;
  readonly seed: number;
  readonly acknowledged: readonly Acknowledged[];
  /** The last step that the child began; it may have been committed without having been acknowledged. */
  readonly attempted: number | undefined;
}

/**
 * Opens a store whose writer was killed and compares it with what the writer said.
 * @returns what is wrong, a sentence each, and the revisions that are there
 */
export function checkStore(expectation: Expectation): { findings: string[]; revisions: Revision[] } {
  const store = openStore({ directory: expectation.directory, baseIRI: BASE });
  const { reader } = store;
  const revisions = reader.revisions();
  const findings = [
    ...verifyStore(reader),
    ...missing(expectation, revisions),
    ...unexpected(expectation, revisions),
    ...wrongContent(expectation, reader),
  ];
  store.close();
  const sqlite = new DatabaseSync(join(expectation.directory, 'facilis.sqlite'), { readOnly: true });
  for (const pragma of ['integrity_check', 'foreign_key_check']) {
    const rows = sqlite
      .prepare(`PRAGMA ${pragma}`)
      .all()
      .flatMap(Object.values)
      .filter((row) => row !== 'ok');
    if (rows.length > 0) findings.push(`${pragma}: ${rows.join(', ')}`);
  }
  sqlite.close();
  return { findings, revisions };
}

function missing({ acknowledged }: Expectation, revisions: readonly Revision[]): string[] {
  return acknowledged
    .filter(({ sequence, dataset, step }) => {
      const found = revisions[sequence - 1];
      return found?.sequence !== sequence || found.dataset !== dataset || found.note !== `step ${step}`;
    })
    .map(({ sequence }) => `LOST: revision ${sequence} was acknowledged and is not there.`);
}

/** What was not acknowledged may be there only as the one attempted commit, and then all of it. */
function unexpected({ seed, acknowledged, attempted }: Expectation, revisions: readonly Revision[]): string[] {
  const known = new Set(acknowledged.map(({ sequence }) => sequence));
  const extra = revisions.filter(({ sequence }) => !known.has(sequence));
  if (extra.length === 0) return [];
  const allowed = new Set(attempted === undefined ? [] : datasetsOf(seed, attempted).map((dataset) => `${dataset} step ${attempted}`));
  const strangers = extra.filter(({ dataset, note }) => !allowed.has(`${dataset} ${note}`));
  const ofAttempt = revisions.filter(({ note }) => note === `step ${attempted}`);
  return [
    ...strangers.map(({ sequence }) => `Revision ${sequence} is there without having been attempted.`),
    ...(ofAttempt.length === allowed.size ? [] : [`Only ${ofAttempt.length} of ${allowed.size} datasets of step ${attempted} are there.`]),
  ];
}

/** Every revision must make its dataset exactly what the step says, and every subject must be remembered. */
function wrongContent({ seed }: Expectation, reader: StoreReader): string[] {
  const states = new Map<string, Set<string>>();
  const findings: string[] = [];
  for (const { sequence, dataset, note } of reader.revisions()) {
    const state = states.get(dataset) ?? new Set();
    states.set(dataset, state);
    const { added, removed } = reader.patch(sequence);
    for (const quad of removed) state.delete(quadToNQuad(quad));
    for (const quad of added) state.add(quadToNQuad(quad));
    const expected = contentOf(seed, dataset, Number(note.slice('step '.length)));
    if (state.size !== expected.length || !expected.every((line) => state.has(line)))
      findings.push(`WRONG: revision ${sequence} is not the content of ${note}.`);
    const forgotten = added.find(({ subject }) => !reader.wasSubject(subject.value));
    if (forgotten) findings.push(`Revision ${sequence} described ${forgotten.subject.value}, which the store does not remember.`);
  }
  return findings;
}
