import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { namedNode, Store } from 'oxigraph';
import { beforeAll, describe, expect, test } from 'vitest';
import { readShippedDatasets } from '../../src/ingest/shipped-datasets.ts';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { BASE_IRI, ROOT, readText } from './shipped-files.ts';

const FOLDER = 'ontology/competency';

interface CompetencyQuestion {
  readonly file: string;
  readonly question: string;
  readonly group: string;
  readonly minRows: number;
  readonly query: string;
}

/** The value of a comment line such as `# min-rows: 3`. */
function comment(query: string, name: string): string {
  return new RegExp(`^# ${name}: (.+)$`, 'm').exec(query)?.[1]?.trim() ?? '';
}

function readQuestion(file: string): CompetencyQuestion {
  const query = readText(`${FOLDER}/${file}`);
  return { file, query, question: comment(query, 'question'), group: comment(query, 'group'), minRows: Number(comment(query, 'min-rows')) };
}

const questions = readdirSync(join(ROOT, FOLDER))
  .filter((file) => file.endsWith('.rq'))
  .sort()
  .map(readQuestion);

describe('the competency questions', () => {
  const store = new Store();

  beforeAll(async () => {
    // One graph for each dataset, and queries ask the union of all graphs, as in the service.
    for (const { dataset, quads } of await readShippedDatasets({ root: ROOT, baseIRI: BASE_IRI })) {
      const graph = namedNode(`${BASE_IRI}graph/${dataset}`);
      store.load(quads.map(quadToNQuad).join(''), { format: 'application/n-triples', to_graph_name: graph });
    }
  });

  test('are at least thirty-six, each with its question, its group and at least one row', () => {
    expect(questions.length).toBeGreaterThanOrEqual(36);
    for (const { file, question, group, minRows } of questions) {
      expect(question, file).toMatch(/\?$/);
      expect(group, file).not.toBe('');
      expect(minRows, file).toBeGreaterThanOrEqual(1);
    }
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
  });

  test('name only entities that the data describe', () => {
    for (const { file, query } of questions) {
      for (const [, path = ''] of query.matchAll(/<(id\/[^>]*)>/g)) {
        expect(store.match(namedNode(BASE_IRI + path), null, null, null), `${path} in ${file}`).not.toEqual([]);
      }
    }
  });

  test.each(questions)('$question', ({ query, minRows }) => {
    const rows = store.query(query, { base_iri: BASE_IRI, use_default_graph_as_union: true });
    if (!Array.isArray(rows)) throw new Error('a competency question is a SELECT query');
    expect(rows.length).toBeGreaterThanOrEqual(minRows);
    for (const row of rows) expect(row).toBeInstanceOf(Map);
    expect(rows.some((row) => row instanceof Map && row.size > 0)).toBe(true);
  });
});
