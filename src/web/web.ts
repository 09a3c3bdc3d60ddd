import express, { type Application } from 'express';
import { FacilisError } from '../errors.ts';
import { openToAllOrigins } from './cors.ts';
import { errorHandler } from './error-handler.ts';
import { checkPercentEncoding } from './exchange.ts';
import type { WebParts } from './parts.ts';
import { rateLimit } from './rate-limit.ts';
import { requestLog } from './request-log.ts';
import { routerOf } from './route-table.ts';
import { ROUTES } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import { createSite } from './site.ts';
import { stylesheet } from './stylesheet.ts';

/** The whole HTTP interface over the given parts; it does not listen. */
export function createWeb(parts: WebParts): Application {
  const site = createSite(parts);
  const app = express();
  app.set('trust proxy', parts.config.trustProxy);
  app.disable('x-powered-by');
  // Validators are made per representation; addresses are read by `exchange.ts`.
  app.set('etag', false);
  app.set('query parser', false);
  app.use(requestLog(parts.logger), securityHeaders(parts.config.baseIRI), openToAllOrigins);
  app.use((req, _res, next) => {
    checkPercentEncoding(req.originalUrl);
    next();
  });
  app.use(rateLimit({ perMinute: parts.config.rateLimitPerMinute }));
  app.use(serverOptions);
  app.use(untilReady(parts));
  const router = routerOf(site, ROUTES);
  app.use(site.basePath, router);
  // A proxy in front may keep the path of BASE_IRI or take it off: both arrive.
  if (site.basePath !== '/') app.use(router);
  app.use((req) => {
    throw new FacilisError('not-found', {
      detail: `There is no ${req.path} here; the front page ${parts.config.baseIRI} leads to what there is.`,
    });
  });
  app.use(errorHandler(site));
  return app;
}

/** RFC 9110 §9.3.7: the target `*` "applies to the server in general rather than to a specific resource". */
const serverOptions: express.RequestHandler = (req, res, next) => {
  if (req.method === 'OPTIONS' && req.originalUrl === '*')
    res.set('Allow', 'GET, HEAD, POST, PUT, DELETE, QUERY, OPTIONS').status(204).end();
  else next();
};

/** What may be asked before the data is there. */
const ANSWERED_AT_ONCE = ['healthz', 'readyz', 'robots.txt', stylesheet.path, 'assets/logo.svg'];

/** While the inventory is being loaded an entity is not unknown: the answer is 503, not 404. */
function untilReady({ isReady, config }: WebParts): express.RequestHandler {
  const basePath = new URL(config.baseIRI).pathname;
  const atOnce = new Set(ANSWERED_AT_ONCE.flatMap((path) => [`/${path}`, basePath + path]));
  let wasReady = false;
  return (req, _res, next) => {
    const { ready, why } = wasReady ? { ready: true, why: undefined } : isReady();
    wasReady ||= ready;
    if (!ready && !atOnce.has(req.path)) throw new FacilisError('overloaded', { detail: `The service is starting. ${why ?? ''}`.trim() });
    next();
  };
}
