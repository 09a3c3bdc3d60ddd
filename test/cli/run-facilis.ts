import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';

const COMMAND = join(import.meta.dirname, '..', '..', 'src', 'cli', 'facilis.ts');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory that is gone when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'facilis-cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

let loaded: Promise<string> | undefined;

/** A state of its own with the shipped inventory, as `facilis load` makes it; made once for each file of tests, and copied. */
export async function loadedState(): Promise<string> {
  loaded ??= load(mkdtempSync(join(tmpdir(), 'facilis-loaded-')));
  const directory = temporaryDirectory();
  cpSync(await loaded, directory, { recursive: true });
  return directory;
}

async function load(directory: string): Promise<string> {
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  expect(await runFacilis(['load'], { DATA_DIR: directory })).toMatchObject({ code: 0 });
  return directory;
}

/** Starts `facilis` in a working directory of its own, so that no `.env` of the project's is read. */
export function startFacilis(args: readonly string[], env: Record<string, string> = {}, stdin: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: temporaryDirectory(),
    env: { PATH: process.env.PATH, USER: 'tester', SOURCE_CHECK_INTERVAL_MS: '0', ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

export async function runFacilis(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  return finished(startFacilis(args, env));
}

/** What ended a command, without the lines of progress that slow work shows before. */
export function complaint({ stderr }: Finished): string {
  const at = stderr.search(/^facilis: /m);
  return at < 0 ? '' : stderr.slice(at);
}

export async function finished(child: ChildProcess): Promise<Finished> {
  if (child.stdout === null || child.stderr === null) throw new TypeError('The output of the child is not piped.');
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, stdout, stderr };
}
