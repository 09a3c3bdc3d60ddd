import type { RdfFormat } from './media-types.ts';
import type { Quad } from './terms.ts';

/** What each format's parser is given: text that is known to be Unicode without NUL, and where to put the quads. */
export interface FormatInput {
  readonly text: string;
  readonly format: RdfFormat;
  readonly baseIRI: string;
  readonly contextIRI: string;
  /** Takes one quad; throws when the limit is passed or a term cannot be written in any format. */
  readonly accept: (quad: Quad) => void;
  /** Called with characters read, by parsers that read in pieces. */
  readonly onProgress: (done: number, total: number) => void;
}
