import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface StartedService {
  readonly baseIRI: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the service with the shipped inventory in memory, on a free port, and waits until it is ready. */
export async function startService(settings: Readonly<Record<string, string>>): Promise<StartedService> {
  const root = join(import.meta.dirname, '..');
  const child = spawn(process.execPath, [join(root, 'src', 'main.ts')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: ':memory:',
      SOURCE_CHECK_INTERVAL_MS: '0',
      LOG_LEVEL: 'fatal',
      RATE_LIMIT_PER_MINUTE: '1000000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(part);
    if (/^Ready/m.test(printed)) break;
  }
  child.stdout.resume();
  const baseIRI = /^\s*address\s+(\S+)/m.exec(printed)?.[1];
  if (baseIRI === undefined) throw new Error(`The service did not start:\n${printed}`);
  return {
    baseIRI,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
