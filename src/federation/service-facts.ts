import { FacilisError } from '../errors.ts';
import { quadToNQuad } from '../rdf/nquads.ts';
import { parseRdf } from '../rdf/parse.ts';
import { namedNode, quad } from '../rdf/terms.ts';
import { rdf, sd } from '../rdf/vocabulary.ts';
import type { OutboundClient } from './check-source.ts';
import type { RegisteredSource } from './registered-sources.ts';

const LIMITS = { timeoutMs: 10_000, maxAnswerBytes: 1 << 18 };
/** What says what can be asked of an endpoint; everything else in a description is about its data. */
const TOLD = ['supportedLanguage', 'feature', 'languageExtension', 'resultFormat', 'inputFormat', 'defaultEntailmentRegime'].map((name) =>
  sd(name),
);

/**
 * SPARQL 1.1 Service Description §2: an endpoint that is asked without a query describes itself. Many do not.
 * @returns what it says of its abilities as N-Triples about the source; empty when it says nothing
 */
export async function serviceFacts(client: OutboundClient, source: RegisteredSource, signal: AbortSignal): Promise<string> {
  const headers = { accept: 'text/turtle, application/rdf+xml;q=0.9, application/n-triples;q=0.8' };
  try {
    const request = { url: source.endpoint, method: 'GET', headers, body: undefined };
    const { bytes, contentType } = await client.fetch(request, { source, signal, ...LIMITS });
    const quads = await parseRdf(bytes, { mediaType: contentType, baseIRI: source.endpoint, maxQuads: 10_000 });
    const services = new Set(
      quads
        .filter(({ predicate, object }) => predicate.equals(rdf('type')) && object.equals(sd('Service')))
        .map((each) => each.subject.value),
    );
    const facts = quads
      .filter(
        ({ subject, predicate, object }) =>
          services.has(subject.value) && object.termType === 'NamedNode' && TOLD.some((each) => each.equals(predicate)),
      )
      .map(({ predicate, object }) => quadToNQuad(quad(namedNode(source.iri), predicate, object)));
    return [...new Set(facts)].sort().join('');
  } catch (cause) {
    // An endpoint that answers queries may answer this with an error, a page or half a document: then it says nothing.
    if (cause instanceof FacilisError && !signal.aborted) return '';
    throw cause;
  }
}
