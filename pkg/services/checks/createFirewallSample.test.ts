import { describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { Blocked } from '../ports/firewallPort';
import { FirewallUnreadable } from '../ports/firewallPort';
import { createCheckNotes } from './createCheckNotes';
import { createFirewallSample } from './createFirewallSample';
import { createSteadyEvidence } from './createSteadyEvidence';

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

/** A jail that bans `perMinute` addresses for `banTime` seconds each, and a firewall that holds what `isHeld`. */
function attacked(perMinute: number, banTime = 86_400) {
  const clock = createFakeClock();
  const began = clock.now() / 1000 - 3600;
  const firewall = { isHeld: (_address: string): boolean => false, listings: 0 };
  const blocked = async () => {
    firewall.listings++;
    return { addresses: new Set(all().map(({ address }) => address).filter(firewall.isHeld)), ranges: [] };
  };
  function all() {
    const now = clock.now() / 1000;
    const count = Math.floor(((now - began) * perMinute) / 60);
    const bans = Array.from({ length: count }, (_, index) => ({ jail: 'sshd', address: `10.0.${index >> 8}.${index & 255}`, start: began + (index * 60) / perMinute, banTime, timeLeft: null }));
    return bans.map((ban) => ({ ...ban, end: ban.start + banTime })).filter(({ end }) => end > now);
  }
  const sample = createFirewallSample({ firewall: { name: 'nftables', blocked }, activeBans: async () => ({ bans: all() }), clock });
  const notes = createCheckNotes({ notebook: { read: async () => null, write: async () => {} }, clock, logger: createRecordingLogger().logger });
  const words = createSteadyEvidence({ check: 'not_enforced', notes });
  /** What a rule is told, every half minute: in which words, or null. */
  async function told(looks: number): Promise<Array<string | null>> {
    const all: Array<string | null> = [];
    for (let look = 0; look < looks; look++) {
      all.push((await words.steady(await sample.findings(new Set(['sshd']))))[0]?.evidence ?? null);
      await clock.advance(30_000);
    }
    return all;
  }
  return { firewall, told, sample, newest: () => all().at(-1)?.address ?? '' };
}

describe('a jail under attack whose bans are nowhere', () => {
  it.each([[1, 86_400], [12, 86_400], [60, 86_400], [60, 120]])('is told of in the same words for as long as it lasts (%i bans a minute of %i s)', async (perMinute, banTime) => {
    const { told, firewall } = attacked(perMinute, banTime);
    const words = await told(40);
    expect(words.slice(0, 2)).toEqual([null, null]);
    expect(new Set(words.slice(3))).toEqual(new Set([expect.stringMatching(/^nftables does not hold all bans of this jail: 10\.0\./)]));
    firewall.isHeld = () => true;
    expect((await told(3)).at(-1)).toBeNull();
  });

  it('is told of when one of many is missing, however many others follow, until that one is there', async () => {
    const { told, firewall, newest } = attacked(60);
    const lost = newest();
    firewall.isHeld = (address) => address !== lost;
    expect((await told(10)).at(-1)).toContain(`: ${lost} was missing`);
    firewall.isHeld = () => true;
    expect((await told(3)).at(-1)).toBeNull();
  });

  it('is still told of once the address that was named is erased', async () => {
    const { told, sample } = attacked(60);
    const before = (await told(5)).at(-1) ?? '';
    const [named = ''] = /10\.[\d.]+\d/.exec(before) ?? [];
    sample.erased(named);
    expect((await sample.findings(new Set(['sshd'])))[0]?.value).toBe(1);
  });
});

it('is not told by one and the same listing, however often it is looked at', async () => {
  const { told, firewall } = attacked(1);
  const first = await told(2);
  firewall.isHeld = () => true;
  expect([...first, ...(await told(4))]).toEqual([null, null, null, null, null, null]);
  expect(firewall.listings).toBe(3);
});
