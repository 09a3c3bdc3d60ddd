import type { LookupAddress } from 'node:dns';

/** Hosts that a registration without allowance may name, however they are written. */
export const PRIVATE_HOSTS = {
  loopback: '127.0.0.1',
  'another loopback': '127.9.9.9',
  short: '127.1',
  decimal: '2130706433',
  octal: '0177.0.0.1',
  'octal in one': '017700000001',
  hex: '0x7f000001',
  'hex parts': '0x7F.0.0x0.1',
  'percent-encoded': '%31%32%37.0.0.1',
  'with a dot': '127.0.0.1.',
  unspecified: '0.0.0.0',
  zero: '0',
  IPv6: '[::1]',
  'IPv6 in full': '[0:0:0:0:0:0:0:1]',
  'IPv6 unspecified': '[::]',
  'IPv4 in IPv6': '[::ffff:127.0.0.1]',
  'IPv4 in IPv6, hex': '[::FFFF:7F00:1]',
  'IPv4-compatible': '[::127.0.0.1]',
  NAT64: '[64:ff9b::127.0.0.1]',
  '6to4': '[2002:7f00:1::]',
  Teredo: '[2001:0:7f00:1::]',
  metadata: '169.254.169.254',
  'metadata in decimal': '2852039166',
  'metadata in IPv6': '[::ffff:a9fe:a9fe]',
  'metadata of EC2': '[fd00:ec2::254]',
  'private 10': '10.0.0.5',
  'private 172': '172.16.0.5',
  'private 192': '192.168.0.5',
  shared: '100.64.0.1',
  'link-local IPv6': '[fe80::1]',
  'unique local': '[fd12:3456::1]',
  multicast: '224.0.0.1',
  broadcast: '255.255.255.255',
  localhost: 'localhost',
  'localhost in capitals': 'LOCALHOST',
  'localhost with a dot': 'localhost.',
  'a name for loopback': 'loopback.example',
  'a name for metadata': 'metadata.example',
  'a name for IPv6 loopback': 'loopback6.example',
  'a name for IPv4 in IPv6': 'mapped.example',
  'a name for both': 'both.example',
} as const;

/** No packet goes to the public address: Node does not connect to an address of no family. */
export const PUBLIC: LookupAddress = { address: '8.8.8.8', family: 0 };

export const NAMES: Record<string, readonly LookupAddress[]> = {
  localhost: [{ address: '127.0.0.1', family: 4 }],
  'localhost.': [{ address: '127.0.0.1', family: 4 }],
  'loopback.example': [{ address: '127.0.0.1', family: 4 }],
  'metadata.example': [{ address: '169.254.169.254', family: 4 }],
  'loopback6.example': [{ address: '::1', family: 6 }],
  'mapped.example': [{ address: '::ffff:127.0.0.1', family: 6 }],
  'both.example': [PUBLIC, { address: '127.0.0.1', family: 4 }],
};

/** Of no registered source; `:@` stands for a port on which somebody listens. */
export const OTHER_ADDRESSES = [
  'https://127.0.0.1:@/',
  'HTTP://127.0.0.1:@/sparql',
  'http://user@127.0.0.1:@/sparql',
  'http://127.0.0.1:@/sparql#',
  'http://127.0.0.1:@/./sparql',
  'http://127.0.0.1:@/sparq%6C',
  'http://127.0.0.1/sparql',
  'http://elsewhere.example/',
  'file:///etc/shadow',
  'ftp://127.0.0.1:@/',
  'gopher://127.0.0.1:@/_GET%20/',
  'ldap://127.0.0.1:@/',
  'data:text/turtle,',
  'javascript:alert(1)',
  'urn:x',
] as const;

/** No IRIs, or none by themselves. */
export const MALFORMED_ADDRESSES = [
  'http://127.0.0.1:@/ x',
  'http:\\\\127.0.0.1:@\\',
  'http://127.0.0.1:@/\t',
  '//127.0.0.1:@/',
  '/etc/passwd',
  '',
] as const;
