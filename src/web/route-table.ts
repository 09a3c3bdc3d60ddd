import { type Request, type Response, Router } from 'express';
import { FacilisError } from '../errors.ts';
import { preflightHeaders } from './cors.ts';
import { createExchange, type Handler } from './exchange.ts';
import type { Site } from './site.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'QUERY';

/** One address pattern and what it does for each method. HEAD follows GET, OPTIONS and 405 follow from the row. */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, Handler>>>;
}

/** The QUERY method's draft §3: what a QUERY request may be in. */
export const ACCEPT_QUERY = '"application/sparql-query", "application/x-www-form-urlencoded"';

export function routerOf(site: Site, routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true });
  for (const route of routes) {
    const allowed = allowedMethods(route);
    router.all(route.path, async (req, res) => dispatch(site, route, allowed, req, res));
  }
  return router;
}

async function dispatch(site: Site, route: Route, allowed: readonly string[], req: Request, res: Response): Promise<void> {
  if (req.method === 'OPTIONS') {
    answerOptions(req, res, allowed, route);
    return;
  }
  const handler = route.methods[(req.method === 'HEAD' ? 'GET' : req.method) as Method];
  if (handler === undefined) {
    // RFC 9110 §15.5.6: "The origin server MUST generate an Allow header field in a 405 response".
    res.set('Allow', allowed.join(', '));
    throw new FacilisError('method-not-allowed', {
      detail: `${req.method} is not allowed here; allowed are ${allowed.join(', ')}.`,
      extra: { allow: allowed },
    });
  }
  await handler(createExchange(site, req, res));
}

function answerOptions(req: Request, res: Response, allowed: readonly string[], route: Route): void {
  res.set('Allow', allowed.join(', '));
  if (route.methods.QUERY !== undefined) res.set('Accept-Query', ACCEPT_QUERY);
  if (req.headers['access-control-request-method'] !== undefined) {
    res.set(preflightHeaders(allowed, req.headers['access-control-request-headers']));
    res.vary('Access-Control-Request-Method');
    res.vary('Access-Control-Request-Headers');
  }
  res.status(204).end();
}

export function allowedMethods(route: Route): string[] {
  const own = Object.keys(route.methods);
  return [...own.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'];
}
