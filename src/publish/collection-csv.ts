import { stringify } from 'csv-stringify/sync';
import { tf } from '../rdf/vocabulary.ts';
import { type CollectionIndex, type IndexedItem, valuesOf } from './collection-index.ts';
import type { CsvColumn } from './csv-columns.ts';
import type { Kind } from './kinds.ts';
import { labelIn, slugOf } from './names.ts';

/** Columns that are filled from elsewhere than the data. */
export interface ExtraColumns {
  readonly names: readonly string[];
  cells(iri: string): readonly string[];
}

/** One for all cells: making it takes longer than sorting with it. */
const BY_NUMBER = new Intl.Collator('en', { numeric: true });

/**
 * RFC 4180: UTF-8, CRLF, one header line; several values of a cell are joined with `;`, an empty cell means unknown. Values are the data's own, unchanged: a cell that starts
 * with `=` is not defused for spreadsheets, because then the table would no longer say what the data says.
 */
export function collectionCsv(items: readonly IndexedItem[], kind: Kind, index: CollectionIndex, extra?: ExtraColumns): string {
  const rows = items.map((item) => [
    ...kind.csvColumns.map((column) => cell(item, column, kind, index)),
    ...(extra?.cells(item.iri) ?? []),
  ]);
  const names = [...kind.csvColumns.map(({ name }) => name), ...(extra?.names ?? [])];
  return stringify([names, ...rows], { record_delimiter: 'windows' });
}

function cell(item: IndexedItem, column: CsvColumn, kind: Kind, index: CollectionIndex): string {
  switch (column.show) {
    case 'self-slug':
      return item.slug;
    case 'self-iri':
      return item.iri;
    case 'type':
      return classNames(item, kind).join(';');
    case 'text':
      return texts(item, column, index).join(';');
    default: {
      const shown = valuesOf(index.quads(item.iri), column.predicates).map((value) => show(value, column.show, index));
      return shown.sort(BY_NUMBER.compare).join(';');
    }
  }
}

function show(value: string, how: CsvColumn['show'], index: CollectionIndex): string {
  switch (how) {
    case 'iri':
      return value;
    case 'code':
      return slugOf(value).toUpperCase();
    case 'label':
      return labelIn(index.labels(value), 'en') ?? slugOf(value);
    case 'acronym':
      return valuesOf(index.quads(value), [tf('acronym').value])[0] ?? labelIn(index.labels(value), 'en') ?? slugOf(value);
    default:
      return slugOf(value);
  }
}

/** Of the first predicate that has any: the literals without language, else the English ones, else those of the first language there is. */
function texts(item: IndexedItem, { predicates }: CsvColumn, index: CollectionIndex): string[] {
  for (const predicate of predicates) {
    const own = index
      .quads(item.iri)
      .flatMap(({ predicate: each, object }) => (each.value === predicate && object.termType === 'Literal' ? [object] : []));
    const languages = new Set(own.map(({ language }) => language));
    const language = ['', 'en'].find((each) => languages.has(each)) ?? [...languages].sort()[0];
    const chosen = own.filter((each) => each.language === language).map(({ value }) => value);
    if (chosen.length > 0) return chosen.sort();
  }
  return [];
}

function classNames(item: IndexedItem, kind: Kind): string[] {
  const own = item.types.filter((type) => type.startsWith(tf('').value) && type !== kind.classIRI);
  return own.map(slugOf);
}
