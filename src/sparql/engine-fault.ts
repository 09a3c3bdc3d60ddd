import { FacilisError } from '../errors.ts';
import { malformedQuery } from './query-text.ts';

/** How the engine says where the text stopped making sense; it has no other way to tell a syntax error from the rest. */
const SYNTAX_ERROR = /^error at (\d+):(\d+): ([\s\S]*)$/;
/** The parser that comes before the engine has refused what is no number; what is left is beyond the engine's 32 bits. */
const TOO_BIG_A_NUMBER = /The query (?:limit|offset) should be a non negative integer/;
const MAX_MESSAGE_LENGTH = 300;

/** What the engine threw, as an error for people; a broken engine is handed back as it is. */
export function engineFault(cause: unknown): unknown {
  if (cause instanceof WebAssembly.RuntimeError) return cause;
  if (cause instanceof RangeError) {
    // V8's longest string, about 512 MB.
    return new FacilisError('query-too-many-rows', { detail: 'The answer is longer than 512 MB. Ask for less with LIMIT.', cause });
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  if (TOO_BIG_A_NUMBER.test(message)) {
    return new FacilisError('unsupported-query', {
      detail: 'LIMIT and OFFSET above 4294967295 are more than the engine can count.',
      cause,
    });
  }
  const [, line, column, expectation] = SYNTAX_ERROR.exec(message) ?? [];
  if (expectation !== undefined) return malformedQuery(shortened(expectation), { line: Number(line), column: Number(column) }, cause);
  return new FacilisError('unsupported-query', { detail: `${shortened(message)}.`, cause });
}

function shortened(message: string): string {
  return message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)}…` : message;
}
