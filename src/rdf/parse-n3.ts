import { Readable } from 'node:stream';
import { StreamParser } from 'n3';
import { FacilisError } from '../errors.ts';
import type { FormatInput } from './format-input.ts';
import type { Quad } from './terms.ts';

/** Read in pieces, so that one large document does not hold up every other request. */
const CHUNK_CHARACTERS = 65_536;

interface N3Error extends Error {
  readonly context?: { readonly line?: number };
}

/** Turtle, TriG, N-Triples and N-Quads, each strictly: TriG is refused in a Turtle document, quads in N-Triples. */
export async function parseN3Family({ text, format, baseIRI, accept, onProgress }: FormatInput): Promise<void> {
  const parser = new StreamParser({ format: format.mediaType, baseIRI });
  const source = Readable.from(chunks(text, onProgress), { objectMode: true });
  try {
    for await (const quad of source.pipe(parser)) accept(quad as Quad);
  } catch (error) {
    if (error instanceof FacilisError) throw error;
    const line = (error as N3Error).context?.line;
    throw new FacilisError('malformed-rdf', {
      detail: `${format.label}: ${(error as Error).message}`,
      extra: line === undefined ? {} : { line },
      cause: error,
    });
  } finally {
    source.destroy();
  }
}

function* chunks(text: string, onProgress: FormatInput['onProgress']): Generator<string> {
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + CHUNK_CHARACTERS, text.length);
    // a surrogate pair must not be cut in two: the stream encodes each piece by itself
    if (end < text.length && !text.slice(end - 1, end).isWellFormed() && text.slice(end - 1, end + 1).isWellFormed()) end += 1;
    onProgress(start, text.length);
    yield text.slice(start, end);
    start = end;
  }
}
