import type { ReadQuery } from './analyse-query.ts';
import type { ResultFormat } from './result-formats.ts';

/** Bounds what the engine makes at once, as does `PAGE_BYTES`; each page steps over the rows of those before it. */
const PAGE_ROWS = 100_000;
const PAGE_BYTES = 12 << 20;

/**
 * Whether the engine makes the rows one after the other, so that a page does not cost as much as the whole. In an unchanged
 * replica it makes them in the same order each time, unless chance or the clock has a part in it.
 */
export function isPageable({ form, syntax, isVolatile }: ReadQuery): boolean {
  if (form !== 'SELECT' || syntax.subType !== 'select' || isVolatile) return false;
  const { group, having, order } = syntax.solutionModifiers;
  return !syntax.distinct && !syntax.reduced && group === undefined && having === undefined && order === undefined;
}

/** Makes an answer of `total` rows page by page: the same bytes as the answer in one piece. */
export function writePages(options: {
  readonly total: number;
  readonly format: ResultFormat['name'];
  page(window: { readonly offset: number; readonly limit: number }): Uint8Array;
  write(bytes: Uint8Array): void;
}): void {
  const { total, format, page, write } = options;
  let limit = PAGE_ROWS;
  for (let offset = 0; offset < total; ) {
    const bytes = page({ offset, limit });
    const { start, end } = rowsOf(format, bytes);
    const isLast = offset + limit >= total;
    if (offset > 0 && SEPARATOR[format] !== '') write(new TextEncoder().encode(SEPARATOR[format]));
    write(bytes.subarray(offset === 0 ? 0 : start, isLast ? bytes.length : end));
    offset += limit;
    limit = Math.max(1, Math.min(PAGE_ROWS, Math.floor((limit * PAGE_BYTES) / bytes.length)));
  }
}

const SEPARATOR = { json: ',', xml: '', csv: '', tsv: '' } as const;
/** Where the rows begin and what comes after them, as the engine writes each format. Names of variables hold none of it. */
const FRAME = {
  json: { before: '"bindings":[', after: ']}}' },
  xml: { before: '<results>', after: '</results></sparql>' },
  csv: { before: '\n', after: '' },
  tsv: { before: '\n', after: '' },
} as const;

function rowsOf(format: ResultFormat['name'], bytes: Uint8Array): { readonly start: number; readonly end: number } {
  const { before, after } = FRAME[format];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.indexOf(before);
  if (head < 0 || !buffer.subarray(buffer.length - after.length).equals(Buffer.from(after)))
    throw new TypeError(`The engine wrote ${format} in a way that is not known here.`);
  return { start: head + before.length, end: buffer.length - after.length };
}
