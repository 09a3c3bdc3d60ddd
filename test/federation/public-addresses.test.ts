import { describe, expect, it } from 'vitest';
import { allowedURL } from '../../src/federation/allowed-url.ts';
import { isPublicAddress } from '../../src/federation/public-addresses.ts';
import { sourceAt } from './source-server.ts';

const NOT_PUBLIC = {
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
  unspecified: ['0.0.0.0', '0.1.2.3', '::', '::ffff:0.0.0.0'],
  private: ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1', 'fc00::1', '::ffff:10.0.0.1', 'fec0::1'],
  'shared with a carrier': ['100.64.0.1', '100.127.255.255', '100.100.100.200'],
  'link-local, metadata': [
    '169.254.169.254',
    'fe80::1',
    'fe80::1%lo',
    '::ffff:169.254.169.254',
    'fd00:ec2::254',
    '168.63.129.16',
    '192.0.0.192',
  ],
  multicast: ['224.0.0.1', '239.255.255.250', 'ff02::1'],
  reserved: [
    '240.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
    '2001:db8::1',
    '3fff::1',
    '100::1',
  ],
  'IPv4-compatible': ['::127.0.0.1', '::7f00:1', '::10.0.0.1', '::8.8.8.8'],
  NAT64: ['64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b::10.0.0.1', '64:ff9b:1::1'],
  '6to4': ['2002:7f00:1::', '2002:a00:1::1', '2002:a9fe:a9fe::'],
  Teredo: ['2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  'no address': ['', 'localhost', '127.1', '0x7f000001', '1.2.3.4.5'],
};

describe('addresses', () => {
  it.each(Object.entries(NOT_PUBLIC))('that are %s are not public', (_kind, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('of the public internet are public, also IPv4 in IPv6', () => {
    const addresses = [
      '8.8.8.8',
      '172.15.0.1',
      '172.32.0.1',
      '100.63.0.1',
      '1.1.1.1',
      '2606:4700::1111',
      '2a00:1450::1',
      '::ffff:8.8.8.8',
      '64:ff9b::8.8.8.8',
    ];
    expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([]);
  });

  it.each([
    'http://2130706433/',
    'http://0x7f000001/',
    'http://017700000001/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://127.0.1/',
    'http://127.0.0.1./',
    'http://%31%32%37.0.0.1/',
    'http://１２７.0.0.1/',
    'http://①②⑦.⓪.⓪.①/',
    'HTTP://127.0.0.1:80/',
    'http:127.0.0.1/',
    'http:\\\\127.0.0.1\\',
    'http://127.0.0.1\t/',
  ])('written as in %j are read in their normal form before they are checked', (address) => {
    expect(allowedURL(address, sourceAt('http://127.0.0.1/sparql')).hostname).toBe('127.0.0.1');
  });

  it.each([
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://[0:0:0:0:0:FFFF:7F00:0001]/', '::ffff:7f00:1'],
    ['http://[0000::1]/', '::1'],
    ['http://0xa9fea9fe/', '169.254.169.254'],
    ['http://0251.0376.0251.0376/', '169.254.169.254'],
    ['http://2852039166/', '169.254.169.254'],
  ])('written as in %s are not public in their normal form either', (address, host) => {
    const { hostname } = new URL(address);
    expect(hostname.replace(/^\[|\]$/g, '')).toBe(host);
    expect(isPublicAddress(host)).toBe(false);
  });
});
