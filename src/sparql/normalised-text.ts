import { afterToken } from './query-text.ts';

/** White space and comments: SPARQL 1.1 §19.2 and §19.4 let either stand between any two tokens. */
const SPACE: ReadonlySet<string> = new Set(' \t\r\n');

/**
 * The query without what a reader of its text alone would see: comments, and how much white space of which kind there is. Two texts
 * that come out alike are the same query. Strings and IRIs stay as they are. Linear in the length of the text.
 */
export function normalisedText(query: string): string {
  // §19.2: what such an escape stands for, be it a quote, holds before anything is a string or a comment.
  if (/\\u/i.test(query)) return query;
  let normalised = '';
  let start = 0;
  for (let at = 0; at < query.length; ) {
    const end = afterToken(query, at);
    if (query[at] === '#' || SPACE.has(query[at] as string)) {
      if (start < at) normalised += `${normalised === '' ? '' : ' '}${query.slice(start, at)}`;
      start = end;
    }
    at = end;
  }
  return start < query.length ? `${normalised}${normalised === '' ? '' : ' '}${query.slice(start)}` : normalised;
}
