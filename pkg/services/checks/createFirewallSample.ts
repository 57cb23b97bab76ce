import type { ActiveBan } from '../../domain/ban';
import type { Finding } from '../../domain/finding';
import { wrong } from '../../domain/finding';
import { createSharedRead } from '../shared/createSharedRead';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { FirewallPort } from '../ports/firewallPort';
import { FirewallUnreadable } from '../ports/firewallPort';
import { createMissingBans } from './createMissingBans';
import { holderOf, missingOf, sampleOf } from './judgeFirewall';
import { utcText } from './utcText';

/** Less than a ban has to be old to be looked for. */
const LISTING_GOOD_FOR_MS = 45_000;

interface FirewallSampleDeps {
  firewall: FirewallPort;
  activeBans: () => Promise<{ bans: readonly ActiveBan[] }>;
  clock: Clock;
  cacheMs?: number;
}

/** Looks for a sample of bans in the firewall itself. */
export function createFirewallSample({ firewall, activeBans, clock, cacheMs = LISTING_GOOD_FOR_MS }: FirewallSampleDeps) {
  const listing = createSharedRead({ clock, load: async () => holderOf(await firewall.blocked()), ttlMs: cacheMs, patienceMs: 12_000 });
  const missing = createMissingBans();

  return {
    /** Of the jails of which something is wrong; nothing while the firewall cannot be listed. `blocking`: those that have an action at all. */
    async findings(blocking: ReadonlySet<string>): Promise<Finding[]> {
      const { bans } = await activeBans();
      try {
        const { value: holds, asOf } = await listing.get();
        // An older listing knows nothing of what was banned since.
        const sample = sampleOf(bans, Math.min(epochSeconds(clock), asOf + LISTING_GOOD_FOR_MS / 1000), missing.isSuspect);
        missing.keepOnly((jail) => sample.has(jail) && blocking.has(jail));
        return [...sample].flatMap(([jail, looked]) => {
          const found = blocking.has(jail) ? missing.saw(jail, missingOf(looked, holds), asOf) : null;
          return found === null ? [] : [wrong(jail, 'not_in_firewall', `${firewall.name} does not hold all bans of this jail: ${found.address} was missing at ${utcText(found.at)}.`, [found.address])];
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
    erased: missing.erased,
  };
}
