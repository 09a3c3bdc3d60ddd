import type { Quad } from '../rdf/terms.ts';
import { dct, rdf, tf, void_ } from '../rdf/vocabulary.ts';
import type { CharacteristicSet, PredicateSummary, SourceSummary } from './source-summary.ts';

export interface VoidLookup {
  /** IRI of the source. */
  readonly source: string;
  /** Its SPARQL endpoint, by which its dataset is known among others. */
  readonly endpoint: string;
  /** IRIs of the datasets that it serves, as its registration names them. */
  readonly datasets: readonly string[];
}

/**
 * The summary that a VoID description gives of the dataset behind an endpoint; `undefined` when it describes none, or not what predicates it has.
 * It is complete when the description's own numbers say that it names all predicates and classes. Whether they are true is not known here.
 */
export function summaryOfVoid(quads: readonly Quad[], lookup: VoidLookup): SourceSummary | undefined {
  const graph = new VoidGraph(quads);
  const dataset = datasetOf(graph, lookup);
  if (dataset === undefined) return undefined;
  const predicates = new Map<string, PredicateSummary>();
  for (const partition of graph.nodes(dataset, void_('propertyPartition').value)) {
    const [iri] = graph.nodes(partition, void_('property').value);
    const summary = propertyPartition(graph, partition);
    if (iri !== undefined && summary !== undefined) predicates.set(iri, summary);
  }
  if (predicates.size === 0) return undefined;
  const classes = classPartitions(graph, dataset);
  const triples = graph.number(dataset, void_('triples').value);
  const known = [...predicates.values()].reduce((sum, predicate) => sum + predicate.triples, 0);
  const sets = characteristicSets(graph, dataset);
  const now = new Date().toISOString();
  return {
    source: lookup.source,
    takenAt: now,
    verifiedAt: now,
    isComplete: triples === known && graph.number(dataset, void_('classes').value) === classes.size,
    triples: triples ?? known,
    distinctSubjects: graph.number(dataset, void_('distinctSubjects').value),
    distinctObjects: graph.number(dataset, void_('distinctObjects').value),
    predicates,
    classes,
    characteristicSets: sets.length > 0 && agree(sets, predicates) ? sets : undefined,
    validator: graph.texts(dataset, dct('modified').value)[0],
  };
}

/** Whether the sets have as many subjects with each predicate as there are. */
export function agree(sets: readonly CharacteristicSet[], predicates: ReadonlyMap<string, PredicateSummary>): boolean {
  const counted = new Map<string, number>();
  for (const set of sets) for (const iri of set.predicates) counted.set(iri, (counted.get(iri) ?? 0) + set.subjects);
  return counted.size === predicates.size && [...predicates].every(([iri, { distinctSubjects }]) => counted.get(iri) === distinctSubjects);
}

/** The one that the registration names, or whose endpoint this is, or the only one that is no part of another. */
function datasetOf(graph: VoidGraph, { endpoint, datasets }: VoidLookup): string | undefined {
  const withPartitions = graph.subjects(void_('propertyPartition').value);
  const named = withPartitions.filter((node) => datasets.includes(node));
  const served = withPartitions.filter((node) => graph.nodes(node, void_('sparqlEndpoint').value).includes(endpoint));
  const ofOther = (node: string) => graph.nodes(node, void_('sparqlEndpoint').value).length > 0;
  const parts = new Set(['subset', 'classPartition', 'propertyPartition'].flatMap((name) => graph.allNodes(void_(name).value)));
  const whole = withPartitions.filter((node) => !parts.has(node) && !ofOther(node));
  // Two that fit would be two truths: then neither is believed.
  return [named, served, whole].find((candidates) => candidates.length === 1)?.[0];
}

function propertyPartition(graph: VoidGraph, node: string): PredicateSummary | undefined {
  const triples = graph.number(node, void_('triples').value);
  if (triples === undefined) return undefined;
  const distinctObjects = graph.number(node, void_('distinctObjects').value);
  const list = (name: string) => {
    const texts = graph.texts(node, tf(name).value);
    return texts.length === 0 ? undefined : texts.sort();
  };
  const values = list('objectValue');
  return {
    triples,
    distinctSubjects: graph.number(node, void_('distinctSubjects').value) ?? triples,
    distinctObjects: distinctObjects ?? triples,
    subjects: list('subjectPrefix'),
    objects: list('objectPrefix'),
    values: values?.length === distinctObjects ? values : undefined,
  };
}

function classPartitions(graph: VoidGraph, dataset: string): Map<string, number> {
  return new Map(
    graph.nodes(dataset, void_('classPartition').value).flatMap((node): [string, number][] => {
      const [iri] = graph.nodes(node, void_('class').value);
      // VoID §4.4: the entities of a class partition are the instances of the class.
      const entities = graph.number(node, void_('entities').value);
      return iri === undefined || entities === undefined ? [] : [[iri, entities]];
    }),
  );
}

function characteristicSets(graph: VoidGraph, dataset: string): CharacteristicSet[] {
  return graph
    .nodes(dataset, tf('characteristicSet').value)
    .map((node) => ({
      predicates: graph.nodes(node, void_('property').value).sort(),
      subjects: graph.number(node, void_('distinctSubjects').value) ?? 0,
    }))
    .sort((a, b) => b.subjects - a.subjects || (a.predicates.join(' ') < b.predicates.join(' ') ? -1 : 1));
}

/** Quads by subject and predicate; blank nodes by their label. */
class VoidGraph {
  readonly #objects = new Map<string, Quad['object'][]>();
  readonly #quads: readonly Quad[];

  constructor(quads: readonly Quad[]) {
    this.#quads = quads;
    for (const { subject, predicate, object } of quads) {
      const key = `${subject.value} ${predicate.value}`;
      const objects = this.#objects.get(key);
      if (objects === undefined) this.#objects.set(key, [object]);
      else objects.push(object);
    }
  }

  subjects(predicate: string): string[] {
    const found = this.#quads.filter((quad) => quad.predicate.value === predicate).map(({ subject }) => subject.value);
    return [...new Set(found)];
  }

  allNodes(predicate: string): string[] {
    return this.#quads.filter((quad) => quad.predicate.value === predicate).map(({ object }) => object.value);
  }

  nodes(subject: string, predicate: string): string[] {
    return this.#of(subject, predicate).flatMap(({ termType, value }) => (termType === 'Literal' ? [] : [value]));
  }

  texts(subject: string, predicate: string): string[] {
    return this.#of(subject, predicate).flatMap(({ termType, value }) => (termType === 'Literal' ? [value] : []));
  }

  /** Where it is given in two ways it is not given. */
  number(subject: string, predicate: string): number | undefined {
    const numbers = new Set(this.texts(subject, predicate).map(Number));
    const [number] = numbers;
    return numbers.size === 1 && Number.isSafeInteger(number) && Number(number) >= 0 ? number : undefined;
  }

  #of(subject: string, predicate: string): readonly Quad['object'][] {
    return this.#objects.get(`${subject} ${predicate}`) ?? [];
  }
}

/** IRIs of what a document says is a void:Dataset or serves one, such as a service description: where more may be found. */
export function namedDatasets(quads: readonly Quad[]): string[] {
  const isDataset = (quad: Quad) => quad.predicate.equals(rdf('type')) && quad.object.equals(void_('Dataset'));
  const named = quads.flatMap((quad) => [
    ...(isDataset(quad) ? [quad.subject] : []),
    ...(quad.predicate.equals(void_('inDataset')) ? [quad.object] : []),
  ]);
  return [...new Set(named.filter(({ termType }) => termType === 'NamedNode').map(({ value }) => value))];
}
