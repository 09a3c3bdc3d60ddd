/**
 * Loads and commits until it is killed: `node child.ts DIRECTORY SEED FIRST_STEP`. Says on standard output what it is about to
 * do and, once the commit has returned, that it is acknowledged. Writes are synchronous, so that a line that was said is read.
 */
import { writeSync } from 'node:fs';
import { createIngest } from '../../src/ingest/ingest.ts';
import { parseNQuads } from '../../src/rdf/nquads.ts';
import { openStore } from '../../src/store/open-store.ts';
import { BASE, contentOf, datasetsOf } from './content.ts';

const [directory = '', seed = '0', firstStep = '0'] = process.argv.slice(2);
const say = (message: object) => writeSync(1, `${JSON.stringify(message)}\n`);

say({ kind: 'opening' });
for (let step = Number(firstStep); ; ) {
  const { reader, writer, close } = openStore({ directory, baseIRI: BASE });
  const commit: typeof writer.commit = (changes) => {
    say({ kind: 'attempt', step });
    return writer.commit(changes);
  };
  const ingest = createIngest({ reader, writer: { commit }, baseIRI: BASE });
  // Closing now and then puts the checkpoint, too, among the moments that can be hit.
  for (let commits = 0; commits < 5; commits++, step++) {
    const contents = datasetsOf(Number(seed), step).map((dataset) => ({
      dataset,
      quads: parseNQuads(contentOf(Number(seed), dataset, step).join('')),
    }));
    const outcome = await ingest.replace(contents, { agent: 'child', note: `step ${step}` });
    if (outcome.kind !== 'committed') throw new Error(`Step ${step} was ${outcome.kind}.`);
    for (const { sequence, dataset } of outcome.revisions) say({ kind: 'acknowledged', sequence, dataset, step });
  }
  close();
}
