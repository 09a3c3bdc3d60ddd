import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Linux counts processor time in hundredths of a second. */
const MS_PER_TICK = 10;

export interface ChildService {
  readonly port: number;
  /** Processor time of all its threads so far, in milliseconds; less noisy than any clock on a machine that others use. */
  cpuMs(): number;
  /** Resident memory of the process, all its threads included. */
  memoryBytes(): number;
  stop(): Promise<void>;
}

/** Starts one of the `serve-*.ts` beside this file and waits until it prints the port that it listens to. */
export async function startChild(file: string, parameters: readonly string[]): Promise<ChildService> {
  const child = spawn(process.execPath, ['--max-old-space-size=8192', join(import.meta.dirname, file), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(part);
    if (/^listening \d+$/m.test(printed)) break;
  }
  child.stdout.resume();
  const port = Number(/^listening (\d+)$/m.exec(printed)?.[1]);
  if (Number.isNaN(port)) throw new Error(`${file} ended before it listened.`);
  return {
    port,
    cpuMs: () => {
      const [user, system] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
        .slice(11, 13);
      return (Number(user) + Number(system)) * MS_PER_TICK;
    },
    memoryBytes: () => 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
