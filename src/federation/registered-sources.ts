import type { Quad } from '../rdf/terms.ts';
import { dcat, dct, rdf, skos, tf } from '../rdf/vocabulary.ts';

export const SOURCE_KINDS = ['sparql-endpoint', 'dump', 'tpf', 'ldes'] as const;
/** `dump`: an RDF file. The last segment of the IRI of the `tf:SourceKind`. */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** How a secret is sent. The secret itself is in the environment, under this name. */
export interface CredentialReference {
  readonly scheme: 'basic' | 'bearer' | 'header';
  readonly environmentName: string;
  /** Name of the header field, for the scheme `header`. */
  readonly requestHeader: string | undefined;
}

/** A source that the operator of this service has registered, in a file that is shipped or at run time. */
export interface RegisteredSource {
  readonly iri: string;
  /** The address at which it is read; for a SPARQL endpoint as `SERVICE` must name it. */
  readonly endpoint: string;
  readonly kind: SourceKind;
  readonly enabled: boolean;
  /** English, or else any; the IRI when there is none. */
  readonly title: string;
  /** Of one answer; the service's own limits hold as well. */
  readonly timeoutMs: number | undefined;
  readonly maxAnswerBytes: number | undefined;
  readonly maxParallelRequests: number | undefined;
  readonly requestsPerMinute: number | undefined;
  readonly credentials: CredentialReference | undefined;
  /** Whether its host may have a loopback, private or link-local address (`tf:allowsPrivateNetwork`). */
  readonly allowsPrivateNetwork: boolean;
}

/** What is needed of the store. */
export interface SourceReader {
  quads(slug: string): readonly Quad[];
  dataset(slug: string): { readonly revision: { readonly number: number } } | undefined;
}

/** The datasets of the registry: what was registered at run time wins over what was shipped. */
export const REGISTRY = ['registered-sources', 'sources'] as const;

/** The `tf:FederatedSource`s of the registry's datasets that have an endpoint, by IRI. */
export function registeredSources(reader: Pick<SourceReader, 'quads'>): RegisteredSource[] {
  const found = new Map<string, RegisteredSource>();
  for (const source of REGISTRY.flatMap((dataset) => sourcesOf(reader.quads(dataset)))) {
    if (!found.has(source.iri)) found.set(source.iri, source);
  }
  return [...found.values()].sort((a, b) => (a.iri < b.iri ? -1 : 1));
}

/** The registry as it is at each call, read anew only when one of its datasets has another revision. */
export function sourceRegistry(reader: SourceReader): () => readonly RegisteredSource[] {
  let known: { readonly state: string; readonly sources: readonly RegisteredSource[] } | undefined;
  return () => {
    const state = REGISTRY.map((dataset) => reader.dataset(dataset)?.revision.number ?? 0).join(' ');
    if (known?.state !== state) known = { state, sources: registeredSources(reader) };
    return known.sources;
  };
}

function sourcesOf(quads: readonly Quad[]): RegisteredSource[] {
  const bySubject = Map.groupBy(quads, ({ subject }) => subject.value);
  return [...bySubject]
    .filter(([, own]) => own.some((quad) => quad.predicate.equals(rdf('type')) && quad.object.equals(tf('FederatedSource'))))
    .flatMap(([iri, own]) => readSource(iri, own, (node) => bySubject.get(node) ?? []));
}

function readSource(iri: string, quads: readonly Quad[], describe: (node: string) => readonly Quad[]): RegisteredSource[] {
  const endpoint = value(quads, dcat('endpointURL'));
  if (endpoint === undefined) return [];
  const limits = objects(quads, tf('limits')).flatMap((node) => describe(node.value));
  const limit = (name: string) => positive(value(limits, tf(name)));
  const kind = value(quads, tf('sourceKind'))?.split('/').at(-1);
  return [
    {
      iri,
      endpoint,
      kind: SOURCE_KINDS.find((each) => each === kind) ?? 'sparql-endpoint',
      enabled: value(quads, tf('enabled')) === 'true',
      title: title(quads) ?? iri,
      timeoutMs: limit('timeoutMs'),
      maxAnswerBytes: limit('maxAnswerBytes'),
      maxParallelRequests: limit('maxParallelRequests'),
      requestsPerMinute: limit('requestsPerMinute'),
      credentials: credentialReference(objects(quads, tf('credentials')).flatMap((node) => describe(node.value))),
      allowsPrivateNetwork: value(quads, tf('allowsPrivateNetwork')) === 'true',
    },
  ];
}

function credentialReference(quads: readonly Quad[]): CredentialReference | undefined {
  const scheme = (['basic', 'bearer', 'header'] as const).find((each) => each === value(quads, tf('credentialScheme')));
  const environmentName = value(quads, tf('environmentName'));
  if (scheme === undefined || environmentName === undefined) return undefined;
  return { scheme, environmentName, requestHeader: value(quads, tf('requestHeader')) };
}

function objects(quads: readonly Quad[], predicate: Quad['predicate']): Quad['object'][] {
  return quads.filter((quad) => quad.predicate.equals(predicate)).map(({ object }) => object);
}

function value(quads: readonly Quad[], predicate: Quad['predicate']): string | undefined {
  return objects(quads, predicate)[0]?.value;
}

function title(quads: readonly Quad[]): string | undefined {
  const titles = [...objects(quads, skos('prefLabel')), ...objects(quads, dct('title'))];
  return (titles.find((term) => term.termType === 'Literal' && term.language === 'en') ?? titles[0])?.value;
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text);
  return number > 0 ? number : undefined;
}
