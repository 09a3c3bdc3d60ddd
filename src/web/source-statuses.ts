import type { ExtraColumns } from '../publish/collection-csv.ts';
import type { SourceSize, SourceStatus } from '../publish/source-status.ts';
import { checkQuads, metricQuads, sizeQuads } from '../publish/source-status.ts';
import { parseNQuads } from '../rdf/nquads.ts';
import type { Quad } from '../rdf/terms.ts';
import type { SourceCheck } from '../store/operations-types.ts';
import type { Registry, WebParts } from './parts.ts';

/** So many looks back are shown and published for one source. */
const SHOWN_CHECKS = 50;

/** What is known of the sources beyond their registration. It changes without a revision: `version` belongs into every tag. */
export interface SourceStatuses {
  readonly version: readonly string[];
  of(iri: string): SourceStatus;
  /** Newest first. */
  history(iri: string): readonly SourceCheck[];
  /** What an endpoint's service description says that it can do, said of the source. */
  abilities(iri: string): readonly Quad[];
}

type Parts = Pick<WebParts, 'operations'> & { readonly registry: Pick<Registry, 'sources' | 'summaryOf'> };

export function sourceStatuses({ operations, registry }: Parts): SourceStatuses {
  const { sourceChecks, sourceSummaries, sourceDescriptions } = operations;
  // Read when a body is made: a 304 needs the version alone.
  let latest: ReadonlyMap<string, SourceCheck> | undefined;
  let enabled: ReadonlySet<string> | undefined;
  return {
    version: [sourceChecks.version(), sourceSummaries.version(), sourceDescriptions.version()],
    of(iri) {
      latest ??= sourceChecks.latest();
      enabled ??= new Set(registry.sources().flatMap((source) => (source.enabled ? [source.iri] : [])));
      const check = latest.get(iri);
      const state = enabled.has(iri) ? (check?.outcome ?? 'unknown') : 'disabled';
      return { iri, state, check, size: sizeOf(registry, iri) };
    },
    history: (iri) => sourceChecks.history(iri, SHOWN_CHECKS),
    abilities: (iri) => parseNQuads(sourceDescriptions.read(iri) ?? ''),
  };
}

function sizeOf({ summaryOf }: Pick<Registry, 'summaryOf'>, iri: string): SourceSize | undefined {
  const summary = summaryOf?.(iri);
  if (summary === undefined) return undefined;
  const { triples, predicates, classes, takenAt } = summary;
  return { triples, predicates: predicates.size, classes: classes.size, takenAt };
}

/** For a list of sources: the last look at each, and its size. */
export function statusQuads(statuses: SourceStatuses, iris: readonly string[], baseIRI: string): Quad[] {
  const each = iris.map((iri) => statuses.of(iri));
  return [
    ...metricQuads(baseIRI),
    ...each.flatMap((status) => [...(status.check === undefined ? [] : checkQuads(status.check, baseIRI)), ...sizeQuads(status, baseIRI)]),
  ];
}

/** For one source: its history. */
export function historyQuads(statuses: SourceStatuses, iri: string, baseIRI: string): Quad[] {
  const checks = statuses.history(iri);
  const metrics = checks.length === 0 ? [] : metricQuads(baseIRI);
  return [
    ...metrics,
    ...checks.flatMap((check) => checkQuads(check, baseIRI)),
    ...sizeQuads(statuses.of(iri), baseIRI),
    ...statuses.abilities(iri),
  ];
}

export function statusColumns(statuses: SourceStatuses): ExtraColumns {
  return {
    names: ['status', 'latency_ms', 'last_check', 'triples', 'predicates', 'classes'],
    cells(iri) {
      const { state, check, size } = statuses.of(iri);
      return [
        state,
        check?.outcome === 'up' ? String(check.milliseconds) : '',
        check?.time ?? '',
        ...[size?.triples, size?.predicates, size?.classes].map((count) => (count === undefined ? '' : String(count))),
      ];
    },
  };
}
