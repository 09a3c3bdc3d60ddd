import { literal, type NamedNode, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { dct, foaf, rdf, tf, void_, xsd } from '../rdf/vocabulary.ts';
import { namespaceOf } from './iri-prefixes.ts';
import type { SourceSummary } from './source-summary.ts';

export interface VoidDescriptionOptions {
  /** IRI of the document; what it describes is named by fragments of it. */
  readonly document: string;
  readonly sparqlEndpoint: string;
  /** Beginning of the IRIs that are minted here. */
  readonly uriSpace: string;
  /** ISO 8601. */
  readonly modified: string | undefined;
  /** Parts of the dataset by IRI. */
  readonly subsets: ReadonlyMap<string, SourceSummary>;
}

/**
 * A summary as VoID, so that others can plan against its source; `summaryOfVoid` is the inverse. What VoID has no term for (prefixes and
 * lists of objects of a property partition, characteristic sets) is said with terms of our own.
 */
export function voidDescription(summary: SourceSummary, options: VoidDescriptionOptions): { quads: Quad[]; rootIRI: string } {
  const { document, sparqlEndpoint, uriSpace, modified, subsets } = options;
  const dataset = namedNode(`${document}#dataset`);
  const names = [...summary.predicates.keys(), ...summary.classes.keys()];
  return {
    rootIRI: dataset.value,
    quads: [
      // VoID §6.1: the document is a void:DatasetDescription, and its topic the dataset.
      quad(namedNode(document), rdf('type'), void_('DatasetDescription')),
      quad(namedNode(document), foaf('primaryTopic'), dataset),
      quad(dataset, void_('sparqlEndpoint'), namedNode(sparqlEndpoint)),
      quad(dataset, void_('uriSpace'), literal(uriSpace)),
      ...(modified === undefined ? [] : [quad(dataset, dct('modified'), literal(modified, xsd('dateTime')))]),
      ...[...new Set(names.map(namespaceOf))].map((iri) => quad(dataset, void_('vocabulary'), namedNode(iri))),
      ...statistics(dataset, summary),
      ...[...summary.predicates.keys()].flatMap((iri) => propertyPartition(dataset, iri, summary)),
      ...[...summary.classes].flatMap(([iri, entities]) => classPartition(dataset, iri, entities)),
      ...(summary.characteristicSets ?? []).flatMap((_, index) => characteristicSet(dataset, index, summary)),
      ...[...subsets].flatMap(([iri, subset]) => [quad(dataset, void_('subset'), namedNode(iri)), ...statistics(namedNode(iri), subset)]),
    ],
  };
}

function statistics(dataset: NamedNode, summary: SourceSummary): Quad[] {
  return [
    quad(dataset, rdf('type'), void_('Dataset')),
    quad(dataset, void_('triples'), count(summary.triples)),
    quad(dataset, void_('properties'), count(summary.predicates.size)),
    quad(dataset, void_('classes'), count(summary.classes.size)),
    ...(summary.distinctSubjects === undefined ? [] : [quad(dataset, void_('distinctSubjects'), count(summary.distinctSubjects))]),
    ...(summary.distinctObjects === undefined ? [] : [quad(dataset, void_('distinctObjects'), count(summary.distinctObjects))]),
  ];
}

function propertyPartition(dataset: NamedNode, iri: string, { predicates }: SourceSummary): Quad[] {
  const summary = predicates.get(iri);
  if (summary === undefined) return [];
  const partition = part(dataset, `property=${encodeURIComponent(iri)}`);
  const texts = (name: string, values: readonly string[] | undefined) =>
    (values ?? []).map((value) => quad(partition, tf(name), literal(value)));
  return [
    quad(dataset, void_('propertyPartition'), partition),
    quad(partition, rdf('type'), void_('Dataset')),
    quad(partition, void_('property'), namedNode(iri)),
    quad(partition, void_('triples'), count(summary.triples)),
    quad(partition, void_('distinctSubjects'), count(summary.distinctSubjects)),
    quad(partition, void_('distinctObjects'), count(summary.distinctObjects)),
    ...texts('subjectPrefix', summary.subjects),
    ...texts('objectPrefix', summary.objects),
    ...texts('objectValue', summary.values),
  ];
}

function classPartition(dataset: NamedNode, iri: string, entities: number): Quad[] {
  const partition = part(dataset, `class=${encodeURIComponent(iri)}`);
  return [
    quad(dataset, void_('classPartition'), partition),
    quad(partition, rdf('type'), void_('Dataset')),
    quad(partition, void_('class'), namedNode(iri)),
    quad(partition, void_('entities'), count(entities)),
  ];
}

function characteristicSet(dataset: NamedNode, index: number, { characteristicSets = [] }: SourceSummary): Quad[] {
  const { predicates = [], subjects = 0 } = characteristicSets[index] ?? {};
  const set = part(dataset, `characteristic-set=${index + 1}`);
  return [
    quad(dataset, tf('characteristicSet'), set),
    quad(set, rdf('type'), void_('Dataset')),
    quad(set, void_('distinctSubjects'), count(subjects)),
    ...predicates.map((iri) => quad(set, void_('property'), namedNode(iri))),
  ];
}

function part(dataset: NamedNode, fragment: string): NamedNode {
  return namedNode(`${dataset.value.split('#')[0]}#${fragment}`);
}

function count(number: number): Quad['object'] {
  return literal(String(number), xsd('integer'));
}
