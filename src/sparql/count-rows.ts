import type { ResultFormat } from './result-formats.ts';

const [QUOTE, BACKSLASH, LINE_FEED, OPEN, CLOSE] = [0x22, 0x5c, 0x0a, 0x7b, 0x7d];
/** `<result>` and `<result/>`; literals cannot hold them, since XML escapes their `<`. */
const XML_ROW = '<result>';
const XML_EMPTY_ROW = '<result/>';

/**
 * How many solutions a SELECT answer of the engine holds, counted in its bytes: the engine does not say, and parsing them
 * would cost as much as the query.
 */
export function countRows(format: ResultFormat['name'], bytes: Uint8Array): number {
  switch (format) {
    case 'json':
      return countJsonRows(bytes);
    case 'xml':
      return countOccurrences(bytes, XML_ROW) + countOccurrences(bytes, XML_EMPTY_ROW);
    case 'csv':
      return countCsvLines(bytes) - 1;
    case 'tsv':
      // SPARQL 1.1 Query Results CSV and TSV §4: a line feed in a literal is written as \n.
      return countLines(bytes) - 1;
  }
}

/** Line feeds: the quads in whole lines of N-Quads, where a literal cannot hold one as it is. */
export function countLines(bytes: Uint8Array): number {
  return countOccurrences(bytes, '\n');
}

function countOccurrences(bytes: Uint8Array, text: string): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = buffer.indexOf(text); at >= 0; at = buffer.indexOf(text, at + text.length)) count += 1;
  return count;
}

/** RFC 4180 §2.6: a field with line breaks is quoted, and a quote in it is doubled. */
function countCsvLines(bytes: Uint8Array): number {
  let lines = 0;
  let isQuoted = false;
  for (const byte of bytes) {
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LINE_FEED && !isQuoted) lines += 1;
  }
  return lines;
}

/** SPARQL 1.1 Query Results JSON §3.2: a solution is an object in the array in the object `results` in the whole: depth 3. */
function countJsonRows(bytes: Uint8Array): number {
  let rows = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = afterJsonString(bytes, at);
    else if (byte === OPEN) {
      depth += 1;
      if (depth === 3) rows += 1;
    } else if (byte === CLOSE) depth -= 1;
  }
  return rows;
}

/** The offset of the quote that ends the string which begins at `start`. */
function afterJsonString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}
