import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface ChildService {
  readonly port: number;
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
