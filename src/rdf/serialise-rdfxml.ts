import rdflib from 'rdflib';
import { FacilisError } from '../errors.ts';
import { PREFIXES } from './prefixes.ts';
import type { SerialiseOptions } from './serialise-options.ts';
import type { Literal, Quad, Term } from './terms.ts';
import { XmlNames } from './xml-names.ts';

/** XML 1.0 §2.2: what cannot be in a document at all, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u;

/**
 * RDF/XML through rdflib, whose serialiser is kept away from what it writes wrongly (docs/decisions/formats.md): blank nodes go through it as
 * IRIs and become `rdf:nodeID` afterwards, names it cannot split get a namespace of their own, `]]>` and carriage returns are escaped.
 * @throws FacilisError `not-acceptable` for triple terms, base directions, characters that XML cannot hold, and predicates that are no XML names
 */
export function serialiseRdfXml(quads: readonly Quad[], { prefixes }: Pick<SerialiseOptions, 'prefixes'>): string {
  const names = new XmlNames();
  const statements = quads.map((each) => {
    const predicate = names.predicate(each.predicate.value, each.object);
    return new rdflib.Statement(nodeToRdflib(each.subject) as never, rdflib.sym(predicate) as never, termToRdflib(each.object) as never);
  });
  const serializer = rdflib.Serializer(rdflib.graph()) as unknown as RdflibSerializer;
  serializer.setNamespaces({ ...(prefixes ?? PREFIXES), ...names.placeholders() });
  const xml = serializer
    .statementsToXML(statements)
    // No literal can hold these: rdflib escapes quotation marks in text.
    .replaceAll(/ rdf:(?:about|resource)="_:([^"]*)"/gu, ' rdf:nodeID="$1"')
    .replaceAll(']]>', ']]&gt;')
    .replaceAll('\r', '&#13;');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${names.withNamespaces(xml)}`;
}

interface RdflibSerializer {
  setNamespaces(namespaces: Record<string, string>): void;
  statementsToXML(statements: readonly unknown[]): string;
}

function nodeToRdflib(term: Term): unknown {
  if (term.termType === 'BlankNode') return rdflib.sym(`_:${term.value}`);
  if (term.termType === 'NamedNode') return rdflib.sym(inXml(term.value));
  throw refusal('a triple term', 'It needs RDF 1.2 syntax.');
}

function termToRdflib(term: Term): unknown {
  return term.termType === 'Literal' ? literalToRdflib(term) : nodeToRdflib(term);
}

function literalToRdflib({ value, language, direction, datatype }: Literal): unknown {
  if (direction) throw refusal(`the base direction of ${JSON.stringify(value.slice(0, 80))}`, 'It needs RDF 1.2 syntax.');
  return language ? rdflib.literal(inXml(value), language) : rdflib.literal(inXml(value), rdflib.sym(inXml(datatype.value)));
}

function inXml(text: string): string {
  const found = NOT_IN_XML.exec(text);
  if (found === null) return text;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw refusal(`the character U+${code} of ${JSON.stringify(text.slice(0, 80))}`, 'XML 1.0 has no way to write it.');
}

function refusal(what: string, why: string): FacilisError {
  return new FacilisError('not-acceptable', { detail: `RDF/XML cannot hold ${what}. ${why} Ask for another format.` });
}
