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

/** What stands for an IRI wherever that is written in full. */
export type Names = ReadonlyMap<string, string>;

export function readBytes(address: string, names: Names = new Map()): Buffer {
  const bytes = readFileSync(pathOf(address));
  if (names.size === 0) return bytes;
  // `<name>` in SPARQL and Turtle, `<uri>name</uri>` in a result.
  const renamed = [...names].reduce(
    (text, [name, address]) => text.replaceAll(`<${name}>`, `<${address}>`).replaceAll(`>${name}<`, `>${address}<`),
    bytes.toString('utf8'),
  );
  return Buffer.from(renamed);
}

export function readText(address: string, names?: Names): string {
  return readBytes(address, names).toString('utf8');
}

/** The quads of a file of the suites; relative IRIs in it resolve against its official address. */
export async function readGraph(address: string, names?: Names): Promise<Quad[]> {
  const format = rdfFormatByExtension(extensionOf(address));
  if (format === undefined) throw new Error(`${address} is in no RDF format.`);
  return parseRdf(readBytes(address, names), { mediaType: format.mediaType, baseIRI: address });
}

/** Without the dot. */
export function extensionOf(address: string): string {
  return address.slice(address.lastIndexOf('.') + 1);
}

function pathOf(address: string): string {
  if (!address.startsWith(OFFICIAL)) throw new Error(`${address} is not an address of the W3C suites.`);
  return join(FOLDER, decodeURIComponent(address.slice(OFFICIAL.length)));
}
