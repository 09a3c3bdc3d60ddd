import { createHash } from 'node:crypto';
import type { Quad } from '../rdf/terms.ts';
import { parseDocument, RDF_ACCEPT } from './parse-document.ts';
import { isSourceFailure, type SourceAccess, sourceFailure } from './source-fetch.ts';

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
  const response = await access.fetch({ url, method: 'GET', headers: { accept: RDF_ACCEPT }, body: undefined }, access);
  const version = `sha256 ${createHash('sha256').update(response.bytes).digest('hex')}`;
  try {
    return { version, quads: await parseDocument(response, { requestedURL: url, maxBytes: maxAnswerBytes }) };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw sourceFailure(source, `what is at ${url} is not RDF that is read here (${cause.message.replace(/\.$/, '')})`, cause);
  }
}

/** What a source says of the version of a document without sending it; `undefined` when it says nothing. */
export async function versionOf(url: string, access: SourceAccess): Promise<string | undefined> {
  try {
    const { headers } = await access.fetch({ url, method: 'HEAD', headers: { accept: RDF_ACCEPT }, body: undefined }, access);
    const version = headers?.etag ?? headers?.['last-modified'];
    return version && `header ${version}`;
  } catch (cause) {
    // Not every server knows HEAD.
    if (isSourceFailure(cause)) return undefined;
    throw cause;
  }
}
