import { FacilisError } from '../errors.ts';

/** 1: the data or the work failed. 2: wrong usage, which a wrong setting is too. */
export type ExitCode = 0 | 1 | 2;

/**
 * Tells people on standard error what ended a command, an expected failure in one line, and gives the exit code for it.
 */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof FacilisError)) {
    console.error(error);
    return 1;
  }
  console.error(`facilis: ${error.detail}`);
  return error.code === 'invalid-setting' ? 2 : 1;
}
