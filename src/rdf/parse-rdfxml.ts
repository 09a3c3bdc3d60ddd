import { DataFactory } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { FacilisError } from '../errors.ts';
import { documentPrefix } from './blank-nodes.ts';
import type { FormatInput } from './format-input.ts';
import { normaliseXml } from './normalise-xml.ts';
import type { Quad } from './terms.ts';

/**
 * RDF/XML. A first pass makes sure that the XML is well-formed to its last byte and without DOCTYPE, and joins text that comments and
 * CDATA sections cut into pieces; the RDF reader behind it would take the last piece for the whole (docs/decisions/formats.md).
 */
export async function parseRdfXml({ text, baseIRI, accept }: FormatInput): Promise<void> {
  const xml = normaliseXml(text);
  const prefix = documentPrefix();
  const dataFactory = {
    ...DataFactory,
    blankNode: (label?: string) => DataFactory.blankNode(label === undefined ? undefined : prefix + label),
  };
  const parser = new RdfXmlParser({ baseIRI, dataFactory: dataFactory as never });
  try {
    parser.end(xml);
    for await (const quad of parser) accept(quad as Quad);
  } catch (error) {
    if (error instanceof FacilisError) throw error;
    throw new FacilisError('malformed-rdf', { detail: `RDF/XML: ${(error as Error).message}`, cause: error });
  }
}
