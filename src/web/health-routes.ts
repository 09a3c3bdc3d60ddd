import { sendAnswer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { Route } from './route-table.ts';

export const healthRoutes: readonly Route[] = [
  { path: '/healthz', methods: { GET: alive } },
  { path: '/readyz', methods: { GET: readiness } },
];

function alive(exchange: Exchange): Promise<void> {
  return sendState(exchange, 200, { status: 'alive' });
}

/** A load balancer reads the status alone; the body tells a person what it still waits for. */
function readiness(exchange: Exchange): Promise<void> {
  const { ready, why } = exchange.site.parts.isReady();
  return sendState(exchange, ready ? 200 : 503, ready ? { status: 'ready' } : { status: 'not ready', why });
}

function sendState(exchange: Exchange, status: number, state: object): Promise<void> {
  return sendAnswer(exchange, {
    status,
    contentType: 'application/json',
    vary: [],
    cacheControl: 'no-store',
    headers: status === 503 ? { 'Retry-After': '2' } : {},
    body: () => `${JSON.stringify(state)}\n`,
  });
}
