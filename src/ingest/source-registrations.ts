import { FacilisError } from '../errors.ts';
import { literal, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { tf, xsd } from '../rdf/vocabulary.ts';
import type { StoreReader } from '../store/types.ts';
import type { Committing, DatasetContent, Ingest, IngestOutcome } from './ingest.ts';
import type { SourceDocument } from './source-document.ts';
import { ownedBy, REGISTERED_SOURCES, reachedFrom, SHIPPED_SOURCES, sourcesIn, withoutSource } from './source-nodes.ts';

export interface SourceRegistrations {
  /** What is said of a source now, with what is its own; nothing when it is not registered. */
  current(iri: string): Quad[];
  /** Registers a source, or replaces what was said of it, also when that was shipped. */
  put(source: SourceDocument, by: Committing): Promise<IngestOutcome>;
  /** @throws FacilisError `not-found`, `withdrawn` */
  remove(iri: string, by: Committing): Promise<IngestOutcome>;
  /**
   * Says whether a source takes part in federated queries. One that was shipped is registered by that, with all else that is said of it.
   * @throws FacilisError `not-found`, `withdrawn`
   */
  setEnabled(iri: string, isEnabled: boolean, by: Committing): Promise<IngestOutcome>;
}

/**
 * Sources that are registered while the service has its data. They have a dataset of their own, so that no shipped file that
 * changed overwrites them; what was shipped of the same source is withdrawn in the same commit.
 */
export function createSourceRegistrations(ingest: Ingest, reader: StoreReader): SourceRegistrations {
  const contentOf = (dataset: string, change: (quads: Quad[]) => readonly Quad[]): DatasetContent => ({
    dataset,
    quads: change(reader.quads(dataset)),
    expectedNumber: reader.dataset(dataset)?.revision.number ?? 0,
  });
  /** @param registered makes the registrations from those of the other sources */
  const replace = (iri: string, registered: (others: Quad[]) => readonly Quad[], by: Committing): Promise<IngestOutcome> =>
    ingest.replace(
      [
        contentOf(SHIPPED_SOURCES, (quads) => withoutSource(quads, iri)),
        contentOf(REGISTERED_SOURCES, (quads) => registered(withoutSource(quads, iri))),
      ],
      by,
    );
  const current = (iri: string) =>
    [SHIPPED_SOURCES, REGISTERED_SOURCES].flatMap((dataset) => {
      const quads = reader.quads(dataset);
      const owned = ownedBy(quads, iri);
      return quads.filter(({ subject }) => owned.has(subject.value));
    });
  return {
    current,
    put: ({ iri, quads }, by) => replace(iri, (others) => [...ofSources(others), ...quads], by),
    async remove(iri, by) {
      checkExists(reader, iri);
      return replace(iri, ofSources, by);
    },
    async setEnabled(iri, isEnabled, by) {
      checkExists(reader, iri);
      const rest = current(iri).filter(({ subject, predicate }) => subject.value !== iri || !predicate.equals(tf('enabled')));
      const enabled = quad(namedNode(iri), tf('enabled'), literal(String(isEnabled), xsd('boolean')));
      const switched = [...rest.map(({ subject, predicate, object }) => quad(subject, predicate, object)), enabled];
      return replace(iri, (others) => [...others, ...switched], by);
    },
  };
}

/**
 * What the shipped files add to the data: neither sources that were registered anew nor sources that were removed here. The log
 * knows the latter: they were described once and are not any more.
 */
export function shippedSources(quads: readonly Quad[], reader: StoreReader): readonly Quad[] {
  const registered = new Set(sourcesIn(reader.quads(REGISTERED_SOURCES)));
  const isGone = (iri: string) => registered.has(iri) || (reader.wasSubject(iri) && !reader.hasSubject(iri));
  return sourcesIn(quads)
    .filter(isGone)
    .reduce((kept: readonly Quad[], iri) => withoutSource(kept, iri), quads);
}

/** What the sources lead to; what was described for one that is gone goes with it. */
function ofSources(quads: readonly Quad[]): Quad[] {
  const kept = reachedFrom(quads, sourcesIn(quads));
  return quads.filter(({ subject }) => kept.has(subject.value));
}

/** @throws FacilisError `withdrawn` for a source that was registered once, `not-found` for another one */
export function checkExists(reader: StoreReader, iri: string): void {
  if (reader.hasSubject(iri)) return;
  if (reader.wasSubject(iri))
    throw new FacilisError('withdrawn', { detail: `The source <${iri}> was registered here and has been removed.` });
  throw new FacilisError('not-found', { detail: `There is no source <${iri}>.` });
}
