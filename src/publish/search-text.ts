/** Text as it is compared in a search: without case, accents, vowel marks and compatibility forms. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of the query occurs somewhere in folded text. A query without words matches everything. */
export function matchesWords(folded: string, query: string): boolean {
  return foldText(query)
    .split(/\s+/u)
    .every((word) => folded.includes(word));
}
