import { parseArgs } from 'node:util';
import { seededRandom } from '../../bench/sparql/seeded-random.ts';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { namedNode, quad } from '../../src/rdf/terms.ts';
import { FUZZ_BASE, FUZZ_GRAPHS } from '../fuzz/fuzz-data.ts';
import { fuzzQuery } from '../fuzz/query-grammar.ts';
import { type FuzzQuery, queryText, smallerQueries } from '../fuzz/query-parts.ts';
import { startLab } from './virtual-graph-lab.ts';

/*
 * Queries from the grammar of `npm run fuzz`, asked over quads that are dealt out to members at random, and over their union in
 * one engine. Any difference is the federation's, and fails the run.
 */
const PROLOGUE = `BASE <${FUZZ_BASE}> PREFIX : <${FUZZ_BASE}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> `;
const { values } = parseArgs({ options: { count: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } } });

const lines: string[] = [];
for (const [name, turtle] of Object.entries(FUZZ_GRAPHS)) {
  const quads = await parseRdf(turtle, { mediaType: 'text/turtle', baseIRI: FUZZ_BASE });
  lines.push(...quads.map(({ subject, predicate, object }) => quadToNQuad(quad(subject, predicate, object, namedNode(FUZZ_BASE + name)))));
}
let [equal, refused, different] = [0, 0, 0];
for (const withSummaries of [true, false]) {
  const deal = seededRandom(Number(values.seed));
  const parts = ['', '', '', ''];
  for (const line of lines) {
    const at = deal.below(4);
    parts[at] += line;
    // Some are at two members.
    if (deal.below(10) === 0) parts[(at + 1) % 4] += line;
  }
  const [inventory = '', one = '', two = '', three = ''] = parts;
  const lab = await startLab({ inventory, members: { one, two, three }, withSummaries });
  for (let index = 0; index < Number(values.count); index += 1) {
    const seed = Number(values.seed) * 1_000_003 + index;
    const query = fuzzQuery(seededRandom(seed));
    const outcome = await compare(query);
    if (outcome === 'equal') equal += 1;
    else if (outcome === 'refused') refused += 1;
    else {
      different += 1;
      console.log(`\nseed ${seed}, summaries ${withSummaries}: ${queryText(query)}\n${await smallest(query)}`);
    }
  }
  await lab.close();

  async function compare(query: FuzzQuery): Promise<string> {
    const text = PROLOGUE + queryText(query);
    if (queryText(query).startsWith('DESCRIBE')) return 'refused';
    const mine = await settled(lab.ours(text));
    const truth = await settled(lab.truth(text));
    if (typeof truth === 'string' || mine === 'unsupported-query') return 'refused';
    if (typeof mine !== 'string' && mine.join('\n') === truth.join('\n')) return 'equal';
    return `  ours: ${String(mine).slice(0, 600)}\n  truth: ${truth.join(' ; ').slice(0, 600)}`;
  }

  async function smallest(query: FuzzQuery): Promise<string> {
    for (const smaller of smallerQueries(query)) {
      if (!['equal', 'refused'].includes(await compare(smaller))) return smallest(smaller);
    }
    return `  smallest: ${queryText(query)}\n${await compare(query)}`;
  }
}
console.log(`${equal} equal, ${refused} refused, ${different} different`);
process.exit(different === 0 ? 0 : 1);

async function settled(rows: Promise<string[]>): Promise<string[] | string> {
  try {
    return await rows;
  } catch (cause) {
    return String((cause as { code?: unknown }).code ?? cause) === 'unsupported-query' ? 'unsupported-query' : `${cause}`;
  }
}
