import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rdfFormatByExtension } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import type { Quad } from '../../src/rdf/terms.ts';

/** What the official addresses of the suites begin with; below it the folder holds the same files. */
export const OFFICIAL = 'https://w3c.github.io/rdf-tests/';

const FOLDER = join(process.env.SUITES_DIR ?? join(import.meta.dirname, '../../../shared/suites'), 'rdf-tests');

/** Whether the suites are there at all; they are never copied into the project. */
export function hasSuites(): boolean {
  return existsSync(FOLDER);
}

export function hasFile(address: string): boolean {
  return existsSync(pathOf(address));
}

export function readBytes(address: string): Buffer {
  return readFileSync(pathOf(address));
}

export function readText(address: string): string {
  return readBytes(address).toString('utf8');
}

/** The quads of a file of the suites; relative IRIs in it resolve against its official address. */
export async function readGraph(address: string): Promise<Quad[]> {
  const format = rdfFormatByExtension(extensionOf(address));
  if (format === undefined) throw new Error(`${address} is in no RDF format.`);
  return parseRdf(readBytes(address), { mediaType: format.mediaType, baseIRI: address });
}

/** Without the dot. */
export function extensionOf(address: string): string {
  return address.slice(address.lastIndexOf('.') + 1);
}

function pathOf(address: string): string {
  if (!address.startsWith(OFFICIAL)) throw new Error(`${address} is not an address of the W3C suites.`);
  return join(FOLDER, decodeURIComponent(address.slice(OFFICIAL.length)));
}
