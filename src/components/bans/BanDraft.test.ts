import { describe, expect, it } from 'vitest';
import { banRequestSchema } from '../../../pkg/contract/bans';
import { MAX_ADDRESSES } from '../../constants';
import { implausibleOf, problemsOf, splitAddresses } from './BanDraft';

const many = (count: number) => Array.from({ length: count }, (_, index) => `10.${index >> 8}.${index & 255}.1`);

describe('a ban written by hand', () => {
  it('takes addresses as people paste them', () => {
    expect(splitAddresses(' 192.0.2.7,\r\n2001:db8::7;198.51.100.0/24\t192.0.2.7\n\n')).toEqual(['192.0.2.7', '2001:db8::7', '198.51.100.0/24']);
    expect(splitAddresses(' \n ')).toEqual([]);
  });

  it('says what is missing', () => {
    expect(problemsOf({ addresses: [], jails: [] })).toEqual(['no_addresses', 'no_jails']);
    expect(problemsOf({ addresses: many(MAX_ADDRESSES + 1), jails: ['sshd'] })).toEqual(['too_many']);
    expect(problemsOf({ addresses: ['192.0.2.7'], jails: ['sshd'] })).toEqual([]);
  });

  it('finds what can be no address, and leaves the rest to the sidecar', () => {
    const plausible = ['192.0.2.7', '0.0.0.0/0', '192.0.2.0/24', '255.255.255.255/32', '::', '2001:DB8::7', '2001:db8::/32', '::ffff:192.0.2.7'];
    const junk = ['zzz', 'example.com', '192.0.2', '192.0.2.7.', '192.0.2.999', '192.0.2.7.1', '192.0.2.0/33', '192.0.2.0/', '::/129', 'fe80::1%eth0', '12:30', '[::1]', 'sshd'];
    expect(implausibleOf([...plausible, ...junk])).toEqual(junk);
    expect(problemsOf({ addresses: ['192.0.2.7', 'zzz'], jails: ['sshd'] })).toEqual(['implausible']);
  });

  it('allows as many addresses as the API takes, and no more', () => {
    expect(banRequestSchema.safeParse({ addresses: many(MAX_ADDRESSES), jails: ['sshd'] }).success).toBe(true);
    expect(banRequestSchema.safeParse({ addresses: many(MAX_ADDRESSES + 1), jails: ['sshd'] }).success).toBe(false);
  });
});
