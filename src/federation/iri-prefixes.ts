/** So many prefixes are kept for one end of a predicate. */
const MOST_PREFIXES = 32;

/** An IRI up to its last `/`, `#` or `:`: the namespace of its name. */
export function namespaceOf(iri: string): string {
  return iri.slice(0, Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#'), iri.lastIndexOf(':')) + 1);
}

/** What is taken off for that, for SPARQL's REPLACE, which refuses patterns that match the empty string (XPath err:FORX0003). */
export const NAME = '[^/#:]+$';

/** What is taken off an IRI for its stem: its name from the first digit on, or all of it when it has none. */
export const NUMBERED_NAME = '([0-9][^/#:]*|[^/#:0-9]+)$';
const NUMBERED = new RegExp(NUMBERED_NAME);

/** An IRI up to the number of its name, `…/Product` of `…/Product17`: parts kinds of things that share a namespace. Without a number: the namespace. */
export function stemOf(iri: string): string {
  return iri.replace(NUMBERED, '');
}

/**
 * At most 32 prefixes, sorted, none the beginning of another, so that each beginning begins with one of them. While there are too many
 * those with the longest beginning in common are merged, as in the tries of HiBISCuS and CostFed; the empty prefix covers every IRI.
 */
export function coveringPrefixes(beginnings: Iterable<string>, most = MOST_PREFIXES): string[] {
  const sorted: string[] = [];
  // In code-unit order what begins with a string follows it.
  for (const beginning of [...new Set(beginnings)].sort()) if (!beginning.startsWith(sorted.at(-1) ?? '\0')) sorted.push(beginning);
  if (sorted.length <= most) return sorted;
  // Of sorted strings neighbours have most in common, so merging is leaving out cuts: those that part the least different ones.
  // Equal cuts go together: one of them left out would make a prefix that covers what the others part.
  const common = sorted.slice(1).map((next, index) => commonLength(sorted[index] ?? '', next));
  const limit = common.toSorted((a, b) => a - b)[most - 1] ?? 0;
  const prefixes: string[] = [];
  let first = 0;
  for (let last = 0; last < sorted.length; last++) {
    const cut = common[last];
    if (cut !== undefined && cut >= limit) continue;
    prefixes.push(commonPrefix(sorted[first] ?? '', sorted[last] ?? ''));
    first = last + 1;
  }
  return prefixes;
}

function commonPrefix(a: string, b: string): string {
  return a.slice(0, commonLength(a, b));
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}
