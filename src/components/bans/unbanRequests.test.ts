import { describe, expect, it } from 'vitest';
import type { Ban } from '../../../pkg/contract/bans';
import { unbanRequestSchema } from '../../../pkg/contract/bans';
import { unbanRequests } from './unbanRequests';

const ban = (jail: string, address: string): Ban => ({ jail, address, start: 0, end: null, banTime: -1, timeLeft: null });
const bans = [ban('sshd', '192.0.2.7'), ban('nginx', '192.0.2.7'), ban('sshd', '198.51.100.0/24')];

describe('unbanRequests', () => {
  it('unbans where the bans were seen, jail by jail', () => {
    expect(unbanRequests(bans, 'seen')).toEqual([
      { addresses: ['192.0.2.7', '198.51.100.0/24'], jails: ['sshd'], confirm: true },
      { addresses: ['192.0.2.7'], jails: ['nginx'], confirm: false },
    ]);
  });

  it('unbans everywhere in one request, each address once', () => {
    expect(unbanRequests(bans, 'everywhere')).toEqual([{ addresses: ['192.0.2.7', '198.51.100.0/24'], confirm: true }]);
  });

  it('makes what the API takes', () => {
    for (const request of [...unbanRequests(bans, 'seen'), ...unbanRequests(bans, 'everywhere')]) {
      expect(unbanRequestSchema.parse(request)).toEqual(request);
    }
  });
});
