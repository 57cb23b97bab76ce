import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { lookupText, specialRange } from './specialAddress';

describe('specialRange', () => {
  it.each([
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'reserved'],
    ['10.255.255.255', 'private'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'cgnat'],
    ['127.0.0.1', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['192.0.2.7', 'documentation'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.255', 'documentation'],
    ['198.19.0.1', 'benchmarking'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['10.0.0.0/8', 'private'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['fd00::1', 'unique-local'],
    ['fc00::/7', 'unique-local'],
    ['ff02::1', 'multicast'],
    ['2001:db8::7', 'documentation'],
    ['3fff::1', 'documentation'],
    ['2001:2::1', 'benchmarking'],
    ['2001:10::1', 'reserved'],
    ['100::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['::ffff:10.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['2002:a00:1::1', 'private'],
    ['2001:0:4136:e378:8000:63bf:f5ff:fffe', 'private'],
    ['root', 'no-address'],
    ['8.example', 'no-address'],
    ['1.2.3', 'no-address'],
    ['1.2.3.256', 'no-address'],
    ['1.2.3.4.5', 'no-address'],
    ['', 'no-address'],
    ['2a01:dead', 'no-address'],
    ['2a01::1::2', 'no-address'],
  ])('calls %s %s', (address, name) => {
    expect(specialRange(address)).toBe(name);
  });

  it.each(['1.1.1.1', '11.0.0.1', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.0.1.1', '198.17.0.1', '223.255.255.255', '203.0.112.0/24'])('lets %s be looked up', (address) => {
    expect(specialRange(address)).toBeNull();
  });

  it.each(['2a01:4f8::1', '2001:470::1', '2001:4860:4860::8888', '2606:4700:4700:0:0:0:0:1111', '3ffe::1', '2a01:4f8::/32', '2002:808:808::1', '64:ff9b::808:808', '2001:470::'])('lets %s be looked up', (address) => {
    expect(specialRange(address)).toBeNull();
  });

  it('agrees with ipaddr.js on what is ordinary, except on anycast services', () => {
    const ANYCAST = ['as112', 'amt', 'as112v6', 'droneRemoteIdProtocolEntityTags'];
    const EMBEDDING = ['ipv4Mapped', 'rfc6052', '6to4', 'teredo'];
    const v4 = fc.ipV4();
    const v6 = fc.oneof(fc.ipV6(), fc.tuple(fc.constantFrom('2001', '2002', '2a01', '3fff', 'fe80', 'fd12'), fc.nat(0xffff), fc.nat(0xffff)).map(([first, b, c]) => `${first}:${b.toString(16)}:${c.toString(16)}::1`));
    fc.assert(
      fc.property(fc.oneof(v4, v6), (text) => {
        const parsed = ipaddr.parse(text);
        const spelled = parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString();
        const range = parsed.range();
        // What ipaddr.js calls ordinary outside 2000::/3 was given to nobody.
        const given = parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] ?? 0) >> 5 === 1;
        fc.pre(![...ANYCAST, ...EMBEDDING].includes(range));
        expect(specialRange(spelled) === null, `${spelled} ${range}`).toBe(range === 'unicast' && given);
      }),
      { numRuns: 3000 }
    );
  });
});

describe('lookupText', () => {
  it.each([
    ['8.8.8.8', '8.8.8.8'],
    ['8.8.0.0/16', '8.8.0.0'],
    ['2a01:4f8::1', '2a01:4f8::1'],
    ['2a01:4f8::/32', '2a01:4f8::'],
    ['::ffff:8.8.4.4', '8.8.4.4'],
    ['64:ff9b::808:404', '8.8.4.4'],
    ['2002:808:404::1', '8.8.4.4'],
    ['2001:0:4136:e378:8000:63bf:f7f7:fbfb', '8.8.4.4'],
    ['2001:470::1', '2001:470::1'],
  ])('looks %s up as %s', (address, text) => {
    expect(lookupText(address)).toBe(text);
  });
});
