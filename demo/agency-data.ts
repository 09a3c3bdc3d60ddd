import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readShippedDatasets } from '../src/ingest/shipped-datasets.ts';
import { quadToNQuad } from '../src/rdf/nquads.ts';
import { namedNode, type Quad, quad } from '../src/rdf/terms.ts';
import { tf } from '../src/rdf/vocabulary.ts';

const ROOT = join(import.meta.dirname, '..');
/** What the hub keeps when the agencies publish the rest themselves. */
const HUB_FILES = ['agencies.ttl', 'evidence.ttl', 'places.ttl', 'sdgs.ttl', 'schemes', join('sources', 'dataset.ttl')];

export interface AgencyPlace {
  /** Acronym in lower case, as in the IRI of the agency. */
  readonly slug: string;
  /** Of the agency's own service. */
  readonly baseIRI: string;
}

/** Writes what the hub of the demo ships: concept schemes, places, goals, agencies, and the registrations of the members. */
export async function writeHubRoot(directory: string, agencies: readonly AgencyPlace[], hubBaseIRI: string): Promise<void> {
  for (const shipped of ['ontology', 'shapes', ...HUB_FILES.map((file) => join('data', file))])
    cpSync(join(ROOT, shipped), join(directory, shipped), { recursive: true });
  for (const agency of agencies) writeFileSync(join(directory, 'data', 'sources', `${agency.slug}.ttl`), registration(agency));
  // Of the descriptions of the datasets only who publishes them, since the catalogue names all of them.
  const metadata = (await shippedQuads(hubBaseIRI, 'metadata')).filter(({ subject }) => subject.value.includes('/id/stakeholder/'));
  writeTriples(join(directory, 'data', 'metadata.ttl'), metadata);
}

/** Writes what an agency ships: the initiatives and activities that it leads, under names of its own. Concepts keep the hub's names. */
export async function writeAgencyRoot(directory: string, { slug, baseIRI }: AgencyPlace, hubBaseIRI: string): Promise<void> {
  mkdirSync(join(directory, 'data'), { recursive: true });
  cpSync(join(ROOT, 'ontology'), join(directory, 'ontology'), { recursive: true });
  for (const name of ['initiatives', 'activities']) {
    const quads = await shippedQuads(hubBaseIRI, name);
    const ledBy = `${hubBaseIRI}id/agency/${slug}`;
    const isLed = ({ predicate, object }: Quad) => predicate.equals(tf('leadAgency')) && object.value === ledBy;
    const led = new Set(quads.filter(isLed).map(({ subject }) => subject.value));
    const own = quads.filter(({ subject }) => led.has(subject.value)).map((each) => renamed(each, hubBaseIRI, baseIRI));
    writeTriples(join(directory, 'data', `${name}.ttl`), own);
  }
}

async function shippedQuads(baseIRI: string, name: string): Promise<Quad[]> {
  return (await readShippedDatasets({ root: ROOT, baseIRI })).find(({ dataset }) => dataset === name)?.quads ?? [];
}

function writeTriples(file: string, quads: readonly Quad[]): void {
  writeFileSync(file, quads.map((each) => `${quadToNQuad(each).trimEnd()}\n`).join(''));
}

function renamed({ subject, predicate, object }: Quad, from: string, to: string): Quad {
  const rename = <T extends { readonly termType: string; readonly value: string }>(term: T) =>
    term.termType === 'NamedNode' && /^id\/(?:initiative|activity|series)\//.test(term.value.slice(from.length))
      ? namedNode(to + term.value.slice(from.length))
      : term;
  return quad(rename(subject), predicate, rename(object));
}

function registration({ slug, baseIRI }: AgencyPlace): string {
  const name = slug.toUpperCase();
  const labels = ['en', 'fr', 'es', 'ar', 'zh', 'ru'].map((language) => `"${name}"@${language}`).join(', ');
  return `@prefix tf: <https://w3id.org/technology-facilitation#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .

<id/source/${slug}>
  a tf:FederatedSource, dcat:DataService ;
  skos:prefLabel ${labels} ;
  dct:description "What ${name} leads, as its own service publishes it."@en ;
  dct:publisher <id/agency/${slug}> ;
  dct:license <https://creativecommons.org/licenses/by/4.0/> ;
  dcat:endpointURL <${baseIRI}sparql> ;
  tf:sourceKind <id/source-kind/sparql-endpoint> ;
  tf:trustLevel <id/trust/official> ;
  tf:enabled true ;
  tf:allowsPrivateNetwork true ;
  tf:confidence <id/confidence/high> ;
  prov:wasDerivedFrom <id/evidence/general-knowledge> .
`;
}
