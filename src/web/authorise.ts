import { FacilisError } from '../errors.ts';
import type { TokenRecord, TokenRole } from '../store/operations-types.ts';
import type { Exchange } from './exchange.ts';

/** RFC 6750 §2.1: `credentials = "Bearer" 1*SP b64token`. */
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/**
 * The token that a request was sent with, when it may do what the role may; an administrator may do everything.
 * @throws FacilisError `unauthorised`, `forbidden`, with the challenge of RFC 6750 §3 in the answer's header
 */
export function authorise({ req, res, site }: Exchange, role: TokenRole): TokenRecord {
  const header = req.headers.authorization;
  if (header === undefined) {
    // §3.1: a request that "lacks any authentication information" gets no error code.
    res.set('WWW-Authenticate', 'Bearer realm="Facilis"');
    throw new FacilisError('unauthorised', { detail: 'Send a token as Authorization: Bearer; `facilis token create` makes one.' });
  }
  const secret = BEARER.exec(header)?.[1];
  const token = secret === undefined ? undefined : site.parts.operations.tokens.verify(secret);
  if (token === undefined) {
    res.set('WWW-Authenticate', 'Bearer realm="Facilis", error="invalid_token", error_description="The token is not known or was revoked"');
    throw new FacilisError('unauthorised', {
      detail: 'The token is not known, or was revoked. `facilis token list` shows which there are.',
    });
  }
  if (token.role !== role && token.role !== 'admin') {
    res.set('WWW-Authenticate', `Bearer realm="Facilis", error="insufficient_scope", scope="${role}"`);
    throw new FacilisError('forbidden', { detail: `The token ${token.name} has the role ${token.role}; this needs the role ${role}.` });
  }
  return token;
}
