import { rdfFormatByMediaType } from '../rdf/media-types.ts';
import { parseNQuads, sortByCodePoint } from '../rdf/nquads.ts';
import { PREFIXES } from '../rdf/prefixes.ts';
import { serialiseRdf } from '../rdf/serialise.ts';
import { SOLUTION_MARK } from './bound-query.ts';

const N_TRIPLES = 'application/n-triples';
const MARK = ` <${SOLUTION_MARK}> `;

/**
 * The different lines of an RDF answer, without the marks of a bounded CONSTRUCT, and how many solutions were marked.
 * A graph is a set (RDF 1.1 Concepts §3), but the engine repeats what it describes twice. SPARQL 1.1 §16.2: an instantiation with
 * "an illegal RDF construct, such as a literal in subject or predicate position", is not included; the engine includes it.
 */
export function describedQuads(nquads: string): { readonly lines: readonly string[]; readonly solutions: number } {
  const lines: string[] = [];
  let solutions = 0;
  let last = '';
  // Equal lines come to stand together, which costs less than a Set; what is written is in this order in any case.
  for (const line of nquads.split('\n').sort()) {
    if (line === last) continue;
    last = line;
    if (line.startsWith('_:') && line.includes(MARK)) solutions += 1;
    else if (!line.startsWith('"')) lines.push(line);
  }
  return { lines, solutions };
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
