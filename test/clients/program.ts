import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

export interface Program {
  readonly name: string;
  /** The Debian package that has it. */
  readonly debianPackage: string;
  /** A command that succeeds when the program can be used. */
  readonly probe: readonly [command: string, ...parameters: string[]];
}

/**
 * Whether a program is missing, for `describe.skipIf`; the reason is printed.
 * @throws where CI is true: there a client that was not tried is a failure
 */
export function isMissing({ name, debianPackage, probe: [command, ...parameters] }: Program): boolean {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' });
    return false;
  } catch (cause) {
    const reason = `${name} is not installed (Debian package ${debianPackage})`;
    if (process.env.CI === 'true') throw new Error(reason, { cause });
    console.warn(`Skipped: ${reason}.`);
    return true;
  }
}

/** What a command prints. It runs beside the service, which is in this process. */
export async function output(command: string, parameters: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, parameters, { maxBuffer: 1 << 26 });
  return stdout;
}
