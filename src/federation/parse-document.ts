import { gunzipSync } from 'node:zlib';
import { FacilisError } from '../errors.ts';
import { RDF_FORMATS, type RdfFormat, rdfFormatByExtension, rdfFormatByMediaType } from '../rdf/media-types.ts';
import { parseRdf } from '../rdf/parse.ts';
import type { Quad } from '../rdf/terms.ts';
import type { InboundResponse } from './source-client-types.ts';

/** Every format that is read here, in the order of preference. */
export const RDF_ACCEPT = RDF_FORMATS.map(({ mediaType }, index) => `${mediaType};q=${(1 - index / 10).toFixed(1)}`).join(', ');

/** What a file of a source may hold: each quad takes about a kilobyte until it is loaded. */
const MAX_QUADS = 2_000_000;

/**
 * The quads of what a source sent, in any format that is read here, also as a gzip file.
 * @param options `requestedURL`: the address that was asked for, whose file name may tell the format; `maxBytes`: of the unpacked file
 * @throws FacilisError that does not name the source
 */
export function parseDocument(
  response: Pick<InboundResponse, 'bytes' | 'contentType' | 'url'>,
  { requestedURL, maxBytes }: { readonly requestedURL: string; readonly maxBytes: number },
): Promise<Quad[]> {
  const { mediaType } = formatOf(response, requestedURL);
  // RFC 3986 §5.1.3: "the URI that was last used", after redirects, is the base.
  return parseRdf(unpacked(response.bytes, maxBytes), { mediaType, baseIRI: response.url || requestedURL, maxQuads: MAX_QUADS });
}

/** RFC 1952 §2.3.1: a gzip file begins with these two bytes. */
function unpacked(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge
      ? new FacilisError('payload-too-large', { detail: `The gzip file unpacks to more than ${maxBytes} bytes`, cause })
      : new FacilisError('malformed-rdf', { detail: 'The gzip file is broken', cause });
  }
}

/** As the source says, or else by the name of the file. */
function formatOf({ contentType, url }: Pick<InboundResponse, 'contentType' | 'url'>, requestedURL: string): RdfFormat {
  // text/plain is said of every file that a server does not know.
  const stated = contentType.toLowerCase().startsWith('text/plain') ? undefined : rdfFormatByMediaType(contentType);
  const format = stated ?? formatByName(url) ?? formatByName(requestedURL) ?? rdfFormatByMediaType(contentType);
  if (format !== undefined) return format;
  throw new FacilisError('unsupported-media-type', { detail: `Neither ${contentType || 'its type'} nor its name tells the format` });
}

function formatByName(url: string): RdfFormat | undefined {
  const path = URL.parse(url)?.pathname.toLowerCase().replace(/\.gz$/, '');
  return rdfFormatByExtension(path?.split('.').at(-1) ?? '');
}
