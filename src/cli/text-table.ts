/** The least width to which a column is cut. */
const NARROWEST = 8;
const GAP = '  ';
const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\uFF01-\uFF60]/u;
const segmenter = new Intl.Segmenter();

/**
 * Lines of a table under the names of its columns; columns of numbers are set to the right.
 * @param width of the terminal, to which the widest columns are cut, with `…`; whole without it
 */
export function textTable(columns: readonly string[], rows: readonly (readonly string[])[], width?: number): string[] {
  const cells = [columns, ...rows].map((row) => row.map(printable));
  const natural = columns.map((_, index) => Math.max(1, ...cells.map((row) => widthOf(row[index] ?? ''))));
  const widths = width === undefined ? natural : fitted(natural, width);
  const isNumeric = columns.map((_, index) => rows.length > 0 && rows.every((row) => /^-?[\d.]+(e[+-]?\d+)?$/i.test(row[index] ?? '')));
  const line = (row: readonly string[]) =>
    row
      .map((text, index) => padded(text, widths[index] ?? 0, isNumeric[index] === true))
      .join(GAP)
      .trimEnd();
  const [head = [], ...body] = cells;
  return [line(head), widths.map((each) => '─'.repeat(each)).join(GAP), ...body.map(line)];
}

/** Takes from the widest column until all fit, or none can give more. */
function fitted(natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let surplus = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (widths.length - 1) - width;
  while (surplus > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    const next = Math.max(NARROWEST, ...widths.filter((each) => each < widest));
    const index = widths.indexOf(widest);
    const count = widths.filter((each) => each === widest).length;
    const cut = Math.min(surplus, Math.max(1, Math.min(widest - next, Math.ceil(surplus / count))));
    widths[index] = widest - cut;
    surplus -= cut;
  }
  return widths;
}

/** Data may hold what a terminal would obey: escape sequences, and marks that turn the direction of the line. */
function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}

function padded(text: string, width: number, isNumeric: boolean): string {
  const shown = widthOf(text) > width ? cut(text, width) : text;
  const filling = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return isNumeric ? filling + shown : shown + filling;
}

function cut(text: string, width: number): string {
  let shown = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    used += WIDE.test(segment) ? 2 : 1;
    if (used > width - 1) break;
    shown += segment;
  }
  return `${shown}…`;
}

/** Columns of a terminal: East Asian characters take two, a letter with its marks takes one. */
function widthOf(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
