import { literal, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { dcat, dct, dqv, prov, rdf, rdfs, skos, void_, xsd } from '../rdf/vocabulary.ts';
import type { SourceCheck } from '../store/operations-types.ts';

/** How much a source holds, as far as it was found out. */
export interface SourceSize {
  readonly triples: number;
  readonly predicates: number;
  readonly classes: number;
  /** ISO 8601. */
  readonly takenAt: string;
}

export interface SourceStatus {
  readonly iri: string;
  /** Of the last look; one that is disabled is not asked. */
  readonly state: 'up' | 'down' | 'unknown' | 'disabled';
  readonly check: SourceCheck | undefined;
  readonly size: SourceSize | undefined;
}

/** The metrics of a look, as fragments of the page of all sources, which defines them. */
const METRICS = {
  availability: { name: 'availability', definition: 'Whether the source answered when it was asked for as little as shows that it works.' },
  responseTime: { name: 'response time', definition: 'How long the answer of the source took as a whole, in milliseconds.' },
} as const;

type Metric = keyof typeof METRICS;

export function metricIRI(metric: Metric, baseIRI: string): string {
  return `${baseIRI}sources#${metric === 'availability' ? 'availability' : 'response-time'}`;
}

/** Data Quality Vocabulary (https://www.w3.org/TR/vocab-dqv/) §4.6: a metric and what its values are. */
export function metricQuads(baseIRI: string): Quad[] {
  const describe = (metric: Metric, datatype: string): Quad[] => {
    const node = namedNode(metricIRI(metric, baseIRI));
    const { name, definition } = METRICS[metric];
    return [
      quad(node, rdf('type'), dqv('Metric')),
      quad(node, skos('prefLabel'), literal(name, 'en')),
      quad(node, skos('definition'), literal(definition, 'en')),
      quad(node, dqv('expectedDataType'), xsd(datatype)),
    ];
  };
  return [...describe('availability', 'boolean'), ...describe('responseTime', 'integer')];
}

/** DQV §4.5: each look as two measurements, computed on the source. */
export function checkQuads(check: SourceCheck, baseIRI: string): Quad[] {
  const source = namedNode(check.source);
  const document = documentOf(check.source, baseIRI);
  const measure = (metric: Metric, value: string, datatype: string): Quad[] => {
    const node = namedNode(`${document}#${metric === 'availability' ? 'availability' : 'response-time'}-${check.time}`);
    return [
      quad(source, dqv('hasQualityMeasurement'), node),
      quad(node, rdf('type'), dqv('QualityMeasurement')),
      quad(node, dqv('isMeasurementOf'), namedNode(metricIRI(metric, baseIRI))),
      quad(node, dqv('value'), literal(value, xsd(datatype))),
      quad(node, prov('generatedAtTime'), literal(check.time, xsd('dateTime'))),
      ...(metric === 'availability' ? [quad(node, rdfs('comment'), literal(check.detail, 'en'))] : []),
    ];
  };
  return [
    ...measure('availability', String(check.outcome === 'up'), 'boolean'),
    // How soon a source failed says nothing about how fast it answers.
    ...(check.outcome === 'up' ? measure('responseTime', String(check.milliseconds), 'integer') : []),
  ];
}

/** VoID §4.6: statistics about what the source serves. */
export function sizeQuads({ iri, size }: SourceStatus, baseIRI: string): Quad[] {
  if (size === undefined) return [];
  const data = namedNode(`${documentOf(iri, baseIRI)}#summary`);
  const count = (value: number) => literal(String(value), xsd('integer'));
  return [
    quad(namedNode(iri), dcat('servesDataset'), data),
    quad(data, rdf('type'), void_('Dataset')),
    quad(data, void_('triples'), count(size.triples)),
    quad(data, void_('properties'), count(size.predicates)),
    quad(data, void_('classes'), count(size.classes)),
    quad(data, dct('modified'), literal(size.takenAt, xsd('dateTime'))),
  ];
}

function documentOf(source: string, baseIRI: string): string {
  return `${baseIRI}doc/${source.slice(`${baseIRI}id/`.length)}`;
}
