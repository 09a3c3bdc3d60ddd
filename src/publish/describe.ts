import { quadToNQuad } from '../rdf/nquads.ts';
import { skolemPrefix } from '../rdf/skolemise.ts';
import type { Quad } from '../rdf/terms.ts';
import { rdf, skos } from '../rdf/vocabulary.ts';
import type { StoreReader } from '../store/types.ts';
import { LABEL_PREDICATES } from './names.ts';

export interface Description {
  /** In the graphs of their datasets. */
  readonly quads: Quad[];
  /** Classes of the entity. */
  readonly types: string[];
}

const TYPE = rdf('type').value;
const CONCEPT_CLASSES = new Set([skos('Concept').value, skos('ConceptScheme').value]);
const NAMING = new Set([TYPE, ...LABEL_PREDICATES]);

/**
 * What `/doc` says about an entity: its own triples and those of the nameless (skolem) nodes it holds; the triples that point to it, unless it is a
 * concept or scheme, to which half the inventory points; type and labels of every thing mentioned. Undefined when no
 * triple has it as subject.
 */
export function describeEntity(reader: StoreReader, iri: string): Description | undefined {
  const isNameless = (node: string): boolean => node.startsWith(skolemPrefix(reader.baseIRI));
  const described = new Map<string, readonly Quad[]>();
  const mentioned = new Set<string>();
  /** A node and the nameless ones that it leads to. Sets and not recursion here and below: a list may be thousands of cells long. */
  const describe = (start: string): void => {
    const found = new Set([start]);
    // A set's iteration goes on to what is added to it on the way, each node once.
    for (const node of found) {
      if (described.has(node)) continue;
      const quads = reader.quadsWithSubject(node);
      described.set(node, quads);
      for (const { predicate, object } of quads) {
        if (object.termType === 'NamedNode' && predicate.value !== TYPE) (isNameless(object.value) ? found : mentioned).add(object.value);
      }
    }
  };
  describe(iri);
  const own = described.get(iri) ?? [];
  if (own.length === 0) return undefined;
  const types = [...new Set(own.filter(({ predicate }) => predicate.value === TYPE).map(({ object }) => object.value))].sort();

  const incoming: Quad[] = [];
  if (!types.some((each) => CONCEPT_CLASSES.has(each))) {
    const targets = new Set([iri]);
    for (const target of targets) {
      for (const quad of reader.quadsWithObject(target)) {
        const subject = quad.subject.value;
        if (described.has(subject)) continue;
        incoming.push(quad);
        (isNameless(subject) ? targets : mentioned).add(subject);
      }
    }
    for (const target of targets) describe(target);
  }

  const naming = [...mentioned]
    .filter((each) => !described.has(each))
    .flatMap((each) => reader.quadsWithSubject(each).filter(({ predicate }) => NAMING.has(predicate.value)));
  const quads = [...[...described.values()].flat(), ...incoming, ...naming];
  return { quads: [...new Map(quads.map((quad) => [quadToNQuad(quad), quad])).values()], types };
}
