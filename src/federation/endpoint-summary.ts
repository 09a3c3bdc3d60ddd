import { findVoid } from './find-void.ts';
import { gatherCounts } from './gather-counts.ts';
import { gatherCharacteristicSets, gatherValues } from './gather-details.ts';
import { gatherPrefixes } from './gather-prefixes.ts';
import { type SourceAccess, sourceFailure } from './source-fetch.ts';
import { numberOf, selectIfAble } from './source-questions.ts';
import { endpointState, toValidator } from './source-state.ts';
import type { SourceSummary } from './source-summary.ts';
import { verifiedVoid } from './verify-void.ts';

/** A source that changes while it is summarised is summarised again, so often in all. */
const MOST_ATTEMPTS = 2;

/** As in `ingest/progress.ts`. */
export type Progress = (step: string, done?: number, total?: number) => void;

export interface TakeOptions {
  /** IRIs of the datasets that the registration says are behind the source. */
  readonly datasets: readonly string[];
  readonly onProgress: Progress;
}

/**
 * The summary of a SPARQL endpoint, from its own VoID where that is true, else asked for. What the source cannot answer is not in it.
 * @throws FacilisError `source-failed`, `source-timeout` when the source does not answer at all, or changes all the time
 */
export async function summaryOfEndpoint(access: SourceAccess, options: TakeOptions): Promise<SourceSummary> {
  const { onProgress } = options;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    onProgress('Counting triples');
    const before = await endpointState(undefined, access);
    const triples = before?.triples;
    onProgress('Looking for its VoID description');
    const found = triples === undefined ? undefined : await findVoid(options.datasets, access);
    const own = found && triples !== undefined ? await verifiedVoid(found.summary, triples, access) : undefined;
    const summary = await detailed(own ?? (await gathered(triples, access, onProgress)), access, onProgress);
    const after = await endpointState(own && found?.url, access);
    // What was asked first and last belongs together only if nothing has changed between.
    if (toValidator(before) === toValidator(after && { ...after, void: undefined })) return { ...summary, validator: toValidator(after) };
  }
  throw sourceFailure(access.source, 'it changed again and again while it was summarised');
}

async function gathered(triples: number | undefined, access: SourceAccess, onProgress: Progress): Promise<SourceSummary> {
  onProgress('Counting predicates and classes');
  const counts = await gatherCounts(triples, access);
  const row = (await selectIfAble('SELECT (COUNT(DISTINCT ?s) AS ?ds) (COUNT(DISTINCT ?o) AS ?do) { ?s ?p ?o }', access))?.[0];
  const now = new Date().toISOString();
  return {
    source: access.source.iri,
    takenAt: now,
    verifiedAt: now,
    ...counts,
    distinctSubjects: numberOf(row, 'ds'),
    distinctObjects: numberOf(row, 'do'),
    characteristicSets: undefined,
    validator: undefined,
  };
}

async function detailed(summary: SourceSummary, access: SourceAccess, onProgress: Progress): Promise<SourceSummary> {
  if (summary.predicates.size === 0) return summary;
  const total = summary.predicates.size;
  const withPrefixes = await gatherPrefixes(summary.predicates, access, (done) => onProgress('Listing prefixes', done, total));
  onProgress('Listing values');
  const predicates = await gatherValues(withPrefixes, access);
  onProgress('Counting sets of predicates');
  const characteristicSets = summary.isComplete ? await gatherCharacteristicSets(predicates, access) : undefined;
  return { ...summary, predicates, characteristicSets };
}
