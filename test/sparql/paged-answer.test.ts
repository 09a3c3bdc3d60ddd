import { describe, expect, it } from 'vitest';
import { createQueryPool } from '../../src/sparql/query-pool.ts';
import { SELECT_FORMATS } from '../../src/sparql/result-formats.ts';

/** Three pages in JSON and XML, two in CSV and TSV. */
const ROWS = 160_000;

function* inventory(): Generator<string> {
  for (let n = 0; n < ROWS; n += 1) yield `<http://a/${n}> <http://v/p> "line ${n}\\n\\"<results>\\"" <http://g/1> .\n`;
}

describe('a long answer', () => {
  it('goes to a file page by page, with the bytes of the answer in one piece', async () => {
    const pool = createQueryPool({
      snapshot: () => ({ nquads: inventory(), sequence: 1 }),
      workers: 1,
      timeoutMs: 60_000,
      maxRows: 1_000_000,
      baseIRI: 'http://localhost:3000/',
    });
    await pool.ready();
    try {
      const cut = 'SELECT ?s ?o { ?s ?p ?o FILTER(?s != <http://a/7>) } LIMIT 150001 OFFSET 1000';
      const questions = [
        ...SELECT_FORMATS.map(({ mediaType }) => ({ query: 'SELECT * { ?s ?p ?o }', resultsFormat: mediaType })),
        { query: cut, resultsFormat: 'application/sparql-results+json' },
      ];
      for (const question of questions) {
        const whole = await pool.run(question);
        const { bytes, file } = await pool.run({ ...question, isSpooled: true });
        expect([bytes.length, file?.length], question.resultsFormat).toEqual([0, whole.bytes.length]);
        const spooled = await file?.handle.readFile();
        await file?.handle.close();
        expect(spooled?.equals(whole.bytes), question.resultsFormat).toBe(true);
      }
      const short = await pool.run({ query: 'SELECT * { ?s ?p ?o } LIMIT 5', resultsFormat: 'text/csv', isSpooled: true });
      expect(short.file).toBeUndefined();
      expect(pool.status().failures).toBe(0);
    } finally {
      await pool.close();
    }
  }, 120_000);
});
