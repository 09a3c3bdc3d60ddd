import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRdf } from '../../src/rdf/parse.ts';
import type { Quad } from '../../src/rdf/terms.ts';

export const PROJECT_ROOT = join(import.meta.dirname, '../..');
export const BASE_IRI = 'https://facilis.example/';

/** The quads of a Turtle file, or of all Turtle files in a folder and the folders in it; the path is relative to the project. */
export async function turtleFiles(path: string): Promise<Quad[]> {
  if (path.endsWith('.ttl')) {
    return parseRdf(await readFile(join(PROJECT_ROOT, path), 'utf8'), { mediaType: 'text/turtle', baseIRI: BASE_IRI });
  }
  const names = (await readdir(join(PROJECT_ROOT, path), { recursive: true })).filter((name) => name.endsWith('.ttl')).sort();
  return (await Promise.all(names.map((name) => turtleFiles(join(path, name))))).flat();
}
