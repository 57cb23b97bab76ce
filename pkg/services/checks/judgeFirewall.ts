import type { Address } from '../../domain/address';
import { parseAddress } from '../../domain/address';
import type { ActiveBan } from '../../domain/ban';
import type { Blocked } from '../ports/firewallPort';

const SAMPLE = 20;
/** fail2ban lists a ban before its actions have run, and gives one of them 60 s. */
const SETTLED_SECONDS = 60;
/** It may end between two looks. */
const ENDING_SECONDS = 15;

/** The newest bans of each jail that should be in the firewall by now. Of a hundred thousand only these are put in order. */
export function sampleOf(bans: readonly ActiveBan[], now: number): Map<string, ActiveBan[]> {
  const byJail = new Map<string, ActiveBan[]>();
  for (const ban of bans) {
    const { jail, start, end } = ban;
    const sample = byJail.get(jail) ?? [];
    const oldest = sample.length < SAMPLE ? undefined : sample.at(-1);
    if (start > now - SETTLED_SECONDS || (end !== null && end <= now + ENDING_SECONDS) || (oldest && start <= oldest.start)) {
      continue;
    }
    const place = sample.findIndex((other) => other.start < start);
    sample.splice(place === -1 ? sample.length : place, 0, ban);
    byJail.set(jail, sample.slice(0, SAMPLE));
  }
  return byJail;
}

type Wanted = Pick<Address, 'text' | 'low' | 'high'>;

/** Whether what is turned away holds all of an address or network. */
export function holderOf({ addresses, ranges }: Blocked): (wanted: Wanted) => boolean {
  return ({ text, low, high }) => addresses.has(text) || ranges.some((range) => range.low <= low && high <= range.high);
}

/** The addresses of a sample that are not held. What is no address is passed over. */
export function missingOf(sample: readonly ActiveBan[], holds: (wanted: Wanted) => boolean): string[] {
  return sample.map(({ address }) => address).filter((address) => {
    try {
      return !holds(parseAddress(address));
    } catch {
      return false;
    }
  });
}
