import type { Quad, Term } from '../rdf/terms.ts';
import { dct, owl, rdf, rdfs, schema, skos } from '../rdf/vocabulary.ts';
import { type LanguageMap, type OntologyHead, type OntologyModel, type OntologyTerm, TERM_KINDS, type TermKind } from './ontology-types.ts';

const MAPPINGS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'].map((local) => skos(local).value),
    owl('equivalentClass').value,
    owl('equivalentProperty').value,
    rdfs('seeAlso').value,
  ].map((iri) => [iri, iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1)]),
);

/**
 * The ontology graph as plain objects, for its documentation: every class, property and individual that it defines (that is: gives a
 * type of OWL and `rdfs:isDefinedBy`), in the order of their IRIs.
 */
export function readOntology(quads: Iterable<Quad>): OntologyModel {
  const graph = new Graph(quads);
  const ontologyIRI = graph.subjects(rdf('type').value, owl('Ontology').value)[0];
  if (ontologyIRI === undefined) return { head: undefined, terms: [], byIRI: new Map() };
  const terms = graph.subjects(rdfs('isDefinedBy').value, ontologyIRI).flatMap((iri) => readTerm(graph, iri) ?? []);
  return { head: readHead(graph, ontologyIRI), terms, byIRI: new Map(terms.map((term) => [term.iri, term])) };
}

function readHead(graph: Graph, iri: string): OntologyHead {
  return {
    iri,
    versionIRI: graph.values(iri, owl('versionIRI').value)[0],
    version: graph.values(iri, owl('versionInfo').value)[0],
    titles: graph.texts(iri, dct('title').value, rdfs('label').value),
    descriptions: graph.texts(iri, dct('description').value, rdfs('comment').value),
    history: graph.texts(iri, skos('historyNote').value, skos('changeNote').value),
    rights: graph.texts(iri, dct('rights').value),
    licences: graph.values(iri, dct('license').value),
    creators: graph.values(iri, dct('creator').value),
    created: graph.values(iri, dct('created').value)[0],
    modified: graph.values(iri, dct('modified').value)[0],
  };
}

function readTerm(graph: Graph, iri: string): OntologyTerm | undefined {
  const types = graph.values(iri, rdf('type').value);
  const kind = TERM_KINDS.find((each) => types.includes(CLASS_OF[each])) ?? (types.length > 0 ? 'individual' : undefined);
  if (kind === undefined) return undefined;
  const isClass = kind === 'class';
  const parent = isClass ? rdfs('subClassOf').value : rdfs('subPropertyOf').value;
  return {
    iri,
    localName: iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1),
    kind,
    types,
    labels: graph.texts(iri, rdfs('label').value, skos('prefLabel').value),
    definitions: graph.texts(iri, skos('definition').value, rdfs('comment').value),
    notes: graph.allTexts(iri, skos('scopeNote').value, skos('note').value),
    examples: graph.allTexts(iri, skos('example').value),
    parents: graph.values(iri, parent),
    children: graph.subjects(parent, iri),
    domains: graph.classes(iri, rdfs('domain').value),
    ranges: graph.classes(iri, rdfs('range').value),
    domainHints: graph.classes(iri, schema('domainIncludes').value),
    rangeHints: graph.classes(iri, schema('rangeIncludes').value),
    inverses: [...new Set([...graph.values(iri, owl('inverseOf').value), ...graph.subjects(owl('inverseOf').value, iri)])].sort(),
    disjointWith: [...new Set([...graph.values(iri, owl('disjointWith').value), ...graph.subjects(owl('disjointWith').value, iri)])].sort(),
    propertiesOf: isClass ? graph.propertiesOf(iri) : [],
    propertiesTo: isClass ? graph.propertiesTo(iri) : [],
    mappings: Object.entries(MAPPINGS).flatMap(([predicate, relation]) =>
      graph.values(iri, predicate).map((target) => ({ relation, predicate, target })),
    ),
    deprecated: graph.values(iri, owl('deprecated').value).includes('true'),
  };
}

const CLASS_OF: Readonly<Record<Exclude<TermKind, 'individual'>, string>> = {
  class: owl('Class').value,
  'object-property': owl('ObjectProperty').value,
  'datatype-property': owl('DatatypeProperty').value,
  'annotation-property': owl('AnnotationProperty').value,
};

/** Look-ups both ways over one set of quads, graph names ignored. */
class Graph {
  readonly #outgoing = new Map<string, Quad[]>();
  readonly #incoming = new Map<string, Quad[]>();

  constructor(quads: Iterable<Quad>) {
    for (const quad of quads) {
      append(this.#outgoing, key(quad.subject), quad);
      if (quad.object.termType !== 'Literal') append(this.#incoming, key(quad.object), quad);
    }
  }

  subjects(predicate: string, object: string): string[] {
    const found = (this.#incoming.get(object) ?? []).filter((quad) => quad.predicate.value === predicate);
    return [...new Set(found.map((quad) => key(quad.subject)))].sort();
  }

  #objects(subject: string, predicate: string): Term[] {
    return (this.#outgoing.get(subject) ?? []).filter((quad) => quad.predicate.value === predicate).map((quad) => quad.object);
  }

  values(subject: string, predicate: string): string[] {
    return [...new Set(this.#objects(subject, predicate).map(key))].sort();
  }

  /** Texts by language, of the first predicate that has one in it. */
  texts(subject: string, ...predicates: readonly string[]): LanguageMap {
    const texts: Record<string, string> = {};
    for (const { language, text } of this.allTexts(subject, ...predicates)) texts[language] ??= text;
    return texts;
  }

  allTexts(subject: string, ...predicates: readonly string[]): { language: string; text: string }[] {
    return predicates.flatMap((predicate) =>
      this.#objects(subject, predicate).flatMap((object) =>
        object.termType === 'Literal' ? [{ language: object.language, text: object.value }] : [],
      ),
    );
  }

  /** Classes that a property names, the members of a union each for itself. */
  classes(subject: string, predicate: string): string[] {
    const named = this.values(subject, predicate).flatMap((value) => {
      const unions = this.values(value, owl('unionOf').value);
      return unions.length === 0 ? [value] : unions.flatMap((head) => this.#members(head));
    });
    return [...new Set(named)].sort();
  }

  propertiesOf(classIRI: string): string[] {
    return this.#propertiesThat(classIRI, rdfs('domain').value, schema('domainIncludes').value);
  }

  propertiesTo(classIRI: string): string[] {
    return this.#propertiesThat(classIRI, rdfs('range').value, schema('rangeIncludes').value);
  }

  #propertiesThat(classIRI: string, ...predicates: readonly string[]): string[] {
    const properties = [...this.#outgoing.keys()].filter((subject) =>
      predicates.some((predicate) => this.classes(subject, predicate).includes(classIRI)),
    );
    return properties.sort();
  }

  #members(head: string): string[] {
    const members: string[] = [];
    const seen = new Set<string>();
    for (let cell: string | undefined = head; cell !== undefined && !seen.has(cell); cell = this.values(cell, rdf('rest').value)[0]) {
      seen.add(cell);
      members.push(...this.values(cell, rdf('first').value));
    }
    return members;
  }
}

function key(term: Term): string {
  return term.termType === 'BlankNode' ? `_:${term.value}` : term.value;
}

function append(map: Map<string, Quad[]>, at: string, quad: Quad): void {
  const own = map.get(at);
  if (own === undefined) map.set(at, [quad]);
  else own.push(quad);
}
