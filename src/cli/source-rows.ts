import { sourcesIn } from '../ingest/source-nodes.ts';
import type { Quad } from '../rdf/terms.ts';
import { dcat, dqv, prov, rdfs, tf, void_ } from '../rdf/vocabulary.ts';

export const SOURCE_COLUMNS = ['source', 'state', 'ms', 'last look', 'statements', 'kind', 'endpoint', 'found'];

export interface SourceRow {
  readonly slug: string;
  readonly isEnabled: boolean;
  readonly isDown: boolean;
  readonly cells: readonly string[];
}

/** Of what a service publishes of its sources, in the order of their names. */
export function sourceRows(quads: readonly Quad[]): SourceRow[] {
  const bySubject = Map.groupBy(quads, ({ subject }) => subject.value);
  const values = (node: string, predicate: Quad['predicate']): string[] =>
    (bySubject.get(node) ?? []).filter((each) => each.predicate.equals(predicate)).map(({ object }) => object.value);
  const row = (iri: string): SourceRow => {
    const [enabled, endpoint = '', kind = ''] = [tf('enabled'), dcat('endpointURL'), tf('sourceKind')].map((each) => values(iri, each)[0]);
    const measurements = values(iri, dqv('hasQualityMeasurement'));
    const measured = (metric: string) => measurements.find((each) => values(each, dqv('isMeasurementOf'))[0]?.endsWith(`#${metric}`)) ?? '';
    const of = (metric: string, predicate = dqv('value')) => values(measured(metric), predicate)[0] ?? '';
    const isEnabled = enabled === 'true';
    const isUp = { true: 'up', false: 'down' }[of('availability')] ?? 'unknown';
    const triples = values(iri, dcat('servesDataset')).flatMap((each) => values(each, void_('triples')))[0] ?? '';
    const slug = iri.slice(iri.lastIndexOf('/') + 1);
    const found = of('availability', rdfs('comment'));
    const time = of('availability', prov('generatedAtTime'));
    const kindName = kind.slice(kind.lastIndexOf('/') + 1);
    const state = isEnabled ? isUp : 'disabled';
    return {
      slug,
      isEnabled,
      isDown: state === 'down',
      cells: [slug, state, of('response-time'), time, triples, kindName, endpoint, found],
    };
  };
  return sourcesIn(quads)
    .map(row)
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
}
