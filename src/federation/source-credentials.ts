import type { RegisteredSource } from './registered-sources.ts';
import { naming, sourceError } from './source-errors.ts';

/** Below this many characters a secret is found in texts that do not repeat it. */
const SHORTEST_RECOGNISED = 6;

export interface SourceCredentials {
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the text or bytes hold the secret, or the form in which it is sent. */
  areIn(content: string | Uint8Array): boolean;
}

/** No other variable is read for a source: who may register one cannot have the rest of the environment sent to it. */
const READABLE = /^FACILIS_SOURCE_[A-Z0-9_]+$/;

const NONE: SourceCredentials = { headers: {}, areIn: () => false };

/**
 * What is to be sent to a source to be let in, read at the moment of use.
 * @param secret the value of an environment variable
 * @throws FacilisError `source-failed` that names the variable, never its value
 */
export function sourceCredentials(source: RegisteredSource, secret: (environmentName: string) => string | undefined): SourceCredentials {
  const { credentials } = source;
  if (credentials === undefined) return NONE;
  const { scheme, environmentName, requestHeader } = credentials;
  const fault = (why: string) =>
    sourceError('source-failed', source, { detail: `${naming(source)} cannot be asked: ${why}.`, outcome: 'refused' });
  if (!READABLE.test(environmentName)) {
    throw fault(
      `its registration names the environment variable ${environmentName}, and only those that begin with FACILIS_SOURCE_ are read`,
    );
  }
  const value = secret(environmentName);
  if (value === undefined || value === '') {
    throw fault(`its credentials are to be in the environment variable ${environmentName}, which is not set`);
  }
  if (scheme === 'basic') {
    const password = /^[^:]+:(.+)$/s.exec(value)?.[1];
    if (password === undefined)
      throw fault(`the environment variable ${environmentName} does not hold user:password, as the scheme basic needs`);
    const encoded = Buffer.from(value).toString('base64');
    return { headers: { authorization: `Basic ${encoded}` }, areIn: holding([encoded, value, password]) };
  }
  // RFC 9110 §5.5: visible characters, with spaces between them.
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    throw fault(`the environment variable ${environmentName} holds characters that cannot be sent in a header`);
  }
  if (scheme === 'bearer') return { headers: { authorization: `Bearer ${value}` }, areIn: holding([value]) };
  if (requestHeader === undefined) throw fault('its credentials have the scheme header, and tf:requestHeader does not say which');
  return { headers: { [requestHeader.toLowerCase()]: value }, areIn: holding([value]) };
}

function holding(secrets: readonly string[]): SourceCredentials['areIn'] {
  const recognised = secrets.filter(({ length }) => length >= SHORTEST_RECOGNISED);
  return (content) => {
    if (typeof content === 'string') return recognised.some((each) => content.includes(each));
    const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    return recognised.some((each) => buffer.includes(each));
  };
}
