import { PREFIXES } from '../rdf/prefixes.ts';

const SHAPES_NAMESPACE = 'https://w3id.org/technology-facilitation/shapes#';

/**
 * The page of this site that is about an IRI, without a leading slash; `undefined` when there is none. Our own names lead
 * to their descriptions without the detour of a 303.
 */
export function pagePathOf(iri: string, baseIRI: string): string | undefined {
  if (iri.startsWith(baseIRI)) {
    const path = iri.slice(baseIRI.length);
    if (path.startsWith('id/')) return `doc/${path.slice(3)}`;
    if (path.startsWith('graph/')) return `doc/dataset/${path.slice(6)}`;
    return path;
  }
  if (iri.startsWith(SHAPES_NAMESPACE)) return `shapes#${iri.slice(SHAPES_NAMESPACE.length)}`;
  if (iri.startsWith(PREFIXES.tf)) return `ontology#${iri.slice(PREFIXES.tf.length)}`;
  const sdg = /^http:\/\/metadata\.un\.org\/sdg\/([\w.]+)$/.exec(iri);
  return sdg === null ? undefined : `doc/sdg/${sdg[1]}`;
}

/** The entity that `/doc/{kind}/{slug}` describes. SDGs have their identifiers from the UN; this is only their page here. */
export function entityIRI(kind: string, slug: string, baseIRI: string): string {
  if (kind === 'sdg') return PREFIXES.sdg + slug;
  return `${baseIRI}id/${encodeURIComponent(kind)}/${encodeURIComponent(slug)}`;
}

/** `https://w3id.org/technology-facilitation#Agency` as `tf:Agency`, if a prefix of ours fits and the rest is a plain name. */
export function prefixedName(iri: string): string | undefined {
  for (const [prefix, namespace] of Object.entries(PREFIXES)) {
    const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : '';
    if (/^[\w-]+$/.test(local)) return `${prefix}:${local}`;
  }
  return undefined;
}
