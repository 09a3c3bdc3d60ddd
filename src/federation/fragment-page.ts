import { FacilisError } from '../errors.ts';
import { quadToNQuad } from '../rdf/nquads.ts';
import type { Quad, Quad_Object, Quad_Subject, Term } from '../rdf/terms.ts';
import { namedNode, quad } from '../rdf/terms.ts';
import { foaf, hydra, rdf, void_ } from '../rdf/vocabulary.ts';

const METADATA = namedNode('urn:facilis:fragment');
const DATASET = namedNode('urn:facilis:fragments');

export interface FragmentPage {
  /** With blank nodes as they came. */
  readonly data: readonly Quad[];
  /** Whether it says how fragments are asked for. */
  readonly hasSearch: boolean;
  /** Data, with names for its blank nodes, and the metadata and controls in a graph that says that it holds them. */
  readonly nquads: string;
}

export interface PageOrigin {
  readonly askedFor: string;
  readonly answeredAt: string;
  /** What no other page's blank nodes have in front. */
  readonly blankNames: string;
}

/**
 * A page of a Triple Pattern Fragment, with what matches told from what is about the page. Where the format has graphs, the server puts the
 * latter into one; in Turtle they are beside each other, and Comunica would answer with both.
 * @throws FacilisError that does not name the source: it is no such page
 */
export function readFragmentPage(quads: readonly Quad[], { askedFor, answeredAt, blankNames }: PageOrigin): FragmentPage {
  const isMetadata = metadataOf(quads, new Set([askedFor, answeredAt]));
  const [metadata, data] = [quads.filter(isMetadata), quads.filter((each) => !isMetadata(each))];
  checkCount(metadata, data);
  const page = namedNode(askedFor);
  const lines = [
    ...data.map((each) => withNames(each, blankNames)),
    ...metadata.map(({ subject, predicate, object }) => aboutPage(OF_PAGE.test(predicate.value) ? page : subject, predicate, object)),
    aboutPage(METADATA, foaf('primaryTopic'), DATASET),
    // The last such triple decides.
    aboutPage(DATASET, void_('subset'), page),
  ];
  return { data, hasSearch: metadata.some(({ predicate }) => predicate.equals(hydra('search'))), nquads: lines.map(quadToNQuad).join('') };
}

/** The server may write the address of its page in another way than who asked for it, and Comunica would not find the next. */
const OF_PAGE = /^http:\/\/www\.w3\.org\/ns\/hydra\/core#(?:first|previous|next|last)(?:Page)?$/;

function aboutPage(subject: Term, predicate: Term, object: Term): Quad {
  return quad(subject as Quad_Subject, predicate as Quad['predicate'], object as Quad_Object, METADATA);
}

function withNames({ subject, predicate, object, graph }: Quad, blankNames: string): Quad {
  const named = (term: Term) => (term.termType === 'BlankNode' ? namedNode(blankNames + encodeURIComponent(term.value)) : term);
  return quad(named(subject) as Quad_Subject, predicate as Quad['predicate'], named(object) as Quad_Object, graph as Quad['graph']);
}

/** Triple Pattern Fragments §4.3, §4.4: the count, and the hypermedia controls, which are about the page and the fragments that it is of. */
function metadataOf(quads: readonly Quad[], addresses: ReadonlySet<string>): (quad: Quad) => boolean {
  const controls = quads.filter(({ predicate }) => predicate.equals(hydra('search')));
  const graphs = new Set(controls.map(({ graph }) => graph.value).filter((graph) => graph !== ''));
  if (graphs.size > 0) return ({ graph }) => graphs.has(graph.value);
  const datasets = new Set(controls.map(({ subject }) => subject.value));
  const is = (...names: readonly Quad['predicate'][]) => quads.filter(({ predicate }) => names.some((name) => name.equals(predicate)));
  const nodes = new Set([...addresses, ...is(hydra('search'), hydra('mapping')).map(({ object }) => object.value)]);
  // The server may write the address in another way than who asked.
  for (const { subject, object } of is(void_('subset'))) if (datasets.has(subject.value)) nodes.add(object.value);
  for (const { subject, object } of is(foaf('primaryTopic')))
    if (nodes.has(object.value) || datasets.has(object.value)) nodes.add(subject.value);
  // A description of the dataset may be among its data.
  const isControl = ({ predicate, object }: Quad) =>
    predicate.value.startsWith(hydra('').value) ||
    predicate.equals(void_('subset')) ||
    (predicate.equals(rdf('type')) && (object.equals(void_('Dataset')) || object.equals(hydra('Collection'))));
  return (each) => nodes.has(each.subject.value) || (datasets.has(each.subject.value) && isControl(each));
}

/** Triple Pattern Fragments §4.3: each page says how many triples match about, and 0 only when none do. */
function checkCount(metadata: readonly Quad[], data: readonly Quad[]): void {
  const counts = metadata.filter(({ predicate }) => predicate.equals(void_('triples')) || predicate.equals(hydra('totalItems')));
  if (counts.length === 0 || !counts.every(({ object }) => /^\d+$/.test(object.value))) {
    throw new FacilisError('source-failed', {
      detail: 'it does not say how many triples match',
    });
  }
  if (data.length > 0 && counts.some(({ object }) => Number(object.value) === 0)) {
    throw new FacilisError('source-failed', { detail: 'it says that no triple matches, and sends some' });
  }
}
