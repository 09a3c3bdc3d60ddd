import type { Quad } from '../rdf/terms.ts';
import { dct, rdf, sdg, skos, tf } from '../rdf/vocabulary.ts';
import type { StoreReader } from '../store/types.ts';
import type { CollectionItem } from './collection-types.ts';
import { FACET_NAMES, FACETS, type FacetName } from './facets.ts';
import type { Kind } from './kinds.ts';
import { LABEL_PREDICATES, labelsOf, slugOf } from './names.ts';
import { foldText } from './search-text.ts';

export interface IndexedItem extends CollectionItem {
  /** Labels, acronym and descriptions of all languages, folded for `q`. */
  readonly searchText: string;
}

const TYPE = rdf('type').value;
const TARGET = new RegExp(`^${sdg('').value}(\\d+)\\.`, 'u');

/** The items of all collections at one revision of the store, read when first asked for. */
export class CollectionIndex {
  readonly sequence: number;
  readonly #reader: StoreReader;
  readonly #items = new Map<string, readonly IndexedItem[]>();
  readonly #quads = new Map<string, readonly Quad[]>();

  constructor(reader: StoreReader) {
    this.#reader = reader;
    this.sequence = reader.sequence();
  }

  /** In the order of their IRIs. */
  items(kind: Kind): readonly IndexedItem[] {
    let items = this.#items.get(kind.kind);
    if (items === undefined) {
      items = this.#reader.subjectsOfType(kind.classIRI).map((iri) => this.#toItem(kind, iri));
      this.#items.set(kind.kind, items);
    }
    return items;
  }

  quads(iri: string): readonly Quad[] {
    let quads = this.#quads.get(iri);
    if (quads === undefined) {
      quads = this.#reader.quadsWithSubject(iri);
      // Visitors ask for values of their own making: remembering those would fill the memory until the next revision.
      if (quads.length > 0) this.#quads.set(iri, quads);
    }
    return quads;
  }

  labels(iri: string): Record<string, string> {
    return labelsOf(this.quads(iri));
  }

  #toItem(kind: Kind, iri: string): IndexedItem {
    const quads = this.quads(iri);
    const types = valuesOf(quads, [TYPE]);
    const acronym = valuesOf(quads, [tf('acronym').value])[0];
    const facets = Object.fromEntries(
      FACET_NAMES.map((name) => [name, name === 'type' ? typeValues(kind, quads, types) : facetValues(name, quads)]),
    ) as Record<FacetName, string[]>;
    const texts = quads.filter(({ predicate }) => SEARCHED.has(predicate.value)).map(({ object }) => object.value);
    return {
      iri,
      slug: slugOf(iri),
      labels: labelsOf(quads),
      descriptions: Object.fromEntries(
        quads.flatMap(({ predicate, object }) =>
          predicate.equals(dct('description')) && object.termType === 'Literal' ? [[object.language, object.value]] : [],
        ),
      ),
      ...(acronym === undefined ? {} : { acronym }),
      types,
      facets,
      searchText: foldText(texts.join('\n')),
    };
  }
}

const SEARCHED = new Set([
  ...LABEL_PREDICATES,
  skos('altLabel').value,
  skos('hiddenLabel').value,
  dct('description').value,
  tf('acronym').value,
  tf('topic').value,
]);

/** Values of predicates, each once, sorted. */
export function valuesOf(quads: readonly Quad[], predicates: readonly string[]): string[] {
  const values = quads.filter(({ predicate }) => predicates.includes(predicate.value)).map(({ object }) => object.value);
  return [...new Set(values)].sort();
}

function facetValues(name: FacetName, quads: readonly Quad[]): string[] {
  const values = valuesOf(quads, FACETS[name].predicates);
  const goals = name === 'sdg' ? values.flatMap((value) => TARGET.exec(value)?.[1] ?? []).map((goal) => sdg(goal).value) : [];
  return [...new Set([...values, ...goals])].sort();
}

/** Our own classes below the one that all items have, unless the kind says another property. */
function typeValues(kind: Kind, quads: readonly Quad[], types: readonly string[]): string[] {
  if (kind.typePredicate !== undefined) return valuesOf(quads, [kind.typePredicate]);
  return types.filter((type) => type.startsWith(tf('').value) && type !== kind.classIRI);
}
