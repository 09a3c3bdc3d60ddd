import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseRdf } from '../../src/rdf/parse.ts';
import { PREFIXES } from '../../src/rdf/prefixes.ts';
import type { Quad } from '../../src/rdf/terms.ts';

/** Root of the project, and the base against which shipped files and queries are read in these tests. */
export const ROOT = join(import.meta.dirname, '..', '..');
export const BASE_IRI = 'http://localhost:3000/';
export const ONTOLOGY_IRI = 'https://w3id.org/technology-facilitation';
export const TF = PREFIXES.tf;

/** Turtle files below a folder of the project, in code-point order, relative to the root. */
export function turtleFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ttl'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** All quads of all Turtle files below a folder. Blank nodes of different files are different. */
export async function readFolder(folder: string): Promise<Quad[]> {
  const files = await Promise.all(
    turtleFiles(folder).map((path) => parseRdf(readText(path), { mediaType: 'text/turtle', baseIRI: BASE_IRI })),
  );
  return files.flat();
}
