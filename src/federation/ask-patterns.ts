import { LRUCache } from 'lru-cache';
import type { SourceAccess } from './source-fetch.ts';
import { numberOf, select } from './source-questions.ts';

/** Each an N-Triples term or `?name`. */
export interface AskedPattern {
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
}

/** An answer holds for so long; a triple that comes meanwhile is found after that. */
const USUAL_TTL_MS = 60_000;
const MOST_REMEMBERED = 50_000;
/** So many patterns are asked by one request. */
const PATTERNS_AT_ONCE = 100;

/** Which patterns have a match at a source, for sources without a summary that is current and complete. Answers are remembered for a time. */
export class PatternAsker {
  readonly #answers: LRUCache<string, boolean>;

  constructor({ ttlMs = USUAL_TTL_MS }: { readonly ttlMs?: number } = {}) {
    this.#answers = new LRUCache({ max: MOST_REMEMBERED, ttl: ttlMs });
  }

  /**
   * For each pattern whether the source has a triple that matches: one request for all that are not known.
   * @throws FacilisError `source-failed`, `source-timeout`
   */
  async ask(patterns: readonly AskedPattern[], access: SourceAccess): Promise<boolean[]> {
    const normal = patterns.map(normalised);
    const keyOf = (text: string) => `${access.source.iri} ${access.source.endpoint} ${text}`;
    const known = new Map(normal.map((text) => [text, this.#answers.get(keyOf(text))]));
    const open = [...known].flatMap(([text, answer]) => (answer === undefined ? [text] : []));
    for (let at = 0; at < open.length; at += PATTERNS_AT_ONCE) {
      const some = open.slice(at, at + PATTERNS_AT_ONCE);
      const matched = await matching(some, access);
      for (const [index, text] of some.entries()) {
        known.set(text, matched.has(index));
        this.#answers.set(keyOf(text), matched.has(index));
      }
    }
    return normal.map((text) => known.get(text) === true);
  }

  /** To be called when it is known that a source has changed. */
  forget(sourceIRI: string): void {
    for (const key of [...this.#answers.keys()]) if (key.startsWith(`${sourceIRI} `)) this.#answers.delete(key);
  }
}

async function matching(patterns: readonly string[], access: SourceAccess): Promise<Set<number | undefined>> {
  const parts = patterns.map((text, index) => `{ SELECT (${index} AS ?n) { ${text} } LIMIT 1 }`);
  const rows = await select(`SELECT ?n { ${parts.join(' UNION ')} }`, access);
  return new Set(rows.map((row) => numberOf(row, 'n')));
}

/** The pattern with its variables named by their place, so that patterns that differ in names alone are one. */
function normalised({ subject, predicate, object }: AskedPattern): string {
  const names = new Map<string, string>();
  return [subject, predicate, object]
    .map((term) => {
      if (!term.startsWith('?') && !term.startsWith('_:')) return term;
      const name = names.get(term) ?? `?v${names.size}`;
      names.set(term, name);
      return name;
    })
    .join(' ');
}
