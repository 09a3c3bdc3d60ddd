import type { FacilisError } from '../errors.ts';
import type { RegisteredSource } from './registered-sources.ts';
import { naming, shownAddress, sourceError } from './source-errors.ts';

/**
 * The address, if it is on the origin of an enabled source. `URL` writes hosts in their normal form, so that `0x7f.1`, `2130706433` and
 * `127.0.0.1` are the same here and in every check after this.
 * @throws FacilisError `source-not-registered`
 */
export function allowedURL(address: string, source: RegisteredSource): URL {
  const url = URL.parse(address);
  if (url === null) throw refusal(source, 'is asked at something that is not an absolute address');
  const shown = shownAddress(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refusal(source, `is not asked by ${url.protocol}, only by http or https`);
  if (!source.enabled) throw refusal(source, 'is disabled, so it is not asked');
  if (hasUserInfo(url) || hasUserInfo(URL.parse(source.endpoint))) {
    throw refusal(
      source,
      'is not asked with a user or password in the address, where logs would show them: name an environment variable with tf:credentials',
    );
  }
  if (url.origin !== URL.parse(source.endpoint)?.origin) throw refusal(source, `is not asked at ${shown}, which is on another origin`);
  return url;
}

function hasUserInfo(url: URL | null): boolean {
  return url !== null && (url.username !== '' || url.password !== '');
}

function refusal(source: RegisteredSource, why: string): FacilisError {
  return sourceError('source-not-registered', source, { detail: `${naming(source)} ${why}.`, outcome: 'refused' });
}
