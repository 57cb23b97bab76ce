import { describe, expect, it } from 'vitest';
import type { HistoryBan } from '../../../pkg/contract/history';
import { timelineEntries } from './timelineEntries';

const ban = (part: Partial<HistoryBan>): HistoryBan => ({
  id: 1,
  jail: 'sshd',
  address: '192.0.2.7',
  start: 1000,
  banTime: 600,
  endedAt: null,
  endCause: null,
  endedBy: null,
  origin: 'log',
  approximate: false,
  banCount: 1,
  failures: null,
  lines: 0,
  actor: null,
  country: null,
  asn: null,
  org: null,
  addressBans: 1,
  ...part,
});
const unban = { at: 1500, jail: 'sshd', address: '192.0.2.7', actor: 'anna', lifted: 1 };
const told = (...input: Parameters<typeof timelineEntries>) => timelineEntries(...input).map(({ kind, at }) => `${at} ${kind}`);

describe('timelineEntries', () => {
  it('tells begin and end of every ban, newest first', () => {
    const bans = [ban({ id: 2, start: 3000 }), ban({ endedAt: 1600, endCause: 'expired' })];
    expect(told({ bans, unbans: [] })).toEqual(['3000 banned', '1600 ended', '1000 banned']);
  });

  it('tells an unban that ended a ban once', () => {
    const bans = [ban({ endedAt: 1502, endCause: 'unbanned', endedBy: 'anna' })];
    expect(told({ bans, unbans: [unban] })).toEqual(['1502 ended', '1000 banned']);
    expect(told({ bans, unbans: [{ ...unban, jail: null }] })).toEqual(['1502 ended', '1000 banned']);
  });

  it.each([
    ['lifted nothing', { ...unban, lifted: 0 }],
    ['was of another jail', { ...unban, jail: 'nginx' }],
    ['came at another time', { ...unban, at: 1400 }],
  ])('tells an unban that %s by itself', (_why, other) => {
    const bans = [ban({ endedAt: 1502, endCause: 'unbanned' })];
    expect(told({ bans, unbans: [other] })).toContain(`${other.at} unban`);
  });

  it('takes the end of a ban for an end by hand only where it was one', () => {
    expect(told({ bans: [ban({ endedAt: 1500, endCause: 'expired' })], unbans: [unban] })).toContain('1500 unban');
  });
});
