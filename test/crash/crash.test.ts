import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { parseNQuads } from '../../src/rdf/nquads.ts';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryDirectory } from '../store/temporary-store.ts';
import { checkStore, type Expectation } from './check-store.ts';
import { BASE, contentOf, datasetsOf } from './content.ts';
import { killRepeatedly } from './kill.ts';

describe('a process that is killed', () => {
  it('loses nothing that it acknowledged and leaves nothing half-written', { timeout: 120_000 }, async () => {
    const { acknowledged, findings } = await killRepeatedly({ rounds: 10, seed: Date.now() });
    expect(findings).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  });
});

describe('the check of what is left', () => {
  const left = (edit = ''): Expectation => {
    const directory = temporaryDirectory();
    const store = openStore({ directory, baseIRI: BASE });
    const changes = datasetsOf(1, 0).map((dataset) => ({ dataset, added: parseNQuads(contentOf(1, dataset, 0).join('')), removed: [] }));
    const revisions = store.writer.commit(changes.map((change) => ({ ...change, agent: 'a test', note: 'step 0' })));
    store.close();
    const sqlite = new DatabaseSync(join(directory, 'facilis.sqlite'));
    sqlite.exec(edit);
    sqlite.close();
    return { directory, seed: 1, acknowledged: revisions.map(({ sequence, dataset }) => ({ sequence, dataset, step: 0 })), attempted: 0 };
  };
  const findings = (expectation: Expectation) => checkStore(expectation).findings.join('\n');

  it('finds nothing in a store that is whole', () => {
    expect(findings(left())).toBe('');
  });

  it('finds an acknowledged revision that is missing, and one that nobody attempted', () => {
    const whole = left();
    expect(findings({ ...whole, acknowledged: [...whole.acknowledged, { sequence: 4, dataset: 'agencies', step: 1 }] })).toContain(
      'LOST: revision 4',
    );
    expect(findings({ ...whole, acknowledged: [], attempted: 7 })).toContain('Revision 1 is there without having been attempted.');
  });

  it('finds a commit that is there in part', () => {
    const part = left(
      'DROP TRIGGER revision_is_never_deleted; DELETE FROM revision WHERE sequence = 3; DELETE FROM quad WHERE dataset = 3',
    );
    expect(findings({ ...part, acknowledged: [] })).toContain('Only 2 of 3 datasets of step 0 are there.');
  });

  it('finds a state that is not the sum of its revisions, and a revision with other content', () => {
    expect(findings(left('DELETE FROM quad WHERE dataset = 1 AND object = 3'))).toContain(
      'The current state of dataset "agencies" is not the sum',
    );
    expect(findings({ ...left(), seed: 2 })).toContain('WRONG: revision 1 is not the content of step 0.');
  });
});
