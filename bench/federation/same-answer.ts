interface JsonTerm {
  readonly type: string;
  readonly value: unknown;
  readonly datatype?: string;
  readonly 'xml:lang'?: string;
}

/** The rows, or lines, of an answer in SPARQL's JSON format or in N-Triples: one text each, as they come. */
export function rowsOf(answer: string): string[] {
  if (!answer.trimStart().startsWith('{')) return [...new Set(answer.split('\n').filter((line) => line !== ''))];
  const { boolean, results } = JSON.parse(answer) as { boolean?: boolean; results?: { bindings: Record<string, JsonTerm>[] } };
  return boolean === undefined ? (results?.bindings ?? []).map(rowText) : [String(boolean)];
}

/** As a sequence when the order is part of the answer, else as a multiset. */
export function isSameAnswer(rows: readonly string[], truth: readonly string[], { isOrdered = false }: { isOrdered?: boolean }): boolean {
  const [a, b] = isOrdered ? [rows, truth] : [rows.toSorted(), truth.toSorted()];
  return a.length === b.length && a.every((row, index) => row === b[index]);
}

function rowText(row: Record<string, JsonTerm>): string {
  return Object.keys(row)
    .sort()
    .map((name) => `?${name} ${termText(row[name] as JsonTerm)}`)
    .join(' ');
}

function termText({ type, value, datatype, 'xml:lang': language }: JsonTerm): string {
  if (type === 'uri') return `<${value}>`;
  const isPlain = datatype === undefined || datatype === 'http://www.w3.org/2001/XMLSchema#string';
  return JSON.stringify([value, language?.toLowerCase() ?? '', isPlain ? '' : datatype]);
}
