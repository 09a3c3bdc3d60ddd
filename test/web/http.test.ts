import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_TITLES } from '../../src/errors.ts';
import { PROBLEM_STATUS } from '../../src/web/problem-status.ts';
import { type RunningWeb, startWeb } from './running-web.ts';

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

const PROBLEMS = 'https://w3id.org/technology-facilitation/problems#';

describe('errors', () => {
  it('are problem details with a type from the closed list and an id to ask with', async () => {
    const reply = await web.ask('/nowhere');
    expect(reply.status).toBe(404);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.headers['cache-control']).toBe('no-store');
    const problem = JSON.parse(reply.text);
    expect(problem).toMatchObject({ type: `${PROBLEMS}not-found`, status: 404, title: ERROR_TITLES['not-found'] });
    expect(problem.instance).toBe(`urn:uuid:${reply.headers['x-request-id']}`);
  });

  it('are a page for a browser, in its language', async () => {
    const reply = await web.ask('/nowhere', { headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': 'fr' } });
    expect(reply.status).toBe(404);
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(reply.headers.vary).toBe('Accept, Accept-Language, Accept-Encoding');
    expect(reply.text).toContain('Il n’y a rien à cette adresse');
  });

  it.each(['/doc/initiative/%zz', '/%', '/initiatives?q=%E0%A4%A', '/id/agency/%ff'])('say that %s is wrongly encoded', async (path) => {
    const reply = await web.ask(path);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).type).toBe(`${PROBLEMS}malformed-request`);
  });

  it('have a status for every code', () => {
    expect(Object.keys(PROBLEM_STATUS).sort()).toEqual(Object.keys(ERROR_TITLES).sort());
  });

  it('survive hostile addresses', async () => {
    const paths = [
      '//evil.example/',
      '/doc/%2e%2e/%2e%2e',
      '/doc/initiative/%00',
      '/doc/x/__proto__',
      '/assets/__proto__',
      '/assets/..%2fweb.ts',
      '/ontology.x',
    ];
    for (const path of paths) expect((await web.ask(path)).status, path).toBe(404);
  });
});

describe('methods', () => {
  it.each([
    '/',
    '/doc/initiative/ctcn',
    '/id/initiative/ctcn',
    '/initiatives',
    '/initiatives.csv',
    '/ontology',
    '/shapes',
    '/context.jsonld',
    '/healthz',
    '/readyz',
    '/robots.txt',
  ])('on %s are GET, HEAD and OPTIONS; another is 405 with Allow', async (path) => {
    for (const method of ['POST', 'DELETE', 'PUT', 'PATCH']) {
      const reply = await web.ask(path, { method });
      expect(reply.status).toBe(405);
      expect(reply.headers.allow).toBe('GET, HEAD, OPTIONS');
    }
    const options = await web.ask(path, { method: 'OPTIONS' });
    expect([options.status, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  it('on /sparql include POST and QUERY', async () => {
    const reply = await web.ask('/sparql', { method: 'DELETE' });
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, HEAD, POST, QUERY, OPTIONS']);
  });

  it.each(['/', '/doc/initiative/ctcn.ttl', '/initiatives.csv', '/sparql?query=ASK%7B%7D', '/nowhere'])(
    'HEAD %s has the header fields of GET and no body',
    async (path) => {
      const headers = { 'accept-encoding': 'gzip', accept: path === '/' ? 'text/html' : '*/*' };
      const [get, head] = [await web.ask(path, { headers }), await web.ask(path, { method: 'HEAD', headers })];
      const comparable = ({ headers: fields }: typeof get) => ({
        ...fields,
        date: '',
        'x-request-id': '',
        'server-timing': '',
        'content-length': path === '/nowhere' ? '' : fields['content-length'],
      });
      expect(head.status).toBe(get.status);
      expect(comparable(head)).toEqual(comparable(get));
      expect(head.bytes.length).toBe(0);
    },
  );
});

describe('other origins', () => {
  it('may read everything', async () => {
    const reply = await web.ask('/doc/initiative/ctcn', { headers: { origin: 'https://example.org' } });
    expect(reply.headers['access-control-allow-origin']).toBe('*');
    expect(reply.headers['access-control-expose-headers']).toContain('ETag');
  });

  it('pass a preflight for a query', async () => {
    const headers = {
      origin: 'https://example.org',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const reply = await web.ask('/sparql', { method: 'OPTIONS', headers });
    expect(reply.status).toBe(204);
    expect(reply.headers).toMatchObject({
      'access-control-allow-methods': 'GET, HEAD, POST, QUERY, OPTIONS',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '86400',
    });
  });
});

describe('pages and the browser', () => {
  it('allow no script at all', async () => {
    const policy = (await web.ask('/')).headers['content-security-policy'];
    expect(policy).toContain("script-src 'none'");
    expect(policy).toContain("default-src 'none'");
  });

  it('load one style sheet that may be kept for ever, because its name changes with it', async () => {
    const href = /<link rel="stylesheet" href="([^"]+)">/.exec(await web.page('/'))?.[1] ?? '';
    const reply = await web.ask(href);
    expect(reply.status).toBe(200);
    expect(reply.headers['cache-control']).toContain('immutable');
    expect(reply.headers['content-type']).toBe('text/css; charset=utf-8');
  });
});

describe('a service that starts', () => {
  it('is alive, not ready, and does not call its data unknown', async () => {
    let ready = false;
    const starting = await startWeb({ isReady: () => (ready ? { ready } : { ready, why: 'Loading.' }) });
    try {
      expect((await starting.ask('/healthz')).status).toBe(200);
      expect((await starting.ask('/readyz')).status).toBe(503);
      const early = await starting.ask('/doc/initiative/ctcn');
      expect([early.status, early.headers['retry-after']]).toEqual([503, '5']);
      ready = true;
      expect((await starting.ask('/readyz')).status).toBe(200);
      expect((await starting.ask('/doc/initiative/ctcn')).status).toBe(200);
    } finally {
      await starting.close();
    }
  });
});

describe('the rate limit', () => {
  it('is 429 with Retry-After once the minute is used up', async () => {
    const strict = await startWeb({ rateLimitPerMinute: 3 });
    try {
      const statuses = [];
      for (let count = 0; count < 5; count += 1) statuses.push((await strict.ask('/robots.txt')).status);
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      expect((await strict.ask('/healthz')).status).toBe(200);
      const refused = await strict.ask('/robots.txt');
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(JSON.parse(refused.text).type).toBe(`${PROBLEMS}rate-limited`);
    } finally {
      await strict.close();
    }
  });
});

describe('the base path', () => {
  it('is part of every link, and a proxy may take it off', async () => {
    const deep = await startWeb({ baseIRI: 'http://localhost:3000/tf/' });
    try {
      const page = await deep.page('/tf/');
      expect(page).toContain('href="/tf/initiatives"');
      expect((await deep.ask('/tf/id/initiative/ctcn')).status).toBe(404);
      expect(await deep.page('/tf/nowhere')).toContain('href="/tf/nowhere?lang=ar"');
      expect(await deep.page('/nowhere')).toContain('href="/tf/nowhere?lang=ar"');
      expect((await deep.ask('/healthz')).status).toBe(200);
      expect((await deep.ask('/tf/healthz')).status).toBe(200);
    } finally {
      await deep.close();
    }
  });
});

describe('the source of the pages', () => {
  it('inserts trusted markup in three known places only', () => {
    const root = join(import.meta.dirname, '../../src/web');
    const users = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && /\btrusted\(/.test(readFileSync(join(root, path), 'utf8')),
    );
    expect(users.sort()).toEqual(['html.ts', 'pages/logo.ts', 'pages/ontology-diagram.ts']);
  });
});
