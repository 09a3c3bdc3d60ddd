import { isUtf8 } from 'node:buffer';
import { FacilisError } from '../errors.ts';
import { assertWritable } from './check-terms.ts';
import type { FormatInput } from './format-input.ts';
import { RDF_FORMATS, type RdfFormat, rdfFormatByMediaType } from './media-types.ts';
import { parseJsonLd } from './parse-jsonld.ts';
import { parseN3Family } from './parse-n3.ts';
import { parseRdfXml } from './parse-rdfxml.ts';
import type { Quad } from './terms.ts';

export interface ParseOptions {
  /** Media type of the input, parameters allowed. `text/n3` is read as Turtle. */
  readonly mediaType: string;
  /** Absolute IRI against which relative IRIs are resolved. */
  readonly baseIRI: string;
  /** The most quads that are accepted; one more is `payload-too-large`. */
  readonly maxQuads?: number;
  /** IRI under which this deployment publishes its JSON-LD context; `${baseIRI}context.jsonld` unless said. */
  readonly contextIRI?: string;
  /** Told now and then, by Turtle and its family, how many characters of how many have been read. */
  readonly onProgress?: (done: number, total: number) => void;
}

const PARSERS: Readonly<Record<RdfFormat['name'], (input: FormatInput) => Promise<void>>> = {
  turtle: parseN3Family,
  trig: parseN3Family,
  ntriples: parseN3Family,
  nquads: parseN3Family,
  rdfxml: parseRdfXml,
  jsonld: parseJsonLd,
};

/**
 * All quads of a document, or a FacilisError: nothing is skipped or repaired. `malformed-rdf` carries `line` and `column`
 * (from 1) in `extra` where the format's parser knows them. Language tags come out in lower case (RDF 1.1 §3.3 allows it),
 * so that the same graph is the same whichever format it came in.
 */
export async function parseRdf(input: string | Uint8Array, options: ParseOptions): Promise<Quad[]> {
  const format = rdfFormatByMediaType(options.mediaType);
  if (format === undefined) {
    const known = RDF_FORMATS.map((each) => each.mediaType).join(', ');
    throw new FacilisError('unsupported-media-type', {
      detail: `"${options.mediaType}" is not an RDF format that is read here. Use ${known}.`,
    });
  }
  const maxQuads = options.maxQuads ?? Number.POSITIVE_INFINITY;
  const quads: Quad[] = [];
  const accept = (quad: Quad): void => {
    if (quads.length >= maxQuads) {
      throw new FacilisError('payload-too-large', {
        detail: `The document holds more than ${maxQuads} quads, the most that are accepted.`,
      });
    }
    assertWritable(quad);
    quads.push(quad);
  };
  const { baseIRI, contextIRI = `${baseIRI}context.jsonld`, onProgress = () => {} } = options;
  await PARSERS[format.name]({ text: decode(input), format, baseIRI, contextIRI, accept, onProgress });
  return quads;
}

function decode(input: string | Uint8Array): string {
  let text: string;
  try {
    text = typeof input === 'string' ? input.replace(/^\uFEFF/u, '') : new TextDecoder('utf-8', { fatal: true }).decode(input);
  } catch (cause) {
    throw undecodable(input as Uint8Array, cause);
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const line = text.slice(0, nul).split('\n').length;
    throw new FacilisError('malformed-rdf', { detail: `The document has a NUL character on line ${line}.`, extra: { line } });
  }
  return text;
}

function undecodable(bytes: Uint8Array, cause: unknown): FacilisError {
  if (isUtf8(bytes)) {
    return new FacilisError('payload-too-large', {
      detail: `The document has ${bytes.length} bytes, more than can be read as one. Split it.`,
      cause,
    });
  }
  let [line, start] = [1, 0];
  // No other character of UTF-8 has the byte of a line feed in it.
  for (let end = bytes.indexOf(0x0a); end >= 0 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(0x0a, start)) {
    line += 1;
    start = end + 1;
  }
  return new FacilisError('malformed-rdf', {
    detail: `The document is not valid UTF-8 on line ${line}. Every RDF format is read as UTF-8.`,
    extra: { line },
    cause,
  });
}
