import { Parser } from '@traqula/parser-sparql-1-2';
import { FacilisError } from '../errors.ts';
import { lexicalFault } from './lexical-fault.ts';
import { checkNesting, malformedQuery, positionOf } from './query-text.ts';
import { tokenInWords } from './token-words.ts';

type SparqlSyntax = ReturnType<Parser['parse']>;
/** The parser's tree of a query, with the offsets in the text that its nodes came from. */
export type QuerySyntax = Extract<SparqlSyntax, { type: 'query' }>;

/** The longest list of alternatives that still tells a person something. */
const MAX_EXPECTED = 8;
const MAX_UPDATE_CHARACTERS = 10_000;

class LocatingParser extends Parser {
  constructor() {
    const options = {
      lexerConfig: { positionTracking: 'full' as const },
      // The parser hands it on, though its type does not say so.
      errorHandler: (faults: readonly Recognition[]) => {
        throw new GrammarFault(faults[0] as Recognition);
      },
    };
    super(options);
    // Offsets are what the row limit is written by; the parser leaves them out unless told.
    this.defaultContext.astFactory.tracksSourceLocation = true;
  }
}

let parser: LocatingParser | undefined;

/**
 * Parses a query of SPARQL 1.1 or 1.2. Its nesting must have been measured before (`checkNesting`).
 * @throws FacilisError `malformed-query`, with line and column where they are known; also for an update
 */
export function parseQuery(query: string, baseIRI: string): QuerySyntax {
  let syntax: SparqlSyntax;
  try {
    // Made at the first query: its grammar takes 60 ms to prepare.
    parser ??= new LocatingParser();
    syntax = parser.parse(query, { baseIRI });
  } catch (cause) {
    throw readable(query, cause);
  }
  if (syntax.type === 'query') return syntax;
  if (syntax.updates.every((update) => !('operation' in update) || update.operation === undefined)) {
    throw malformedQuery('The query is empty; send SELECT, ASK, CONSTRUCT or DESCRIBE.');
  }
  throw malformedQuery('This is a SPARQL update; this endpoint reads only: send SELECT, ASK, CONSTRUCT or DESCRIBE.');
}

/** Why an update is refused: `unsupported-query`, since this endpoint reads only, or `malformed-query` with the place of the fault. */
export function refusedUpdate(text: string, baseIRI: string): FacilisError {
  const refusal = new FacilisError('unsupported-query', { detail: 'This endpoint answers queries; it takes no SPARQL Update.' });
  // Long text would hold the thread that parses it.
  if (text.length > MAX_UPDATE_CHARACTERS) return refusal;
  try {
    checkNesting(text);
    parser ??= new LocatingParser();
    parser.parse(text, { baseIRI });
    return refusal;
  } catch (cause) {
    return readable(text, cause);
  }
}

/** Chevrotain's description of the first token that does not fit; the package that declares it is not ours to import. */
interface Recognition {
  readonly name: string;
  readonly message: string;
  readonly token: { readonly image: string; readonly startOffset: number };
}

class GrammarFault extends Error {
  readonly recognition: Recognition;

  constructor(recognition: Recognition) {
    super(recognition.message);
    this.recognition = recognition;
  }
}

function readable(query: string, cause: unknown): FacilisError {
  if (cause instanceof FacilisError) return cause;
  if (cause instanceof RangeError) {
    return malformedQuery('The query is nested too deeply, or a list of operators in it is too long, to be parsed.', undefined, cause);
  }
  if (cause instanceof GrammarFault) return grammarFault(query, cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  return lexicalFault(query, message, cause) ?? malformedQuery(`${inWords(message)}.`, undefined, cause);
}

/** What the parser says of rules that are about the meaning of a query, not its grammar. */
function inWords(message: string): string {
  if (message !== 'Variable not allowed in projection') return message.replace(/\.$/, '');
  return 'SELECT names a variable that is neither in GROUP BY nor inside an aggregate such as COUNT or SAMPLE';
}

function grammarFault(query: string, cause: GrammarFault): FacilisError {
  const { token, message } = cause.recognition;
  const atEnd = Number.isNaN(token.startOffset);
  const position = positionOf(query, atEnd ? query.trimEnd().length : token.startOffset);
  const found = atEnd ? 'the query ends too early' : `${token.image.slice(0, 60)} was not expected`;
  return malformedQuery(`${found}${expectation(message)}.`, position, cause);
}

/** The alternatives that the parser's message names, shortened when there are many. */
function expectation(message: string): string {
  const names = [...message.matchAll(/\[([^\]]+)\]|--> (.+?) <--/g)]
    .map(([, listed, single]) => listed ?? single ?? '')
    .slice(0, message.startsWith('Expecting:') ? undefined : 1);
  // The parser separates the tokens of one alternative with commas.
  const distinct = [...new Set(names.map((name) => tokenInWords(name.trim())))];
  if (distinct.length === 0) return '';
  const shown = distinct.slice(0, MAX_EXPECTED).join(', ');
  return `; expected ${distinct.length > 1 ? 'one of ' : ''}${shown}${distinct.length > MAX_EXPECTED ? ', …' : ''}`;
}
