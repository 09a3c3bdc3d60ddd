import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

const POLICY = {
  'default-src': "'none'",
  'script-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
} as const;

/** No script at all: the pages work without, and the JSON-LD in them is data that no browser runs. */
export function securityHeaders(baseIRI: string): RequestHandler {
  const others = helmet({
    contentSecurityPolicy: false,
    // Open data is for pages of other origins too.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: baseIRI.startsWith('https:'),
  });
  return (req, res, next) => {
    res.set('Content-Security-Policy', written(POLICY));
    others(req, res, next);
  };
}

/**
 * For the one page with script, the editor: files of this origin alone, nothing inline, which asks this origin alone. The editor
 * sets its measures through the object model, so that styles need no exception.
 */
export function allowOwnScripts(res: Response): void {
  res.set('Content-Security-Policy', written({ ...POLICY, 'script-src': "'self'", 'connect-src': "'self'" }));
}

function written(policy: Readonly<Record<string, string>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join(';');
}
