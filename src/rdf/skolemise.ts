import { createHash } from 'node:crypto';
import { blankNodesOf, replaceBlankNodes } from './blank-nodes.ts';
import { canonicalForm } from './canonical.ts';
import { canonicalLabels, canonicalTimeLimit } from './canonical-labels.ts';
import { type NamedNode, namedNode, type Quad } from './terms.ts';

/**
 * Replaces blank nodes by IRIs (RDF 1.1 Concepts §3.5): "systems may wish to mint a new, globally unique IRI (a Skolem IRI)".
 *
 * A name is made from what the data says about the node: from the canonical form of its component, which is all quads that are
 * connected with it through blank nodes. So it stays the same while other parts of the dataset change, and a blank node that says
 * the same as one that was named before gets that one's name. Components that are equal in all but their labels are different
 * nodes in RDF: they are numbered, and it does not matter which gets which number.
 */
export async function skolemise(quads: readonly Quad[], { baseIRI }: { baseIRI: string }): Promise<Quad[]> {
  const copies = new Map<string, number>();
  const names = new Map<string, NamedNode>();
  const signal = canonicalTimeLimit();
  for (const component of components(quads)) {
    const labels = await canonicalLabels(component, signal);
    const form = canonicalForm(component, labels);
    const copy = copies.get(form) ?? 0;
    copies.set(form, copy + 1);
    const content = sha256(copy === 0 ? form : `${form}${copy}`);
    for (const [label, canonical] of labels) names.set(label, namedNode(skolemIRI(baseIRI, `${canonical} ${content}`)));
  }
  return quads.map((statement) => replaceBlankNodes(statement, (label) => names.get(label) as NamedNode));
}

/** Where the names of former blank nodes begin. */
export function skolemPrefix(baseIRI: string): string {
  return `${baseIRI}.well-known/genid/`;
}

function skolemIRI(baseIRI: string, content: string): string {
  // 160 bits: no accident makes two of them equal, and the IRI stays readable.
  return skolemPrefix(baseIRI) + sha256(content).slice(0, 40);
}

/** Groups the quads that hold blank nodes by connectedness; quads without one belong to no group. */
function components(quads: readonly Quad[]): Iterable<Quad[]> {
  const parents = new Map<string, string>();
  const root = (label: string): string => {
    let top = label;
    for (let parent = parents.get(top); parent !== undefined && parent !== top; parent = parents.get(top)) top = parent;
    // Path compression keeps long chains (RDF lists) linear.
    for (let at = label; at !== top; ) {
      const next = parents.get(at) as string;
      parents.set(at, top);
      at = next;
    }
    return top;
  };
  const anchored: [string, Quad][] = [];
  for (const statement of quads) {
    const [first, ...others] = blankNodesOf(statement);
    if (first === undefined) continue;
    if (!parents.has(first)) parents.set(first, first);
    for (const other of others) parents.set(root(other), root(first));
    anchored.push([first, statement]);
  }
  return Map.groupBy(anchored, ([label]) => root(label))
    .values()
    .map((members) => members.map(([, statement]) => statement));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
