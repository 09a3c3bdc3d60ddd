import express from 'express';
import type { Exchange } from './exchange.ts';

/**
 * The whole body, decoded from its `Content-Encoding`.
 * @throws what Express's body parser throws, which the error handler knows: `payload-too-large` and the like
 */
export function readBody({ req, res, site }: Exchange): Promise<Uint8Array> {
  const read = express.raw({ type: () => true, limit: site.parts.config.maxBodyBytes });
  return new Promise((resolve, reject) => {
    read(req, res, (error?: unknown) => {
      if (error === undefined) resolve(req.body instanceof Uint8Array ? req.body : new Uint8Array());
      else reject(error);
    });
  });
}
