import jsonld from 'jsonld';
import { FacilisError } from '../errors.ts';
import { documentPrefix } from './blank-nodes.ts';
import type { FormatInput } from './format-input.ts';
import { contextLoader } from './shipped-contexts.ts';
import { blankNode, defaultGraph, type Literal, literal, namedNode, type Quad, quad, type Term } from './terms.ts';
import { xsd } from './vocabulary.ts';

const XSD_DOUBLE = xsd('double').value;

/** A JSON-LD processing event; `code` names what would be dropped without a word. */
interface JsonLdEvent {
  readonly code: string;
  readonly message: string;
  readonly details?: Record<string, unknown>;
}

/** Events that lose no triple, or only say what is not RDF anyway. Every other one is an error here. */
const HARMLESS_EVENTS = new Set(['object with only @id', 'free-floating scalar', 'empty object', 'object with only @language']);

/** Stands in for xsd:double on strings while jsonld works: it would rewrite "1.0e0" to "1.0E0", which JSON-LD 1.1 API §8.2.2 asks for numbers alone. */
const KEPT_DOUBLE = 'urn:x-facilis:double';

const I18N = 'https://www.w3.org/ns/i18n#';

/**
 * JSON-LD 1.1. Contexts are read from the document or from the shipped one; no other is fetched. What JSON-LD processors
 * drop silently (a key that the context does not map, an `@id` that stays relative) is refused by name. `@direction` becomes an
 * RDF 1.2 directional language-tagged string.
 */
export async function parseJsonLd({ text, baseIRI, contextIRI, accept }: FormatInput): Promise<void> {
  const document = readJson(text);
  const options = {
    base: baseIRI,
    documentLoader: contextLoader([contextIRI]),
    rdfDirection: 'i18n-datatype',
    eventHandler: ({ event, next }: { event: JsonLdEvent; next: () => void }) => {
      if (HARMLESS_EVENTS.has(event.code)) return next();
      throw new FacilisError('malformed-rdf', { detail: `JSON-LD: ${event.message}${detailOf(event)}` });
    },
  };
  let dataset: Iterable<Quad>;
  try {
    const expanded = await jsonld.expand(document as object, options as object);
    dataset = (await jsonld.toRDF(withDoublesKept(expanded) as object, { ...options, skipExpansion: true } as object)) as never;
  } catch (error) {
    throw asFacilisError(error);
  }
  const toTerm = termReader(documentPrefix());
  for (const { subject, predicate, object, graph } of dataset) {
    accept(
      quad(
        toTerm(subject) as Quad['subject'],
        toTerm(predicate) as Quad['predicate'],
        toTerm(object) as Quad['object'],
        toTerm(graph) as Quad['graph'],
      ),
    );
  }
}

function readJson(text: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch (cause) {
    const position = /line (\d+) column (\d+)/u.exec((cause as Error).message);
    const extra = position === null ? {} : { line: Number(position[1]), column: Number(position[2]) };
    throw new FacilisError('malformed-rdf', { detail: `JSON-LD: ${(cause as Error).message}`, extra, cause });
  }
  throw new FacilisError('malformed-rdf', { detail: 'JSON-LD: the document is neither an object nor an array.' });
}

function withDoublesKept(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDoublesKept);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Record<string, unknown>;
  if ('@value' in object) {
    const isDoubleString = object['@type'] === XSD_DOUBLE && typeof object['@value'] === 'string';
    return isDoubleString ? { ...object, '@type': KEPT_DOUBLE } : object;
  }
  return Object.fromEntries(Object.entries(object).map(([key, each]) => [key, withDoublesKept(each)]));
}

function detailOf(event: JsonLdEvent): string {
  const culprit = Object.values(event.details ?? {}).find((value) => typeof value === 'string');
  return culprit === undefined ? '' : ` (${JSON.stringify(culprit)})`;
}

/** jsonld wraps what a document loader throws; the reason inside is the one to show. */
function asFacilisError(error: unknown): FacilisError {
  for (let each = error as { cause?: unknown; details?: { cause?: unknown } } | undefined; each !== undefined; ) {
    if (each instanceof FacilisError) return each;
    each = (each.details?.cause ?? each.cause) as typeof each;
  }
  const message = error instanceof RangeError ? 'it is nested too deeply' : (error as Error).message;
  return new FacilisError('malformed-rdf', { detail: `JSON-LD: ${message}`, cause: error });
}

/** Turns jsonld's plain term objects into RDF/JS terms; `prefix` keeps the blank nodes of two documents apart. */
function termReader(prefix: string): (term: Term) => Term {
  return (term) => {
    switch (term.termType) {
      case 'DefaultGraph':
        return defaultGraph();
      case 'BlankNode':
        return blankNode(prefix + term.value.replace(/^_:/u, ''));
      case 'Literal':
        return readLiteral(term);
      default:
        return namedNode(term.value);
    }
  };
}

function readLiteral({ value, language, datatype }: Literal): Term {
  if (language) return literal(value, language);
  if (datatype.value === KEPT_DOUBLE) return literal(value, xsd('double'));
  if (!datatype.value.startsWith(I18N)) return literal(value, namedNode(datatype.value));
  const [tag = '', direction] = datatype.value.slice(I18N.length).split('_');
  if (tag === '' || (direction !== 'ltr' && direction !== 'rtl')) {
    throw new FacilisError('malformed-rdf', { detail: 'JSON-LD: a string with "@direction" needs "@language" too (RDF 1.2).' });
  }
  // n3 reads RDF 1.2 directions; its published types do not know them yet
  return literal(value, { language: tag, direction } as never);
}
