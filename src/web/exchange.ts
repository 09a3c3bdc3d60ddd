import type { Request, Response } from 'express';
import { FacilisError } from '../errors.ts';
import { type ChosenLanguage, chooseLanguage } from './language.ts';
import type { Site } from './site.ts';

/** One request with its response, and what every route needs to know of it. */
export interface Exchange {
  readonly req: Request;
  readonly res: Response;
  readonly site: Site;
  /** The address as the public knows it: under BASE_IRI, whatever a proxy made of it. */
  readonly url: URL;
  readonly requestId: string;
  readonly chosen: ChosenLanguage;
}

export type Handler = (exchange: Exchange) => Promise<void> | void;

export function createExchange(site: Site, req: Request, res: Response): Exchange {
  const search = /\?.*$/s.exec(req.originalUrl)?.[0] ?? '';
  const url = new URL(site.parts.config.baseIRI + pathUnderBase(site, req) + search);
  return {
    req,
    res,
    site,
    url,
    requestId: String(res.locals.requestId ?? ''),
    chosen: chooseLanguage(req.headers['accept-language'], url.searchParams.get('lang')),
  };
}

/** A proxy may have taken the path of BASE_IRI off, or left it on. */
function pathUnderBase({ basePath }: Site, req: Request): string {
  const path = req.baseUrl + req.path;
  return path.startsWith(basePath) ? path.slice(basePath.length).replace(/^\/+/, '') : path.replace(/^\/+/, '');
}

/** A path parameter of the matched route, decoded. */
export function parameter(exchange: Exchange, name: string): string {
  const value = exchange.req.params[name];
  return typeof value === 'string' ? value : '';
}

/** RFC 3986 §2.1: a percent sign is followed by two hexadecimal digits, and what they encode here is UTF-8. */
export function checkPercentEncoding(target: string): void {
  try {
    decodeURIComponent(target);
  } catch (cause) {
    throw new FacilisError('malformed-request', {
      detail: 'The address has a percent sign that does not start the encoding of a UTF-8 character; a percent sign itself is written %25.',
      cause,
    });
  }
}
