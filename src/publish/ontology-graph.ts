import type { Quad, Term } from '../rdf/terms.ts';
import { owl, rdf, rdfs, schema } from '../rdf/vocabulary.ts';
import type { LanguageMap } from './ontology-types.ts';

/** Look-ups both ways over one set of quads, graph names ignored. */
export class OntologyGraph {
  readonly #outgoing: ReadonlyMap<string, Quad[]>;
  readonly #incoming: ReadonlyMap<string, Quad[]>;

  constructor(quads: readonly Quad[]) {
    this.#outgoing = Map.groupBy(quads, ({ subject }) => key(subject));
    const links = quads.filter(({ object }) => object.termType !== 'Literal');
    this.#incoming = Map.groupBy(links, ({ object }) => key(object));
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
