export interface RdfFormat {
  readonly name: 'turtle' | 'ntriples' | 'trig' | 'nquads' | 'jsonld' | 'rdfxml';
  readonly label: string;
  readonly mediaType: string;
  /** Other media types that clients send for the same format. */
  readonly aliases: readonly string[];
  /** File suffix without the dot. */
  readonly extension: string;
  /** Whether the format can say which graph a triple is in. */
  readonly holdsGraphs: boolean;
}

/** In the order of the server's preference, which decides between equal q-values. */
export const RDF_FORMATS: readonly RdfFormat[] = [
  {
    name: 'turtle',
    label: 'Turtle',
    mediaType: 'text/turtle',
    aliases: ['application/x-turtle', 'text/n3'],
    extension: 'ttl',
    holdsGraphs: false,
  },
  {
    name: 'jsonld',
    label: 'JSON-LD',
    mediaType: 'application/ld+json',
    aliases: ['application/json'],
    extension: 'jsonld',
    holdsGraphs: true,
  },
  {
    name: 'ntriples',
    label: 'N-Triples',
    mediaType: 'application/n-triples',
    aliases: ['text/plain'],
    extension: 'nt',
    holdsGraphs: false,
  },
  { name: 'trig', label: 'TriG', mediaType: 'application/trig', aliases: ['application/x-trig'], extension: 'trig', holdsGraphs: true },
  { name: 'nquads', label: 'N-Quads', mediaType: 'application/n-quads', aliases: ['text/x-nquads'], extension: 'nq', holdsGraphs: true },
  {
    name: 'rdfxml',
    label: 'RDF/XML',
    mediaType: 'application/rdf+xml',
    aliases: ['application/xml', 'text/xml'],
    extension: 'rdf',
    holdsGraphs: false,
  },
];

/** The format of a media type (parameters and case ignored), its main name before its aliases. */
export function rdfFormatByMediaType(mediaType: string): RdfFormat | undefined {
  const bare = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return RDF_FORMATS.find((format) => format.mediaType === bare) ?? RDF_FORMATS.find((format) => format.aliases.includes(bare));
}

export function rdfFormatByExtension(extension: string): RdfFormat | undefined {
  return RDF_FORMATS.find((format) => format.extension === extension);
}
