/** Common proxies hold a whole header in 8 KiB; the other fields need less than the rest. */
const MAX_LINK_BYTES = 6_000;

/** The links up to the first relation that does not fit any more: a client gets all links of a relation, or none. */
export function fittingLinks(links: readonly string[]): string[] {
  const relations = Map.groupBy(links, (link) => /;\s*rel="([^"]*)"/.exec(link)?.[1]);
  const fitting: string[] = [];
  let bytes = 0;
  for (const group of relations.values()) {
    bytes += group.reduce((sum, link) => sum + link.length + 'Link: \r\n'.length, 0);
    if (bytes > MAX_LINK_BYTES) break;
    fitting.push(...group);
  }
  return fitting;
}
