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
  const own = reader.quadsWithSubject(iri);
  if (own.length === 0) return undefined;
  const types = [...new Set(own.filter(({ predicate }) => predicate.value === TYPE).map(({ object }) => object.value))].sort();
  const described = new Map<string, readonly Quad[]>([[iri, own]]);
  const mentioned = new Set<string>();
  const follow = (quads: readonly Quad[]): void => {
    for (const { predicate, object } of quads) {
      if (object.termType !== 'NamedNode' || predicate.value === TYPE) continue;
      if (isSkolem(object.value, reader.baseIRI)) include(object.value);
      else mentioned.add(object.value);
    }
  };
  const include = (node: string): void => {
    if (described.has(node)) return;
    const quads = reader.quadsWithSubject(node);
    described.set(node, quads);
    follow(quads);
  };
  follow(own);

  const incoming: Quad[] = [];
  if (!types.some((each) => CONCEPT_CLASSES.has(each))) {
    const climb = (target: string, seen: ReadonlySet<string>): void => {
      for (const quad of reader.quadsWithObject(target)) {
        const subject = quad.subject.value;
        if (described.has(subject) || seen.has(subject)) continue;
        incoming.push(quad);
        if (!isSkolem(subject, reader.baseIRI)) mentioned.add(subject);
        else climb(subject, new Set([...seen, subject]));
      }
    };
    climb(iri, new Set([iri]));
    for (const { subject } of incoming) if (isSkolem(subject.value, reader.baseIRI)) include(subject.value);
  }

  const naming = [...mentioned]
    .filter((each) => !described.has(each))
    .flatMap((each) => reader.quadsWithSubject(each).filter(({ predicate }) => NAMING.has(predicate.value)));
  return { quads: distinct([...[...described.values()].flat(), ...incoming, ...naming]), types };
}

function isSkolem(iri: string, baseIRI: string): boolean {
  return iri.startsWith(`${baseIRI}.well-known/genid/`);
}

function distinct(quads: readonly Quad[]): Quad[] {
  const seen = new Map<string, Quad>();
  for (const quad of quads) {
    const { subject, predicate, object, graph } = quad;
    const literal = object.termType === 'Literal' ? `@${object.language}${object.direction ?? ''}^${object.datatype.value}` : '';
    seen.set([graph.value, subject.value, predicate.value, object.termType, literal, object.value].join('\n'), quad);
  }
  return [...seen.values()];
}
