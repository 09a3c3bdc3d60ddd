import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { startHub } from './running-hub.ts';

it('two hubs that register each other as hubs do not ask each other for ever: the second to be asked again says so', async () => {
  const env = { SOURCE_CHECK_INTERVAL_MS: '0' };
  let target = '';
  let passed = 0;
  // The first hub has to be told an address before the second has one.
  const relay = createServer((req, res) => {
    passed += 1;
    const onward = request(`${target}${req.url}`, { method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(res);
    });
    req.pipe(onward);
  });
  await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done));
  const one = await startHub({
    env,
    sources: [{ slug: 'two', endpoint: `http://127.0.0.1:${(relay.address() as AddressInfo).port}/federation/sparql` }],
  });
  const two = await startHub({ env, sources: [{ slug: 'one', endpoint: `${one.baseIRI}federation/sparql` }] });
  target = two.baseIRI.slice(0, -1);
  try {
    const query = encodeURIComponent('SELECT ?s { ?s <http://v/p> ?o }');
    const response = await fetch(`${one.baseIRI}federation/sparql?query=${query}`);
    const { detail } = (await response.json()) as { detail: string };
    expect([response.status, detail]).toEqual([502, expect.stringMatching(/asks it again/)]);
    // A 502 is worth a retry or two.
    expect(passed).toBeLessThanOrEqual(3);
  } finally {
    await Promise.all([one.close(), two.close()]);
    relay.close();
  }
});
