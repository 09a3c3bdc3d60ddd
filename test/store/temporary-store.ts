import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseNQuads } from '../../src/rdf/nquads.ts';
import type { Quad } from '../../src/rdf/terms.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Change, Store } from '../../src/store/types.ts';

export const BASE = 'http://localhost:3000/';

/** A real directory that the end of the test removes. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'facilis-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A store that the end of the test closes. */
export function temporaryStore(directory = temporaryDirectory(), now?: () => Date): Store {
  const store = openStore({ directory, baseIRI: BASE, ...(now && { now }) });
  onTestFinished(() => store.close());
  return store;
}

/** Triples written shortly: `s p o` of one letter-and-digit name each, an object in quotation marks is a literal. */
export function triples(...texts: string[]): Quad[] {
  const term = (name: string) => (/^["<_]/.test(name) ? name : `<${BASE}id/${name}>`);
  return parseNQuads(texts.map((text) => `${(text.match(/"[^"]*"\S*|\S+/g) ?? []).map(term).join(' ')} .\n`).join(''));
}

export function change(dataset: string, added: Quad[], removed: Quad[] = []): Change {
  return { dataset, added, removed, agent: 'a test', note: 'for the test' };
}
