import { CommanderError } from 'commander';
import { FacilisError } from '../errors.ts';

/** Runs a command to its end and sets the exit code: 1 when the data or the work failed, 2 for wrong usage, 0 otherwise. */
export async function run(work: () => Promise<unknown>): Promise<void> {
  // Who reads the output may leave first (`| head`). That ends neither a service nor a load; what has to reach its reader awaits it.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  try {
    await work();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Tells people on standard error what ended a command, an expected failure in one line, and gives the exit code for it. */
function exitCodeOf(error: unknown): 0 | 1 | 2 {
  // Commander has printed its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof FacilisError)) {
    console.error(error);
    return 1;
  }
  console.error(`facilis: ${error.detail}`);
  // A wrong setting or argument is wrong usage.
  return error.code === 'invalid-setting' || error.code === 'malformed-request' ? 2 : 1;
}
