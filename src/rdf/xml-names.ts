import { FacilisError } from '../errors.ts';
import type { Term } from './terms.ts';
import { rdf } from './vocabulary.ts';

/** The end of an IRI that is an XML name without colon (Namespaces in XML 1.0 §3, NCName). */
const NAME_AT_END =
  /[A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd][-.0-9A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c-\u200d\u203f-\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd]*$/;

const RDF = rdf('').value;
const TYPE = rdf('type').value;
const MEMBER = /^_[1-9][0-9]*$/u;
const PLACEHOLDER = 'urn:x-facilis:namespace:';

/**
 * Gives rdflib predicates that it can write. It splits an IRI only after its first `#` or last `/`, turns `rdf:_5` into `rdf:li` whatever its place, and
 * makes the first type of a subject an element name. Where that is wrong the predicate goes in under a placeholder namespace, and
 * `withNamespaces` puts the real one into the finished document.
 */
export class XmlNames {
  readonly #placeholders = new Map<string, string>();

  predicate(iri: string, object: Term): string {
    if (iri === TYPE) return splitsLikeRdflib(object.value) && object.termType === 'NamedNode' ? iri : this.#under(RDF, 'type');
    const local = NAME_AT_END.exec(iri)?.[0];
    if (local === undefined || local === iri) {
      throw new FacilisError('not-acceptable', {
        detail: `RDF/XML cannot hold the predicate <${iri}>: it does not end in an XML name. Ask for another format.`,
      });
    }
    const namespace = iri.slice(0, -local.length);
    if (splitsLikeRdflib(iri) && !(namespace === RDF && MEMBER.test(local))) return iri;
    return this.#under(namespace, local);
  }

  /** Prefix → placeholder namespace, for rdflib. */
  placeholders(): Record<string, string> {
    return Object.fromEntries([...this.#placeholders.values()].map((placeholder) => [prefixOf(placeholder), placeholder]));
  }

  withNamespaces(xml: string): string {
    let result = xml;
    for (const [namespace, placeholder] of this.#placeholders) {
      const real = namespace.replaceAll('&', '&amp;');
      result = result.replace(`xmlns:${prefixOf(placeholder)}="${placeholder}"`, () => `xmlns:${prefixOf(placeholder)}="${real}"`);
    }
    return result;
  }

  #under(namespace: string, local: string): string {
    let placeholder = this.#placeholders.get(namespace);
    if (placeholder === undefined) {
      placeholder = `${PLACEHOLDER}n${this.#placeholders.size}#`;
      this.#placeholders.set(namespace, placeholder);
    }
    return placeholder + local;
  }
}

function prefixOf(placeholder: string): string {
  return `facilis-${placeholder.slice(PLACEHOLDER.length, -1)}`;
}

/** Whether the part after the first `#`, or after the last `/` of an IRI without one, is an XML name. */
function splitsLikeRdflib(iri: string): boolean {
  const hash = iri.indexOf('#');
  const cut = (hash < 0 ? iri.lastIndexOf('/') : hash) + 1;
  return cut > 0 && NAME_AT_END.exec(iri)?.[0] === iri.slice(cut);
}
