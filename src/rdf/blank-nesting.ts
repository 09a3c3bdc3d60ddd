import type { Quad, Term } from './terms.ts';
import { rdf } from './vocabulary.ts';

/** Nesting deeper than this is written with labels, so that no document exhausts the stack of who writes or reads it. */
const MAX_DEPTH = 24;

const FIRST = rdf('first').value;
const REST = rdf('rest').value;
const NIL = rdf('nil').value;
const TYPE = rdf('type').value;

/** Which blank nodes can be written in the place where they are used, as `[ … ]` or as a list. */
export interface BlankNesting {
  /** True when the node is the object of exactly one triple, in the graph of its own triples, and not inside itself. */
  isNested(term: Term): boolean;
  /** The members of the list that starts here; undefined unless it is well-formed and all its cells are nested. */
  list(term: Term): readonly Term[] | undefined;
  /** The node is a cell of such a list: its `rdf:first` and `rdf:rest` do not show. */
  isListCell(term: Term): boolean;
}

/** For one blank node: the subject that uses it, when there is just one use; and its own triples. */
interface BlankFacts {
  uses: number;
  parent: Term | undefined;
  usedAsRest: boolean;
  readonly graphs: Set<string>;
  readonly own: Quad[];
}

export function blankNesting(quads: readonly Quad[]): BlankNesting {
  const facts = survey(quads);
  const { items, headOf } = findLists(facts);
  // 0: has to be labelled; otherwise how deep it is nested
  const depths = new Map<string, number>();

  const parentOf = (label: string): string | undefined => {
    const parent = facts.get(label)?.parent;
    return parent?.termType === 'BlankNode' ? (headOf.get(parent.value) ?? parent.value) : undefined;
  };

  const depthOf = (start: string): number => {
    const path = new Set<string>();
    let label: string | undefined = start;
    while (label !== undefined && !depths.has(label) && !path.has(label)) {
      path.add(label);
      label = isUsedOnce(facts.get(label)) ? parentOf(label) : undefined;
    }
    // the path ended in a circle: its nodes hold each other, so one of them needs a label
    if (label !== undefined && path.has(label)) depths.set(label, 0);
    for (const each of [...path].reverse()) {
      if (depths.has(each)) continue;
      const parent = parentOf(each);
      const depth = isUsedOnce(facts.get(each)) ? 1 + (parent === undefined ? 0 : (depths.get(parent) ?? 0)) : 0;
      depths.set(each, depth > MAX_DEPTH ? 0 : depth);
    }
    return depths.get(start) ?? 0;
  };

  const isNested = (term: Term): boolean => term.termType === 'BlankNode' && depthOf(headOf.get(term.value) ?? term.value) > 0;
  return {
    isNested,
    isListCell: (term) => headOf.has(term.value) && isNested(term),
    list: (term) => {
      if (term.termType === 'NamedNode') return term.value === NIL ? [] : undefined;
      return isNested(term) ? items.get(term.value) : undefined;
    },
  };
}

function isUsedOnce(facts: BlankFacts | undefined): boolean {
  return facts !== undefined && facts.uses === 1 && facts.graphs.size === 1;
}

/** Lists by the label of their first cell, and that first cell by the label of each cell. */
function findLists(facts: ReadonlyMap<string, BlankFacts>) {
  const items = new Map<string, Term[]>();
  const headOf = new Map<string, string>();
  for (const [last, { own }] of facts) {
    if (!own.some((each) => each.predicate.value === REST && each.object.value === NIL)) continue;
    const cells: string[] = [];
    const seen = new Set<string>();
    const members: Term[] = [];
    for (let label: string | undefined = last; label !== undefined; ) {
      const cell = facts.get(label);
      const first = cell?.own.find((each) => each.predicate.value === FIRST);
      const rest = cell?.own.find((each) => each.predicate.value === REST);
      if (!isUsedOnce(cell) || cell?.own.length !== 2 || first === undefined || rest === undefined || seen.has(label)) break;
      seen.add(label);
      cells.push(label);
      members.push(first.object);
      label = cell.usedAsRest && cell.parent?.termType === 'BlankNode' ? cell.parent.value : undefined;
    }
    const head = cells.at(-1);
    if (head === undefined) continue;
    items.set(head, members.reverse());
    for (const cell of cells) headOf.set(cell, head);
  }
  return { items, headOf };
}

function survey(quads: readonly Quad[]): Map<string, BlankFacts> {
  const all = new Map<string, BlankFacts>();
  const of = (label: string): BlankFacts => {
    const facts = all.get(label) ?? { uses: 0, parent: undefined, usedAsRest: false, graphs: new Set<string>(), own: [] };
    all.set(label, facts);
    return facts;
  };
  for (const each of quads) {
    const { subject, predicate, object, graph } = each;
    if (subject.termType === 'BlankNode') {
      of(subject.value).own.push(each);
      of(subject.value).graphs.add(graph.value);
    }
    if (object.termType === 'BlankNode') {
      const facts = of(object.value);
      facts.graphs.add(graph.value);
      facts.parent = subject;
      facts.usedAsRest = predicate.value === REST;
      // a type counts as two uses: JSON-LD writes types as strings, which cannot hold a node
      facts.uses += predicate.value === TYPE ? 2 : 1;
    }
    for (const label of labelsOutsideTriples(each)) of(label).uses += 2;
  }
  return all;
}

/** Blank nodes in triple terms and graph names: they need a label, wherever else they are. */
function* labelsOutsideTriples({ graph, object }: Quad): Generator<string> {
  if (graph.termType === 'BlankNode') yield graph.value;
  if (object.termType !== 'Quad') return;
  const inner = object as Quad;
  for (const term of [inner.subject, inner.object]) if (term.termType === 'BlankNode') yield term.value;
  yield* labelsOutsideTriples(inner);
}
