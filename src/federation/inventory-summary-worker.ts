import { parentPort, workerData } from 'node:worker_threads';
import { parseNQuads } from '../rdf/nquads.ts';
import { linesOf } from '../sparql/replica-log.ts';
import type { QuadSummaries, SummaryWorkerData } from './inventory-summary.ts';
import { SummaryBuilder } from './summary-of-quads.ts';

/** The entry of a thread that summarises one revision of the inventory, and ends. */
const { iri, state } = workerData as SummaryWorkerData;
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
const summaries: QuadSummaries = {
  whole: whole.finish(iri, `revision ${state.sequence}`),
  datasets: new Map(datasets.entries().map(([name, builder]) => [name, builder.finish(name)])),
};
parentPort?.postMessage(summaries);
