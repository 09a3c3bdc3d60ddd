import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ChildService, startChild } from '../sparql/child-service.ts';
import { type CountingProxy, countingProxy, type Traffic } from './counting-proxy.ts';

/** A hub and its members in processes of their own, each member behind a proxy of this process that counts. */
export interface Lab {
  /** The federation's endpoint. */
  readonly hub: URL;
  /** Every party as others see it, the hub too: what an engine without a hub asks. */
  readonly endpoints: readonly string[];
  /** Waits until nothing is on its way. @returns what passed to each party since the last call; the hub's comes last */
  traffic(quietMs?: number): Promise<Traffic[]>;
  /** Requests to all parties since the last `traffic`. */
  requestsSoFar(): number;
  stop(): Promise<void>;
}

export interface LabOptions {
  readonly world: string;
  readonly members: number;
  readonly seed: number;
  readonly latencyMs: number;
}

export async function startLab({ world, members, seed, latencyMs }: LabOptions): Promise<Lab> {
  const running: ChildService[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'facilis-bench-'));
  const start = async (file: string, parameters: readonly string[]) => {
    const child = await startChild(`../federation/${file}`, parameters);
    running.push(child);
    return child.port;
  };
  const membersPort = await start('serve-members.ts', [world, String(members), String(seed)]);
  const address = (port: number, path: string) => new URL(`http://127.0.0.1:${port}/${path}`);
  const numbers = Array.from({ length: members }, (_, index) => index);
  const proxies = await Promise.all(numbers.map((index) => countingProxy(address(membersPort, `${index}/sparql`), latencyMs)));
  const hubPort = await start('serve-hub.ts', [directory, world, String(seed), ...proxies.map(({ endpoint }) => endpoint)]);
  const all = [...proxies, await countingProxy(address(hubPort, 'sparql'), latencyMs)];
  return {
    hub: address(hubPort, 'federation/sparql'),
    endpoints: all.map(({ endpoint }) => endpoint),
    async traffic(quietMs = 50) {
      await quiet(all, quietMs);
      return all.map((proxy) => proxy.take());
    },
    requestsSoFar: () => all.reduce((sum, { requests }) => sum + requests, 0),
    async stop() {
      await Promise.all([...running.map((child) => child.stop()), ...all.map((proxy) => proxy.close())]);
      rmSync(directory, { recursive: true });
    },
  };
}

/** Until no request has been under way for so long. */
async function quiet(proxies: readonly CountingProxy[], quietMs: number): Promise<void> {
  let since = performance.now();
  let last = -1;
  while (performance.now() - since < quietMs) {
    const requests = proxies.reduce((sum, proxy) => sum + proxy.requests, 0);
    if (requests !== last || proxies.some(({ inFlight }) => inFlight > 0)) since = performance.now();
    last = requests;
    await wait(Math.min(quietMs, 20));
  }
}
