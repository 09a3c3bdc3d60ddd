import { connect } from 'node:net';

/** A request as it is written to the socket: nothing is checked, added or encoded but the length of the body. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** Whole lines. */
  readonly headers: readonly string[];
  readonly body?: string | Buffer;
  /** Instead of the length of the body. */
  readonly claimedLength?: number;
  /** The client cuts the connection then. */
  readonly leavesAfterMs?: number;
}

const LONGEST_MS = 60_000;

/** The status of the answer once the answer is over; `undefined` when the connection was cut without one. */
export function exchange(port: number, request: RawRequest): Promise<number | undefined> {
  const { method, path, headers, body = '', claimedLength = Buffer.byteLength(body), leavesAfterMs = LONGEST_MS } = request;
  return new Promise((resolve) => {
    let head = '';
    const socket = connect(port, '127.0.0.1');
    const leave = setTimeout(() => socket.destroy(), leavesAfterMs);
    socket.on('data', (part: Buffer) => {
      if (head.length < 100) head += part.toString('latin1');
    });
    // A server that refuses a flood closes while it is still being written.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(leave);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
      resolve(status === undefined ? undefined : Number(status));
    });
    const length = method === 'GET' ? [] : [`content-length: ${claimedLength}`];
    const lines = [`${method} ${path} HTTP/1.1`, 'host: localhost', 'connection: close', ...length, ...headers];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
    socket.write(body);
  });
}
