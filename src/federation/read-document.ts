import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { FacilisError } from '../errors.ts';
import { RDF_FORMATS, rdfFormatByExtension, rdfFormatByMediaType } from '../rdf/media-types.ts';
import { parseRdf } from '../rdf/parse.ts';
import type { Quad } from '../rdf/terms.ts';
import type { InboundResponse } from './source-client-types.ts';
import { isSourceFailure, type SourceAccess, sourceFailure } from './source-fetch.ts';

const ACCEPT = RDF_FORMATS.map(({ mediaType }, index) => `${mediaType};q=${(1 - index / 10).toFixed(1)}`).join(', ');

export interface RdfDocument {
  readonly quads: readonly Quad[];
  /** Another one when the document has changed. */
  readonly version: string;
}

/**
 * An RDF document of a source, in any format that is read here, also as a gzip file.
 * @throws FacilisError `source-failed` (also when it is no RDF), `source-timeout`
 */
export async function readDocument(url: string, access: SourceAccess): Promise<RdfDocument> {
  const { source, maxAnswerBytes } = access;
  const response = await access.fetch({ url, method: 'GET', headers: { accept: ACCEPT }, body: undefined }, access);
  const version = `sha256 ${createHash('sha256').update(response.bytes).digest('hex')}`;
  try {
    const bytes = unpacked(response.bytes, maxAnswerBytes);
    return { version, quads: await parseRdf(bytes, { mediaType: mediaTypeOf(response, url), baseIRI: url }) };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw sourceFailure(source, `what is at ${url} is not RDF that is read here (${cause.message.replace(/\.$/, '')})`, cause);
  }
}

/** What a source says of the version of a document without sending it; `undefined` when it says nothing. */
export async function versionOf(url: string, access: SourceAccess): Promise<string | undefined> {
  try {
    const { headers } = await access.fetch({ url, method: 'HEAD', headers: { accept: ACCEPT }, body: undefined }, access);
    const version = headers?.etag ?? headers?.['last-modified'];
    return version && `header ${version}`;
  } catch (cause) {
    // Not every server knows HEAD.
    if (isSourceFailure(cause)) return undefined;
    throw cause;
  }
}

/** RFC 1952 §2.3.1: a gzip file begins with these two bytes. */
function unpacked(bytes: Uint8Array, maxOutputLength: number): Uint8Array {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength }) : bytes;
}

/** As the source says, or else by the name of the file. */
function mediaTypeOf({ contentType }: InboundResponse, url: string): string {
  // text/plain is said of every file that a server does not know.
  const stated = contentType.toLowerCase().startsWith('text/plain') ? undefined : rdfFormatByMediaType(contentType);
  const extension = new URL(url).pathname.replace(/\.gz$/, '').split('.').at(-1) ?? '';
  const format = stated ?? rdfFormatByExtension(extension) ?? rdfFormatByMediaType(contentType);
  if (format === undefined)
    throw new FacilisError('unsupported-media-type', { detail: `neither ${contentType || 'its type'} nor its name tells the format` });
  return format.mediaType;
}
