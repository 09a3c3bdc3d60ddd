import { rdfFormatByMediaType } from '../rdf/media-types.ts';
import { parseNQuads, sortByCodePoint } from '../rdf/nquads.ts';
import { PREFIXES } from '../rdf/prefixes.ts';
import { serialiseRdf } from '../rdf/serialise.ts';

const N_TRIPLES = 'application/n-triples';

/** The different lines, sorted: a graph is a set (RDF 1.1 Concepts §3). Equal lines come to stand together, which costs less than a Set. */
export function distinctLines(lines: string[]): string[] {
  let last = '';
  return lines.sort().filter((line) => {
    const isNew = line !== last;
    last = line;
    return isNew;
  });
}

/** The answer as a document with the service's prefixes; `undefined` when the media type is none of the RDF formats. */
export async function writeGraph(lines: readonly string[], mediaType: string, baseIRI: string): Promise<Uint8Array | undefined> {
  const format = rdfFormatByMediaType(mediaType);
  if (format === undefined) return undefined;
  if (format.mediaType === N_TRIPLES && !lines.some((line) => line.includes('_:'))) return encoded(sortByCodePoint([...lines]));
  const quads = parseNQuads(lines.map((line) => `${line}\n`).join(''));
  return new TextEncoder().encode(await serialiseRdf(quads, { format, prefixes: PREFIXES, baseIRI }));
}

/** N-Triples without blank nodes have their form already: what is left is the order, the same that `serialiseRdf` gives. */
function encoded(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
}
