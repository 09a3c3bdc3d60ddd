import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { FacilisError } from '../errors.ts';
import { replaceBlankNodes } from '../rdf/blank-nodes.ts';
import { RDF_FORMATS, rdfFormatByExtension } from '../rdf/media-types.ts';
import { parseRdf } from '../rdf/parse.ts';
import { blankNode, type Quad } from '../rdf/terms.ts';
import type { Progress } from './progress.ts';

export interface FileContent {
  /** As the caller names it, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @throws FacilisError `not-found` naming the file */
export async function readFileContent(path: string, name = path): Promise<FileContent> {
  try {
    return { name, bytes: await readFile(path) };
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new FacilisError('not-found', { detail: `${name} cannot be read: ${reason(cause as NodeJS.ErrnoException)}.`, cause });
  }
}

/** Without the system's own wording where it would be a riddle. */
function reason({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder; name the files in it';
    default:
      return message;
  }
}

/** SHA-256 of what the files say, whatever their names and order. */
export function sourceHash(files: readonly FileContent[]): string {
  const digests = files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
  return createHash('sha256').update(digests.sort().join('\n')).digest('hex');
}

/**
 * All quads of some files, each in the format of its suffix.
 * @throws FacilisError of the parser, with the file's name before its detail
 */
export async function parseFiles(files: readonly FileContent[], baseIRI: string, onProgress?: Progress): Promise<Quad[]> {
  const quads: Quad[] = [];
  for (const [index, file] of files.entries()) {
    // RDF 1.1 §3.4: blank node identifiers are local to their document, so equal labels of two files are two nodes.
    const label = (own: string) => blankNode(`f${index}_${own}`);
    for (const quad of await parseFile(file, baseIRI, onProgress)) quads.push(replaceBlankNodes(quad, label));
  }
  return quads;
}

async function parseFile({ name, bytes }: FileContent, baseIRI: string, onProgress?: Progress): Promise<Quad[]> {
  const format = rdfFormatByExtension(extname(basename(name)).slice(1).toLowerCase());
  if (format === undefined) {
    const known = RDF_FORMATS.map(({ extension }) => `.${extension}`).join(' ');
    throw new FacilisError('unsupported-media-type', { detail: `${name}: the suffix names no RDF format. Use one of ${known}.` });
  }
  try {
    const { mediaType } = format;
    return await parseRdf(bytes, { mediaType, baseIRI, onProgress: (done, total) => onProgress?.(`reading ${name}`, done, total) });
  } catch (cause) {
    if (!(cause instanceof FacilisError)) throw cause;
    throw new FacilisError(cause.code, { detail: `${name}: ${cause.detail}`, extra: { ...cause.extra, file: name }, cause });
  }
}
