import { RDF_FORMATS } from '../rdf/media-types.ts';

/** A format of bindings and booleans. */
export interface ResultFormat {
  readonly name: 'json' | 'xml' | 'csv' | 'tsv';
  readonly label: string;
  readonly mediaType: string;
  /** Other media types that real clients send for the same format. */
  readonly aliases: readonly string[];
  /** File suffix without the dot. */
  readonly extension: string;
}

export type QueryForm = 'SELECT' | 'ASK' | 'CONSTRUCT' | 'DESCRIBE';

/** Formats of SELECT and ASK, in the order of the server's preference, which decides between equal q-values. */
export const SELECT_FORMATS: readonly ResultFormat[] = [
  {
    name: 'json',
    label: 'SPARQL results in JSON',
    mediaType: 'application/sparql-results+json',
    aliases: ['application/json', 'text/json', 'application/x-sparql-results+json'],
    extension: 'srj',
  },
  {
    name: 'xml',
    label: 'SPARQL results in XML',
    mediaType: 'application/sparql-results+xml',
    aliases: ['application/xml', 'text/xml', 'application/x-sparql-results+xml'],
    extension: 'srx',
  },
  { name: 'csv', label: 'CSV', mediaType: 'text/csv', aliases: ['application/csv'], extension: 'csv' },
  { name: 'tsv', label: 'TSV', mediaType: 'text/tab-separated-values', aliases: ['text/tsv'], extension: 'tsv' },
];

/** The media types, best first, that a query of this form can be answered in. */
export function mediaTypesOf(form: QueryForm): readonly string[] {
  return (hasBindings(form) ? SELECT_FORMATS : RDF_FORMATS).map((format) => format.mediaType);
}

/** The format of a media type (parameters and case ignored), its main name before its aliases. */
export function resultFormatByMediaType(mediaType: string): ResultFormat | undefined {
  const bare = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return SELECT_FORMATS.find((format) => format.mediaType === bare) ?? SELECT_FORMATS.find((format) => format.aliases.includes(bare));
}

/** Whether the answer is bindings or a boolean; otherwise it is RDF. */
export function hasBindings(form: QueryForm): boolean {
  return form === 'SELECT' || form === 'ASK';
}
