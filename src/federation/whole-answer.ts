import type { InboundResponse } from './source-client-types.ts';

/**
 * Why an answer is not a whole SPARQL result, or `undefined` when it is. Comunica reads a document that stops in the middle
 * as one that ends there, and endpoints that fail late append their error to what they have sent.
 */
export function whyNotWhole({ contentType, bytes }: Pick<InboundResponse, 'contentType' | 'bytes'>): string | undefined {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const text = new TextDecoder().decode(bytes);
  if (mediaType.endsWith('json')) return isWholeJson(text) ? undefined : 'its answer is not a whole SPARQL result in JSON';
  if (mediaType.endsWith('xml')) return /<\/(?:\w+:)?sparql>\s*$/.test(text) ? undefined : 'its answer is not a whole SPARQL result in XML';
  return `it answered in ${mediaType || 'no stated format'}, which is no SPARQL result`;
}

function isWholeJson(text: string): boolean {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null && ('results' in document || 'boolean' in document);
  } catch {
    // JSON.parse throws nothing but its SyntaxError: the text is not JSON, which is what was asked.
    return false;
  }
}
