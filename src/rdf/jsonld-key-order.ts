/** What a reader looks for first. */
const FIRST_KEYS = ['@context', 'id', '@id', 'type', '@type', 'name', 'title', 'label', 'acronym', 'altName', 'description', 'definition'];

interface TermDefinition {
  readonly '@reverse'?: string;
  readonly '@container'?: string;
}

/**
 * The same compacted JSON-LD with its keys in reading order: identifier, type, names and description, then the other properties by name, then what points to the
 * node, and `@graph` last. Language maps are ordered by tag.
 */
export function inReadingOrder(document: unknown, context: object): unknown {
  const terms = ((context as { '@context'?: object })['@context'] ?? {}) as Record<string, TermDefinition | string>;
  const definition = (key: string): TermDefinition => (typeof terms[key] === 'object' ? terms[key] : {});
  const rank = (key: string): number => {
    if (FIRST_KEYS.includes(key)) return FIRST_KEYS.indexOf(key);
    if (key === '@graph') return FIRST_KEYS.length + 2;
    return FIRST_KEYS.length + (key === '@reverse' || definition(key)['@reverse'] !== undefined ? 1 : 0);
  };
  const byRank = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : 1);
  const order = (value: unknown, isLanguageMap: boolean): unknown => {
    if (Array.isArray(value)) return value.map((each) => order(each, isLanguageMap));
    if (typeof value !== 'object' || value === null) return value;
    const keys = Object.keys(value).sort(isLanguageMap ? undefined : byRank);
    return Object.fromEntries(
      keys.map((key) => {
        const each = (value as Record<string, unknown>)[key];
        return [key, key === '@context' ? each : order(each, definition(key)['@container'] === '@language')];
      }),
    );
  };
  return order(document, false);
}
