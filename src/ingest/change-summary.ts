import { skolemPrefix } from '../rdf/skolemise.ts';
import type { Quad } from '../rdf/terms.ts';
import type { Revision, StoreReader } from '../store/types.ts';

type Fate = 'created' | 'changed' | 'withdrawn';

export interface ChangeSummary {
  readonly revision: Revision;
  /** The IRIs that the dataset says something new about, or no longer what it said; former blank nodes count for what refers to them. */
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly withdrawn: readonly string[];
}

/** What revisions did to the entities they are about, judged right after them: the state that they led to is the current one. */
export function summariseChanges(reader: StoreReader, revisions: readonly Revision[]): ChangeSummary[] {
  return revisions.map((revision) => {
    const patch = reader.patch(revision.sequence);
    const gained = countBySubject(patch.added);
    const touched = entitiesOf(reader, [...patch.added, ...patch.removed]);
    const groups: Record<Fate, string[]> = { created: [], changed: [], withdrawn: [] };
    for (const iri of touched) groups[revision.number === 1 ? 'created' : fateOf(reader, revision, iri, gained.get(iri) ?? 0)].push(iri);
    return { revision, ...groups };
  });
}

/** For people: a line for each revision, and for up to `limit` entities of each kind of change. */
export function formatChanges(summaries: readonly ChangeSummary[], { limit = 10 }: { limit?: number } = {}): string {
  return summaries
    .flatMap(({ revision, created, changed, withdrawn }) => [
      `${revision.dataset}: revision ${revision.number}, ${revision.addedCount} quads added, ${revision.removedCount} removed`,
      ...formatList('new', created, limit),
      ...formatList('changed', changed, limit),
      ...formatList('withdrawn', withdrawn, limit),
    ])
    .join('\n');
}

function formatList(title: string, iris: readonly string[], limit: number): string[] {
  const more = iris.length > limit ? [`  … and ${iris.length - limit} more ${title}`] : [];
  return [...iris.slice(0, limit).map((iri) => `  ${title} ${iri}`), ...more];
}

function fateOf(reader: StoreReader, { dataset }: Revision, iri: string, gained: number): Fate {
  const graph = reader.dataset(dataset)?.graphIRI;
  const now = reader.quadsWithSubject(iri).filter((quad) => quad.graph.value === graph).length;
  if (now === 0) return 'withdrawn';
  return now === gained ? 'created' : 'changed';
}

/** The subjects, sorted; instead of a former blank node whatever refers to it, in the quads or in the state. */
function entitiesOf(reader: StoreReader, quads: readonly Quad[]): string[] {
  const prefix = skolemPrefix(reader.baseIRI);
  const referring = Map.groupBy(quads, ({ object }) => object.value);
  const entities = new Set<string>();
  const found = new Set(quads.map(({ subject }) => subject.value));
  // A set's iteration goes on to what is added to it on the way, each IRI once.
  for (const iri of found) {
    const referrers = iri.startsWith(prefix) ? (referring.get(iri) ?? reader.quadsWithObject(iri)) : [];
    // A former blank node that nothing refers to stands for itself.
    if (referrers.length === 0) entities.add(iri);
    for (const { subject } of referrers) found.add(subject.value);
  }
  return [...entities].sort();
}

function countBySubject(quads: readonly Quad[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { subject } of quads) counts.set(subject.value, (counts.get(subject.value) ?? 0) + 1);
  return counts;
}
