import { parseAddress } from '../../domain/address';
import type { ActiveBan } from '../../domain/ban';
import type { BlockedRange } from '../ports/firewallPort';

const SAMPLE = 20;
/** fail2ban lists a ban before its actions have run, and gives one of them 60 s. */
const SETTLED_SECONDS = 60;
/** It may end between two looks. */
const ENDING_SECONDS = 15;

/** The newest bans of each jail that should be in the firewall by now. */
export function sampleOf(bans: readonly ActiveBan[], now: number): Map<string, ActiveBan[]> {
  const settled = bans.filter(({ start, end }) => start <= now - SETTLED_SECONDS && (end === null || end > now + ENDING_SECONDS));
  const byJail = new Map<string, ActiveBan[]>();
  for (const ban of [...settled].sort((a, b) => b.start - a.start)) {
    const sample = byJail.get(ban.jail) ?? [];
    sample.length < SAMPLE && sample.push(ban);
    byJail.set(ban.jail, sample);
  }
  return byJail;
}

/** Whether a range holds all of another: most are single addresses, and there may be a hundred thousand. */
export function holderOf(ranges: readonly BlockedRange[]): (wanted: BlockedRange) => boolean {
  const single = new Set(ranges.filter(({ low, high }) => low === high).map(({ low }) => low));
  const wide = ranges.filter(({ low, high }) => low !== high);
  return ({ low, high }) => (low === high && single.has(low)) || wide.some((range) => range.low <= low && high <= range.high);
}

/** The addresses of a sample that are not held. What is no address is passed over. */
export function missingOf(sample: readonly ActiveBan[], holds: (wanted: BlockedRange) => boolean): string[] {
  return sample.map(({ address }) => address).filter((address) => {
    try {
      return !holds(parseAddress(address));
    } catch {
      return false;
    }
  });
}
