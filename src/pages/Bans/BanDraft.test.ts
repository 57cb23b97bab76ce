import { describe, expect, it } from 'vitest';
import { banRequestSchema } from '../../../pkg/contract/bans';
import { MAX_ADDRESSES } from '../../constants';
import { problemsOf, splitAddresses } from './BanDraft';

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

  it('allows as many addresses as the API takes, and no more', () => {
    expect(banRequestSchema.safeParse({ addresses: many(MAX_ADDRESSES), jails: ['sshd'] }).success).toBe(true);
    expect(banRequestSchema.safeParse({ addresses: many(MAX_ADDRESSES + 1), jails: ['sshd'] }).success).toBe(false);
  });
});
