import { parseNQuads } from '../rdf/nquads.ts';
import { linesOf, type ReplicaState } from '../sparql/replica-log.ts';
import type { SourceSummary } from './source-summary.ts';
import { SummaryBuilder } from './summary-of-quads.ts';

/** Summaries of all quads of one revision. */
export interface QuadSummaries {
  /** Of the union of all graphs, each triple once. */
  readonly whole: SourceSummary;
  /** By the IRI of the graph. */
  readonly datasets: ReadonlyMap<string, SourceSummary>;
}

/** `iri` names the whole. Takes some seconds for a million quads. */
export function summariesOf({ iri, state }: { readonly iri: string; readonly state: ReplicaState }): QuadSummaries {
  const whole = new SummaryBuilder();
  const datasets = new Map<string, SummaryBuilder>();
  for (const lines of linesOf(state)) {
    for (const quad of parseNQuads(lines)) {
      const name = quad.graph.value;
      const dataset = datasets.get(name) ?? new SummaryBuilder();
      datasets.set(name, dataset);
      dataset.add(quad);
      whole.add(quad);
    }
  }
  return {
    whole: whole.finish(iri, `revision ${state.sequence}`),
    datasets: new Map(datasets.entries().map(([name, builder]) => [name, builder.finish(name)])),
  };
}
