import type { ActiveBan } from '../../domain/ban';
import type { Finding } from '../../domain/finding';
import { wrong } from '../../domain/finding';
import { createSharedRead } from '../shared/createSharedRead';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { FirewallPort } from '../ports/firewallPort';
import { FirewallUnreadable } from '../ports/firewallPort';
import { createLasting } from './createLasting';
import { holderOf, missingOf, sampleOf } from './judgeFirewall';
import { utcText } from './utcText';

/** Less than a ban has to be old to be looked for. */
const LISTING_GOOD_FOR_MS = 45_000;
const STILL_MISSING_MS = 15_000;

interface FirewallSampleDeps {
  firewall: FirewallPort;
  activeBans: () => Promise<{ bans: readonly ActiveBan[] }>;
  clock: Clock;
  cacheMs?: number;
}

/** Looks for a sample of bans in the firewall itself. */
export function createFirewallSample({ firewall, activeBans, clock, cacheMs = LISTING_GOOD_FOR_MS }: FirewallSampleDeps) {
  const listing = createSharedRead({ clock, load: async () => holderOf(await firewall.blocked()), ttlMs: cacheMs, patienceMs: 12_000 });
  const missing = createLasting({ clock, ms: STILL_MISSING_MS });

  return {
    /** Of the jails of which something is wrong; nothing while the firewall cannot be listed. `blocking`: those that have an action at all. */
    async findings(blocking: ReadonlySet<string>): Promise<Finding[]> {
      const { bans } = await activeBans();
      const now = epochSeconds(clock);
      const sample = sampleOf(bans, now);
      try {
        const { value: holds } = await listing.get();
        const looked = new Set([...sample].flatMap(([jail, newest]) => newest.map(({ address }) => keyOf(jail, address))));
        missing.forget((key) => !looked.has(key));
        return [...sample].flatMap(([jail, newest]) => {
          const lost = blocking.has(jail) ? missingOf(newest, holds) : [];
          const gone = newest.map(({ address }) => address).filter((address) => missing.holds(keyOf(jail, address), lost.includes(address)));
          const [first] = gone;
          return first === undefined ? [] : [wrong(jail, 'not_in_firewall', `${firewall.name} does not hold all bans of this jail: ${first} was missing at ${utcText(now)}.`, gone)];
        });
      } catch (error) {
        if (error instanceof FirewallUnreadable) {
          return [];
        }
        throw error;
      }
    },
    /** Why the firewall cannot be listed; null when it can. */
    async unreadable(): Promise<string | null> {
      try {
        await listing.get();
        return null;
      } catch (error) {
        if (error instanceof FirewallUnreadable) {
          return error.message;
        }
        throw error;
      }
    },
    erased: (text: string): void => missing.forget((key) => key.endsWith(keyOf('', text))),
  };
}

function keyOf(jail: string, address: string): string {
  return `${jail}\n${address}`;
}
