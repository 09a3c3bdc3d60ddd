import { BlockList, isIP } from 'node:net';

/** Blocks of the IANA special-purpose registry (RFC 6890) that are no hosts of the public internet, and multicast (RFC 5771). */
const NOT_PUBLIC_IPV4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // The platform service of Azure, which answers virtual machines alone.
  ['168.63.129.16', 32],
];

/** Within 2000::/3: IETF protocol assignments with Teredo, documentation, 6to4. */
const NOT_PUBLIC_IPV6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** IPv4 in IPv6 (RFC 4291 §2.5.5.2) and NAT64 (RFC 6052 §2.1), which networks without IPv4 use for all of it. */
const IPV4_IN_IPV6 = ['::ffff:', '64:ff9b::'];

const notPublic = new BlockList();
/** IANA hands out global unicast addresses from 2000::/3 alone. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of NOT_PUBLIC_IPV6) notPublic.addSubnet(network, prefix, 'ipv6');
for (const [network, prefix] of NOT_PUBLIC_IPV4) notPublic.addSubnet(network, prefix, 'ipv4');
for (const around of IPV4_IN_IPV6) {
  global.addSubnet(`${around}0.0.0.0`, 96, 'ipv6');
  for (const [network, prefix] of NOT_PUBLIC_IPV4) notPublic.addSubnet(`${around}${network}`, 96 + prefix, 'ipv6');
}

/** Whether an IP address is that of a host on the public internet; IPv4 in IPv6 counts as what it holds. Never for what is no IP address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  // A zone is for link-local addresses alone (RFC 4007 §6).
  if (family === 0 || address.includes('%')) return false;
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return global.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}
