import { FacilisError } from '../errors.ts';
import { quadToNQuad } from '../rdf/nquads.ts';
import { parseRdf } from '../rdf/parse.ts';
import { hydra, void_ } from '../rdf/vocabulary.ts';
import type { InboundResponse } from './source-client-types.ts';

const COUNTS = [hydra('totalItems'), void_('triples')];

/**
 * A page of Triple Pattern Fragments as N-Quads, read here first: what Comunica throws of a page that is none would end the thread.
 * @throws FacilisError `source-failed` without its source
 */
export async function fragmentPage(
  { bytes, contentType }: Pick<InboundResponse, 'bytes' | 'contentType'>,
  address: string,
): Promise<string> {
  const quads = await parseRdf(bytes, { mediaType: contentType, baseIRI: address }).catch((cause: unknown) => {
    throw noFragment(address, cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause), cause);
  });
  // Triple Pattern Fragments §4.3: a page says about how many triples match the pattern; by that Comunica orders joins.
  if (!quads.some(({ predicate, object }) => COUNTS.some((each) => each.equals(predicate)) && /^\d+$/.test(object.value))) {
    throw noFragment(address, 'it does not say how many triples match');
  }
  return quads.map(quadToNQuad).join('');
}

function noFragment(address: string, why: string, cause?: unknown): FacilisError {
  return new FacilisError('source-failed', { detail: `what is at ${address} is no page of Triple Pattern Fragments (${why})`, cause });
}
