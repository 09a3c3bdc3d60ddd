import { afterEach, describe, expect, it } from 'vitest';
import { createQueryPool, type QueryPool, type QueryPoolOptions } from '../../src/sparql/query-pool.ts';
import type { QueryRequest } from '../../src/sparql/query-types.ts';

const TSV = 'text/tab-separated-values';
const HEAVY = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';
const POINT = 'SELECT ?o { <http://a/7> <http://v/p> ?o }';
const lines = Array.from({ length: 3000 }, (_, n) => `<http://a/${n}> <http://v/p> "${n}" <http://g/1> .\n`);

let pool: QueryPool;
afterEach(() => pool.close());

async function start(options: Partial<QueryPoolOptions> = {}): Promise<void> {
  const snapshot = () => ({ nquads: lines, sequence: 1 });
  pool = createQueryPool({ snapshot, workers: 2, timeoutMs: 20_000, maxRows: 10_000, baseIRI: 'http://localhost:3000/', ...options });
  await pool.ready();
}

async function ask(query: string, more: Partial<QueryRequest> = {}): Promise<string> {
  const { bytes } = await pool.run({ query, resultsFormat: TSV, ...more });
  return new TextDecoder().decode(bytes);
}

/** Waits as long as the test may last: how soon it comes depends on the machine, that it comes does not. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** An answer that the test does not wait for, and whether it came. */
function started(answer: Promise<string>): { readonly answer: Promise<string>; isOver: boolean } {
  const state = { answer, isOver: false };
  const over = () => {
    state.isOver = true;
  };
  answer.then(over, over);
  return state;
}

describe('one query, one worker', () => {
  it('ends a query at its time limit with the name of the limit, while another client is answered all along', async () => {
    await start({ timeoutMs: 4000 });
    const heavy = started(ask(HEAVY));
    for (let answered = 0; answered < 50; answered += 1) expect(await ask(POINT)).toBe('?o\n"7"\n');
    expect(heavy.isOver).toBe(false);
    await expect(heavy.answer).rejects.toMatchObject({ code: 'query-timeout', detail: expect.stringContaining('QUERY_TIMEOUT_MS') });
    expect(await ask(POINT)).toBe('?o\n"7"\n');
  });

  it('lets a request lower the limit, not raise it', async () => {
    await start({ timeoutMs: 300 });
    await expect(ask(HEAVY, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'query-timeout',
      extra: { limit: 'timeout', timeoutMs: 50 },
    });
    await expect(ask(HEAVY, { timeoutMs: 60_000 })).rejects.toMatchObject({
      code: 'query-timeout',
      extra: { limit: 'QUERY_TIMEOUT_MS', timeoutMs: 300 },
    });
  });

  it('frees the worker of a client that left, long before the time of its query is over', async () => {
    await start({ workers: 1, timeoutMs: 600_000 });
    const client = new AbortController();
    const left = ask(HEAVY, { signal: client.signal });
    left.catch(() => {});
    await until(() => pool.status().busy === 1);
    client.abort();
    await expect(left).rejects.toMatchObject({ code: 'client-gone' });
    expect(pool.status().busy).toBe(0);
    expect(await ask(POINT)).toBe('?o\n"7"\n');
    await until(() => pool.status().warm === 2);
  });

  it('counts the time in the queue, and refuses when the queue is full', async () => {
    await start({ workers: 1, maxQueued: 1, timeoutMs: 800 });
    const heavy = ask(HEAVY);
    const waiting = ask(POINT, { timeoutMs: 100 });
    for (const each of [heavy, waiting]) each.catch(() => {});
    await expect(ask(POINT)).rejects.toMatchObject({ code: 'overloaded' });
    // It did not run, so it is not told to ask for less but to come again.
    await expect(waiting).rejects.toMatchObject({ code: 'overloaded', detail: expect.stringContaining('not begun') });
    await expect(heavy).rejects.toMatchObject({ code: 'query-timeout' });
  });

  it('replaces a worker whose engine broke, and says why', async () => {
    await start();
    // Too many patterns for the engine's stack, though well formed.
    const endless = `SELECT * { ?s ?p ?o FILTER(${'?s = 1 || '.repeat(20_000)}true) }`;
    await expect(ask(endless)).rejects.toMatchObject({ code: 'unsupported-query' });
    expect(await Promise.all([ask(POINT), ask(POINT), ask(POINT)])).toHaveLength(3);
    await until(() => pool.status().warm === 3);
    expect(pool.status().failures).toBe(1);
  });

  it('replaces a worker that an answer made grow, once it is given', async () => {
    await start({ maxRows: 1_000_000 });
    const product = 'SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 500000';
    await until(() => pool.status().warm === 3);
    expect((await ask(product)).length).toBeGreaterThan(20_000_000);
    expect(pool.status().warm).toBe(2);
    expect(await ask(POINT)).toBe('?o\n"7"\n');
    await until(() => pool.status().warm === 3);
    expect(pool.status().failures).toBe(0);
  });

  it('analyses a long query without stopping everybody else', async () => {
    await start();
    const long = `SELECT * { VALUES ?s { ${'<http://a/1> '.repeat(100_000)} } }`;
    let ticks = 0;
    const clock = setInterval(() => (ticks += 1), 10);
    expect((await pool.analyse(long)).form).toBe('SELECT');
    clearInterval(clock);
    // None, were it parsed in this thread.
    expect(ticks).toBeGreaterThan(0);
  });

  it('says at the start when no replica can be built', async () => {
    const snapshot = () => ({ nquads: ['this is not N-Quads\n'], sequence: 1 });
    pool = createQueryPool({ snapshot, workers: 1, timeoutMs: 1000, maxRows: 10, baseIRI: 'http://localhost:3000/' });
    await expect(pool.ready()).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('revisions', () => {
  /** Each revision replaces a pair of quads, so that a reader of half a revision would see one or three. */
  const pair = (n: number) => `<http://r/a> <http://v/n> "${n}" <http://g/2> .\n<http://r/b> <http://v/n> "${n}" <http://g/2> .\n`;
  const READ = 'SELECT ?n (COUNT(*) AS ?c) { ?s <http://v/n> ?n } GROUP BY ?n';

  it('reach every worker whole and in order, and the next query sees the newest', async () => {
    await start({ workers: 3 });
    pool.apply({ sequence: 2, added: pair(2), removed: '' });
    for (let sequence = 3; sequence < 60; sequence += 1) {
      pool.apply({ sequence, added: pair(sequence), removed: pair(sequence - 1) });
      const answers = await Promise.all([1, 2, 3, 4].map(() => pool.run({ query: READ, resultsFormat: TSV })));
      for (const { bytes, sequence: seen } of answers) {
        expect(seen).toBe(sequence);
        expect(new TextDecoder().decode(bytes)).toBe(`?n\t?c\n"${sequence}"\t2\n`);
      }
    }
  });

  it('reach a worker that is still warming, or busy with a query', async () => {
    const snapshot = () => ({ nquads: lines, sequence: 1 });
    pool = createQueryPool({ snapshot, workers: 2, timeoutMs: 700, maxRows: 10_000, baseIRI: 'http://localhost:3000/' });
    pool.apply({ sequence: 2, added: pair(2), removed: '' });
    await pool.ready();
    const heavy = [ask(HEAVY), ask(HEAVY)];
    for (const each of heavy) each.catch(() => {});
    pool.apply({ sequence: 3, added: pair(3), removed: pair(2) });
    await Promise.allSettled(heavy);
    pool.apply({ sequence: 4, added: pair(4), removed: pair(3) });
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(READ, { timeoutMs: 20_000 })));
    expect(new Set(answers)).toEqual(new Set(['?n\t?c\n"4"\t2\n']));
  });

  it('are ignored when the replica has them, and read again when one went missing', async () => {
    let state = { nquads: [pair(1)], sequence: 1 };
    await start({ snapshot: () => state });
    pool.apply({ sequence: 1, added: pair(9), removed: '', revisions: [{ sequence: 1 }] });
    expect(await ask(READ)).toBe('?n\t?c\n"1"\t2\n');
    state = { nquads: [pair(3)], sequence: 3 };
    pool.apply({ sequence: 3, added: pair(3), removed: pair(2), revisions: [{ sequence: 3 }] });
    expect(await ask(READ)).toBe('?n\t?c\n"3"\t2\n');
  });

  it('that the engine cannot follow make it build its replicas again', async () => {
    const number = (form: string) => `<http://r/a> <http://v/n> "${form}"^^<http://www.w3.org/2001/XMLSchema#integer> <http://g/2> .\n`;
    let state = { nquads: [number('1'), number('01')], sequence: 1 };
    await start({ snapshot: () => state });
    state = { nquads: [number('1')], sequence: 2 };
    pool.apply({ sequence: 2, added: '', removed: number('01') });
    expect(await ask('SELECT ?n { ?s <http://v/n> ?n }')).toBe('?n\n1\n');
  });
});

describe('clients beside each other', () => {
  const give = (query: string, client: string) => {
    const answer = ask(query, { client });
    answer.catch(() => {});
    return answer;
  };

  it.each([1, 2])('with %i workers: twenty heavy queries of one client leave another a worker at once', async (workers) => {
    await start({ workers, timeoutMs: 600_000 });
    const heavy = Array.from({ length: 20 }, () => started(give(HEAVY, 'greedy')));
    await until(() => pool.status().busy >= 1);
    for (let asked = 0; asked < 20; asked += 1) expect(await ask(POINT, { client: 'modest' })).toBe('?o\n"7"\n');
    expect(heavy.filter(({ isOver }) => isOver)).toEqual([]);
  });

  it.each([1, 2])('with %i workers: nor do their ended workers take those that others need', async (workers) => {
    await start({ workers, timeoutMs: 600_000 });
    const heavy = Array.from({ length: 10 }, () => {
      const client = new AbortController();
      ask(HEAVY, { client: 'greedy', signal: client.signal }).catch(() => {});
      return client;
    });
    for (const leaving of heavy) {
      await until(() => pool.status().busy >= 1);
      leaving.abort();
      expect(await ask(POINT, { client: 'modest' })).toBe('?o\n"7"\n');
    }
    await until(() => pool.status().warm === workers + 1);
  });

  it('lets one client fill its own part of the queue, not that of others', async () => {
    await start({ workers: 1, maxQueued: 4, maxQueuedPerClient: 2 });
    void give(HEAVY, 'greedy');
    void give(HEAVY, 'other');
    void give(HEAVY, 'greedy');
    void give(HEAVY, 'greedy');
    await expect(ask(POINT, { client: 'greedy' })).rejects.toMatchObject({
      code: 'overloaded',
      detail: expect.stringContaining('your address'),
    });
    const waiting = [give(POINT, 'modest'), give(POINT, 'modest')];
    await expect(ask(POINT, { client: 'fourth' })).rejects.toMatchObject({
      code: 'overloaded',
      detail: expect.stringContaining('4 queries'),
    });
    await pool.close();
    for (const outcome of await Promise.allSettled(waiting)) expect(outcome.status).toBe('rejected');
  });
});
