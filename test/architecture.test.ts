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
function code(file: SourceFile): string {
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

  it('lets only app.ts construct the store, the pools, the ingest door and the web', () => {
    const constructors = /(?<!function )\b(openStore|createQueryPool|createFederationPool|createIngest|createWeb)\(/;
    expect(filesWith(constructors, ['app'])).toEqual([]);
  });

  it('lets only ingest/ commit', () => {
    expect(filesWith(/\bwriter\.commit\(/, ['ingest'])).toEqual([]);
  });

  it('opens outbound connections in the guarded fetch alone, but for the address on a command line', () => {
    const outbound = /(?<![.\w])fetch\(|from '(node:https|node:net|node:tls|undici)'|http\.(request|get)\(/;
    // The guard keeps a service from being sent where a query or a source says. `facilis query --endpoint` is no service: who
    // types the address is who asks, also for http://localhost:3000, which the guard refuses.
    const allowed = ['src/federation/guarded-fetch.ts', 'src/cli/remote-endpoint.ts'];
    expect(filesWith(outbound, []).filter((path) => !allowed.includes(path))).toEqual([]);
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
