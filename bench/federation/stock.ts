import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface StockAnswer {
  /** `undefined` when it was ended by a limit, or failed. */
  readonly text: string | undefined;
  readonly ms: number;
}

export interface StockLimits {
  readonly timeoutMs: number;
  readonly maxRequests: number;
  requestsSoFar(): number;
}

/** Asks stock Comunica, in a process that is ended when it takes too long or asks too much. */
export async function askStock(query: string, endpoints: readonly string[], limits: StockLimits): Promise<StockAnswer> {
  const child = spawn(process.execPath, ['--max-old-space-size=8192', join(import.meta.dirname, 'ask-stock.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const startedAt = performance.now();
  const watch = setInterval(() => {
    if (performance.now() - startedAt > limits.timeoutMs || limits.requestsSoFar() > limits.maxRequests) child.kill('SIGKILL');
  }, 100);
  child.stdin.end(JSON.stringify({ query, endpoints }));
  const [answer, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  clearInterval(watch);
  return { text: code === 0 ? answer : undefined, ms: performance.now() - startedAt };
}
