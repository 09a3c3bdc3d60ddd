import { createServer } from 'node:net';
import { expect } from 'vitest';
import type { Answer } from './hub.ts';

/** What must not happen is a connection to it, on any address of this machine. */
export interface Canary {
  readonly port: number;
  connections(): number;
  /** Its address, with another name for the host. */
  endpoint(host: string): string;
  close(): Promise<void>;
}

export async function startCanary(): Promise<Canary> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  // Every address of this machine, of IPv4 and IPv6.
  await new Promise<void>((done) => server.listen(0, '::', done));
  const { port } = server.address() as { port: number };
  return {
    port,
    connections: () => connections,
    endpoint: (host) => `http://${host}:${port}/sparql`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

export async function expectRefusal(
  canary: Canary,
  answer: Answer | Promise<Answer>,
  { code, detail }: { readonly code: string; readonly detail: RegExp },
): Promise<void> {
  const { status, text } = await answer;
  const problem = JSON.parse(text) as { type: string; detail: string };
  expect({ status, code: problem.type.split('#')[1] }).toEqual({ status: expect.any(Number), code });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(problem.detail).toMatch(detail);
  expect(canary.connections()).toBe(0);
}
