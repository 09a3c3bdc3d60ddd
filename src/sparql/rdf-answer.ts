import { rdfFormatByMediaType } from '../rdf/media-types.ts';
import { parseNQuads, sortByCodePoint } from '../rdf/nquads.ts';
import { PREFIXES } from '../rdf/prefixes.ts';
import { serialiseRdf } from '../rdf/serialise.ts';

const N_TRIPLES = 'application/n-triples';

/**
 * The different lines, by code point, the order that `serialiseRdf` gives: a graph is a set (RDF 1.1 Concepts §3). Equal lines come
 * to stand together, which costs less than a Set.
 */
export function distinctLines(lines: string[]): string[] {
  let last = '';
  return sortByCodePoint(lines).filter((line) => {
    const isNew = line !== last;
    last = line;
    return isNew;
  });
}

/**
 * The answer as a document with the service's prefixes; `undefined` when the media type is none of the RDF formats.
 * @param lines as `distinctLines` gives them
 */
export async function writeGraph(lines: readonly string[], mediaType: string, baseIRI: string): Promise<Uint8Array | undefined> {
  const format = rdfFormatByMediaType(mediaType);
  if (format === undefined) return undefined;
  const nTriples = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
  // Without blank nodes, which would get other names, it is done.
  if (format.mediaType === N_TRIPLES && !nTriples.includes('_:')) return new TextEncoder().encode(nTriples);
  return new TextEncoder().encode(await serialiseRdf(parseNQuads(nTriples), { format, prefixes: PREFIXES, baseIRI }));
}
