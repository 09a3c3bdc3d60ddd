import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { PROBLEM_STATUS } from './problem-status.ts';

/**
 * Gives each request its id, and writes one line when it is over. The query string is left out: what people search for and
 * ask is theirs.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const requestId = randomUUID();
    const started = performance.now();
    const { method, path } = req;
    res.locals.requestId = requestId;
    res.set('X-Request-Id', requestId);
    res.on('close', () => {
      const ms = Math.round(performance.now() - started);
      // Nothing was sent: the client left first, and the status is what it would have been told.
      const status = res.headersSent ? res.statusCode : PROBLEM_STATUS['client-gone'];
      logger.info({ requestId, method, path, status, ms, complete: res.writableFinished }, 'request');
    });
    next();
  };
}
