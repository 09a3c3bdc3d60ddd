/** The prefixes of the service: in Turtle output, the SPARQL editor and the JSON-LD context. */
export const PREFIXES = {
  tf: 'https://w3id.org/technology-facilitation#',
  adms: 'http://www.w3.org/ns/adms#',
  cc: 'http://creativecommons.org/ns#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  dqv: 'http://www.w3.org/ns/dqv#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  geo: 'http://www.opengis.net/ont/geosparql#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  org: 'http://www.w3.org/ns/org#',
  owl: 'http://www.w3.org/2002/07/owl#',
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'https://schema.org/',
  sd: 'http://www.w3.org/ns/sparql-service-description#',
  sdg: 'http://metadata.un.org/sdg/',
  sdgo: 'http://metadata.un.org/sdg/ontology#',
  sh: 'http://www.w3.org/ns/shacl#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  time: 'http://www.w3.org/2006/time#',
  vann: 'http://purl.org/vocab/vann/',
  void: 'http://rdfs.org/ns/void#',
  wgs84: 'http://www.w3.org/2003/01/geo/wgs84_pos#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

export type Prefix = keyof typeof PREFIXES;

/** `PREFIX` lines for a SPARQL query that uses the service's prefixes. */
export const SPARQL_PREFIX_HEADER: string = Object.entries(PREFIXES)
  .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`)
  .join('');
