import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { Blocked } from '../ports/firewallPort';
import { FirewallUnreadable } from '../ports/firewallPort';
import { createFirewallSample } from './createFirewallSample';

function sampleOf(blocked: () => Promise<Blocked>) {
  const clock = createFakeClock();
  const start = clock.now() / 1000 - 600;
  const bans = [{ jail: 'sshd', address: '192.0.2.7', start, end: null, banTime: -1, timeLeft: null }];
  return { clock, sample: createFirewallSample({ firewall: { name: 'nftables', blocked }, activeBans: async () => ({ bans }), clock }) };
}

it('blames no jail for a firewall that cannot be listed', async () => {
  const { sample } = sampleOf(() => Promise.reject(new FirewallUnreadable('nft may not be run.')));
  expect(await sample.findings(new Set(['sshd']))).toEqual([]);
  expect(await sample.unreadable()).toBe('nft may not be run.');
});

it('tells of a ban that a firewall which can be listed does not hold', async () => {
  const { clock, sample } = sampleOf(async () => ({ addresses: new Set(), ranges: [] }));
  await sample.findings(new Set(['sshd']));
  await clock.advance(60_000);
  expect(await sample.findings(new Set(['sshd']))).toMatchObject([{ subject: 'sshd', problem: 'not_in_firewall', value: 1 }]);
  expect(await sample.unreadable()).toBeNull();
});
