import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Which rooms each room of src/ may import besides itself; design.md holds the same table. */
const ALLOWED: Record<string, readonly string[]> = {
  errors: [],
  config: ['errors'],
  rdf: ['errors'],
  store: ['errors', 'rdf'],
  validation: ['errors', 'rdf'],
  sparql: ['errors', 'rdf', 'store'],
  federation: ['errors', 'rdf', 'sparql'],
  ingest: ['errors', 'rdf', 'store', 'validation'],
  publish: ['errors', 'rdf', 'store'],
};

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  /** Paths from the project's root of the files of ours that it imports. */
  readonly imports: readonly string[];
  /** Names of the packages that it imports. */
  readonly packages: readonly string[];
}

const files: readonly SourceFile[] = globSync('src/**/*.ts', { cwd: ROOT }).sort().map(readSource);

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const specifiers = [...text.matchAll(/(?:from\s+|import\s*\(\s*|import\s+|new URL\(\s*)'([^']+)'/g)].map((match) => match[1] ?? '');
  const imports = specifiers.filter((specifier) => specifier.startsWith('.')).map((specifier) => normalize(join(dirname(path), specifier)));
  return { path, room: roomOf(path), text, imports, packages: specifiers.filter((specifier) => !specifier.startsWith('.')) };
}

function roomOf(path: string): string {
  return path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
}

/** Comments and types do not count when a rule is about what the code does. */
function code(file: Pick<SourceFile, 'text'>): string {
  return file.text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/^import type .*$/gm, '');
}

function filesWith(pattern: RegExp, exceptRooms: readonly string[]): string[] {
  return files.filter((file) => !exceptRooms.includes(file.room) && pattern.test(code(file))).map((file) => file.path);
}

function importersOf(packages: RegExp, exceptRooms: readonly string[]): string[] {
  return files
    .filter((file) => !exceptRooms.includes(file.room) && file.packages.some((name) => packages.test(name)))
    .map((file) => file.path);
}

const CONNECTING_MODULES =
  /^(node:)?(http|https|http2|net|tls|dns|dns\/promises|dgram|child_process|cluster|inspector)$|^(undici|ws|node-fetch|axios|got)$/;
/** What those modules have that goes nowhere. */
const HARMLESS = new Set(['createServer', 'STATUS_CODES', 'isIP', 'BlockList']);
/** The global ones, called, made or passed on; a member or method of that name is somebody's own. */
const CONNECTING_GLOBALS =
  /(?<![.\w])fetch\((?!\w+: )|\bglobalThis\.fetch|[=(,:] *fetch *[;,)]|\bnew (WebSocket|WebSocketStream|EventSource|XMLHttpRequest|WebTransport)\b/;

/** Whether the code has a way to another host, by a module or a global of Node, or by a package made for that. */
function opensConnections(file: Pick<SourceFile, 'text'>): boolean {
  const text = code(file);
  const clauses = [...text.matchAll(/import\s+([^;'"]+?)\s+from\s+'([^']+)'/g)];
  const imports = clauses.some(([, names = '', specifier = '']) => CONNECTING_MODULES.test(specifier) && !isHarmless(names));
  const others = [...text.matchAll(/(?:import|require|getBuiltinModule)\(\s*'([^']+)'|import\s+'([^']+)'/g)];
  const loads = others.some(([, called, bare]) => CONNECTING_MODULES.test(called ?? bare ?? ''));
  return imports || loads || CONNECTING_GLOBALS.test(text);
}

function isHarmless(names: string): boolean {
  const listed = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  if (listed === undefined) return false;
  const values = listed.split(',').map((name) => name.trim());
  return values.every((name) => name === '' || name.startsWith('type ') || HARMLESS.has(name.split(' ')[0] ?? ''));
}

describe('the house', () => {
  it.each(Object.keys(ALLOWED))('%s imports only the rooms below it', (room) => {
    const forbidden = files
      .filter((file) => file.room === room)
      .flatMap((file) => file.imports.filter((path) => path.startsWith('src/')).map((path) => ({ file: file.path, path })))
      .filter(({ path }) => roomOf(path) !== room && !ALLOWED[room]?.includes(roomOf(path)));
    expect(forbidden).toEqual([]);
  });

  it('has no other rooms than the design names', () => {
    const rooms = new Set(files.map((file) => file.room));
    expect([...rooms].filter((room) => !(room in ALLOWED) && !['web', 'cli', 'app', 'main'].includes(room))).toEqual([]);
  });

  it('lets only main.ts and cli/ touch the process', () => {
    expect(filesWith(/\bprocess\s*[.[]|from 'node:process'/, ['main', 'cli'])).toEqual([]);
  });

  it('lets only app.ts construct the store, the pools, the way to the sources, the ingest door and the web', () => {
    const constructors =
      /(?<!function )\b(openStore|createQueryPool|createFederationPool|createSourceClient|createSourceCache|createIngest|createSourceHealth|createSourceRegistrations|createWeb)\(/;
    expect(filesWith(constructors, ['app'])).toEqual([]);
  });

  it('lets only ingest/ commit', () => {
    expect(filesWith(/\bwriter\.commit\(/, ['ingest'])).toEqual([]);
  });

  it('opens outbound connections in the guarded fetch alone, but for the address on a command line', () => {
    // The guard keeps a service from being sent where a query or a source says. `facilis query --endpoint` is no service: who
    // types the address is who asks, also for http://localhost:3000, which the guard refuses.
    const allowed = ['src/federation/guarded-fetch.ts', 'src/federation/pinned-lookup.ts', 'src/cli/remote-endpoint.ts'];
    expect(files.filter(opensConnections).map(({ path }) => path)).toEqual(allowed.sort());
  });

  it.each([
    "import { get } from 'node:http';",
    "import https from 'https';",
    "import * as net from 'node:net';",
    "import { createServer, connect } from 'node:http2';",
    "import { resolve4 } from 'node:dns/promises';",
    "import { createSocket } from 'node:dgram';",
    "import { Agent } from 'undici';",
    "import { execFile } from 'node:child_process';",
    "const http = await import('node:http');",
    "const http = require('node:http');",
    "process.getBuiltinModule('node:net');",
    "const answer = await fetch('http://x.example/');",
    "const answer = await globalThis.fetch('http://x.example/');",
    'const send = fetch;',
    "new WebSocket('ws://x.example/');",
    "new EventSource('http://x.example/');",
  ])('knows `%s` for a way out', (text) => {
    expect(opensConnections({ text })).toBe(true);
  });

  it.each([
    "import { createServer, type Server } from 'node:http';",
    "import { BlockList, isIP } from 'node:net';",
    "import type { Agent } from 'node:https';",
    'const { fetch } = options; options.fetch(1);',
    '  async fetch(request: Request): Promise<void> {',
    '// fetch(this)',
  ])('knows `%s` for none', (text) => {
    expect(opensConnections({ text })).toBe(false);
  });

  it('gives packages that could fetch by themselves no way to do so but ours', () => {
    const ways: readonly (readonly [packages: RegExp, given: RegExp])[] = [
      [/^@comunica\//, /\bfetch: (fetchByMain|noConnection)\b/],
      [/^jsonld$/, /\bdocumentLoader: contextLoader\(/],
      // Its Fetcher is a class of its own, which a parser or serialiser does not need.
      [/^rdflib$/, /^(?![\s\S]*(fetcher|UpdateManager|autoInitMutableStore))/i],
    ];
    for (const [packages, given] of ways) {
      const importers = files.filter((file) => file.packages.some((name) => packages.test(name)));
      expect(importers).not.toEqual([]);
      expect(importers.filter((file) => !given.test(code(file))).map(({ path }) => path)).toEqual([]);
    }
  });

  it('knows requests and status codes only in web/', () => {
    expect(importersOf(/^(express|compression|helmet|negotiator)$/, ['web'])).toEqual([]);
    expect(filesWith(/\bstatusCode\b|\.status\(\d{3}/, ['web', 'federation'])).toEqual([]);
  });

  it('parses and serialises RDF only in rdf/', () => {
    expect(importersOf(/^(n3|rdflib|jsonld|rdf-canonize)$/, ['rdf'])).toEqual([]);
  });

  it('imports without circles', () => {
    expect(findCircle()).toEqual([]);
  });

  it('keeps files under 250 lines', () => {
    const long = globSync('{src,test,bench,demo,data/generate}/**/*.ts', { cwd: ROOT }).filter(
      (path) => readFileSync(join(ROOT, path), 'utf8').split('\n').length > 251,
    );
    expect(long).toEqual([]);
  });
});

/** The paths of one import circle, or nothing. */
function findCircle(): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return [];
    for (const next of byPath.get(path)?.imports ?? []) {
      const circle = visit(next, [...trail, path]);
      if (circle.length > 0) return circle;
    }
    finished.add(path);
    return [];
  };
  for (const { path } of files) {
    const circle = visit(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
