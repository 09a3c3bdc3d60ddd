import type { LookupAddress } from 'node:dns';
import { lookup as resolveName } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { ExchangeFailure } from './exchange-failure.ts';
import { isPublicAddress } from './public-addresses.ts';

/** All addresses of a host name, as `lookup` of `node:dns/promises` gives them. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

export const systemLookup: Lookup = (hostname) => resolveName(hostname, { all: true });

/**
 * Resolves a host once for each connection, which goes to one of the very addresses that were checked: between check and use no
 * name can change what it stands for.
 */
export function pinnedLookup(lookup: Lookup, { allowsPrivateNetwork }: { readonly allowsPrivateNetwork: boolean }): LookupFunction {
  return (hostname, { all }, callback) => {
    lookup(hostname).then(
      (addresses) => {
        const refused = allowsPrivateNetwork ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
        const [first] = addresses;
        if (refused !== undefined) callback(notPublic(`its name ${hostname} stands for ${refused.address}`), '', 0);
        else if (first === undefined) callback(new ExchangeFailure('broken', `its name ${hostname} stands for no address`), '', 0);
        else if (all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      callback as (error: NodeJS.ErrnoException) => void,
    );
  };
}

/** Node connects to an address without looking it up. */
export function checkLiteralHost({ hostname }: URL, { allowsPrivateNetwork }: { readonly allowsPrivateNetwork: boolean }): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !allowsPrivateNetwork && !isPublicAddress(host)) throw notPublic(`its address is ${host}`);
}

function notPublic(what: string): ExchangeFailure {
  return new ExchangeFailure('refused', `${what}, which is not public, and its registration does not say tf:allowsPrivateNetwork true`);
}
