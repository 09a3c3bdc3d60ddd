import type { Quad } from '../rdf/terms.ts';
import { dcat, dct, rdf, skos, tf } from '../rdf/vocabulary.ts';

/** A SPARQL endpoint that the operator of this service has written into `data/sources/`. */
export interface RegisteredSource {
  readonly iri: string;
  /** The address of its SPARQL endpoint, as `SERVICE` must name it. */
  readonly endpoint: string;
  readonly enabled: boolean;
  /** English, or else any; the IRI when there is none. */
  readonly title: string;
  /** Of one answer; the service's own limits hold as well. */
  readonly timeoutMs: number | undefined;
  readonly maxAnswerBytes: number | undefined;
}

/** What is needed of the store. */
export interface SourceReader {
  quads(slug: string): readonly Quad[];
}

/** The `tf:FederatedSource`s of the graph `{baseIRI}graph/sources` that have an endpoint, by IRI. */
export function registeredSources(reader: SourceReader): RegisteredSource[] {
  const bySubject = Map.groupBy(reader.quads('sources'), ({ subject }) => subject.value);
  return [...bySubject]
    .filter(([, quads]) => quads.some((quad) => quad.predicate.equals(rdf('type')) && quad.object.equals(tf('FederatedSource'))))
    .flatMap(([iri, quads]) => readSource(iri, quads, (node) => bySubject.get(node) ?? []))
    .sort((a, b) => (a.iri < b.iri ? -1 : 1));
}

function readSource(iri: string, quads: readonly Quad[], describe: (node: string) => readonly Quad[]): RegisteredSource[] {
  const endpoint = objects(quads, dcat('endpointURL'))[0]?.value;
  if (endpoint === undefined) return [];
  const limits = objects(quads, tf('limits')).flatMap((node) => describe(node.value));
  return [
    {
      iri,
      endpoint,
      enabled: objects(quads, tf('enabled'))[0]?.value === 'true',
      title: title(quads) ?? iri,
      timeoutMs: positive(objects(limits, tf('timeoutMs'))[0]?.value),
      maxAnswerBytes: positive(objects(limits, tf('maxAnswerBytes'))[0]?.value),
    },
  ];
}

function objects(quads: readonly Quad[], predicate: Quad['predicate']): Quad['object'][] {
  return quads.filter((quad) => quad.predicate.equals(predicate)).map(({ object }) => object);
}

function title(quads: readonly Quad[]): string | undefined {
  const titles = [...objects(quads, skos('prefLabel')), ...objects(quads, dct('title'))];
  return (titles.find((term) => term.termType === 'Literal' && term.language === 'en') ?? titles[0])?.value;
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return value > 0 ? value : undefined;
}
