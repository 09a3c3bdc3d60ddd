import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { finished, runFacilis, startFacilis, temporaryDirectory } from './run-facilis.ts';

const ENV = { PORT: '0', LOG_LEVEL: 'warn', QUERY_WORKERS: '1' };

/** Resolves with what was printed up to the line that says the service is ready. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((fulfil, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes('Ready in')) fulfil(printed);
    });
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${printed}`)));
  });
}

const addressIn = (printed: string): string => /address +(\S+)/.exec(printed)?.[1] ?? '';

describe('facilis serve', () => {
  it('prints what was loaded, where the state is and the address, answers there, and stops cleanly on SIGINT', async () => {
    const directory = temporaryDirectory();
    const child = startFacilis(['serve'], { ...ENV, DATA_DIR: directory });
    const end = finished(child);
    const printed = await ready(child);
    expect(printed).toMatch(/data +\d+ datasets, [\d,]+ triples, revision \d+/);
    expect(printed).toMatch(/validation: 0 violations, \d+ warnings/);
    expect(printed).toContain(directory);
    const response = await fetch(new URL('id/initiative/ctcn', addressIn(printed)), { redirect: 'manual' });
    expect(response.status).toBe(303);
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 0 });
  });

  it('keeps everything from one start to the next, and loads nothing twice', async () => {
    const env = { ...ENV, DATA_DIR: temporaryDirectory(), BASE_IRI: 'https://example.org/tf/' };
    const starts: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const child = startFacilis(['serve'], env);
      const end = finished(child);
      starts.push(await ready(child));
      child.kill('SIGTERM');
      expect(await end).toMatchObject({ code: 0 });
    }
    const held = starts.map((printed) => /data +(.+)/.exec(printed)?.[1]);
    expect(held[1]).toBe(held[0]);
    expect(starts[1]).toContain('loaded    nothing new');
  });

  it('refuses a state that was minted under another base IRI, and says what to do', async () => {
    const DATA_DIR = temporaryDirectory();
    await runFacilis(['load'], { DATA_DIR, BASE_IRI: 'https://example.org/tf/' });
    const { code, stderr } = await runFacilis(['serve'], { ...ENV, DATA_DIR, BASE_IRI: 'https://example.net/' });
    expect(stderr).toContain('https://example.org/tf/');
    expect(stderr).toContain('https://example.net/');
    expect(stderr).toMatch(/BASE_IRI|DATA_DIR/);
    expect(code).toBe(1);
  });

  it('refuses new shipped data that older shapes in the state do not accept, and says what to do', async () => {
    const env = { ...ENV, DATA_DIR: temporaryDirectory(), BASE_IRI: 'https://example.org/tf/' };
    const strict = join(temporaryDirectory(), 'strict.ttl');
    writeFileSync(
      strict,
      `@prefix sh: <http://www.w3.org/ns/shacl#> .
      <https://example.org/strict> a sh:NodeShape ; sh:targetClass <https://w3id.org/technology-facilitation#Agency> ; sh:property [ sh:path <x:never> ; sh:minCount 1 ] ;
        sh:property [ sh:path <x:rarely> ; sh:minCount 1 ; sh:severity sh:Info ] .`,
    );
    expect(await runFacilis(['load', strict, '--dataset', 'shapes'], env)).toMatchObject({ code: 0 });
    const { code, stderr } = await runFacilis(['serve'], env);
    expect(stderr).toMatch(/^facilis: The shipped data does not conform to the shapes, so nothing was loaded\./);
    expect(stderr).toContain('shapes/agency.ttl');
    expect(stderr).toContain('`npm run facilis -- load` takes them up together');
    expect(stderr).toMatch(/^violation +<id\/agency\//m);
    expect(stderr).not.toMatch(/^info /m);
    expect(code).toBe(1);
  });

  it('goes on when nobody reads its output any more', async () => {
    const child = startFacilis(['serve'], { ...ENV, DATA_DIR: temporaryDirectory() });
    await ready(child);
    child.stdout?.destroy();
    const errors = text(child.stderr as Readable);
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect({ code, errors: await errors }).toEqual({ code: 0, errors: '' });
  });

  it('says when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runFacilis(['serve'], { ...ENV, PORT: String(port) });
    other.close();
    expect(stderr).toContain(`Cannot listen on 127.0.0.1:${port}: another process listens there`);
    expect(code).toBe(2);
  });
});
