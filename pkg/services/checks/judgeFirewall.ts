import type { Address } from '../../domain/address';
import { parseAddress } from '../../domain/address';
import type { ActiveBan } from '../../domain/ban';
import type { Blocked, BlockedRange } from '../ports/firewallPort';

const SAMPLE = 20;
/** fail2ban lists a ban before its actions have run, and gives one of them 60 s. */
const SETTLED_SECONDS = 60;
/** It may end between two looks. */
const ENDING_SECONDS = 15;

type IsSuspect = (ban: Pick<ActiveBan, 'jail' | 'address'>) => boolean;

/** Bans of each jail that should be in the firewall by now: suspects, and then the newest of the others. Of a hundred thousand only these are put in order. */
export function sampleOf(bans: readonly ActiveBan[], now: number, isSuspect: IsSuspect = () => false): Map<string, ActiveBan[]> {
  const suspects: ActiveBan[] = [];
  const byJail = new Map<string, ActiveBan[]>();
  for (const ban of bans) {
    const { jail, start, end } = ban;
    const sample = byJail.get(jail) ?? [];
    const oldest = sample.length < SAMPLE ? undefined : sample.at(-1);
    if (start > now - SETTLED_SECONDS || (end !== null && end <= now + ENDING_SECONDS)) {
      continue;
    }
    if (isSuspect(ban)) {
      suspects.push(ban);
      continue;
    }
    if (oldest && start <= oldest.start) {
      continue;
    }
    const place = sample.findIndex((other) => other.start < start);
    sample.splice(place === -1 ? sample.length : place, 0, ban);
    byJail.set(jail, sample.slice(0, SAMPLE));
  }
  suspects.reverse().forEach((ban) => byJail.set(ban.jail, [ban, ...(byJail.get(ban.jail) ?? [])]));
  return byJail;
}

type Wanted = Pick<Address, 'text' | 'low' | 'high'>;

/** Whether what is turned away holds all of an address or network. One question takes a few comparisons, of however many ranges. */
export function holderOf({ addresses, ranges }: Blocked): (wanted: Wanted) => boolean {
  const outer = outermost(ranges);
  return ({ text, low, high }) => {
    const last = outer[indexOfLast(outer, low)];
    return addresses.has(text) || (last !== undefined && high <= last.high);
  };
}

/** In their order, without those that lie within another. */
function outermost(ranges: readonly BlockedRange[]): BlockedRange[] {
  const sorted = [...ranges].sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : a.high > b.high ? -1 : 1));
  const outer: BlockedRange[] = [];
  for (const range of sorted) {
    const before = outer.at(-1);
    if (before === undefined || range.high > before.high) {
      outer.push(range);
    }
  }
  return outer;
}

/** The last that begins at or before a key; -1 for none. */
function indexOfLast(outer: readonly BlockedRange[], key: string): number {
  let [from, to] = [0, outer.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    (outer[middle]?.low ?? '') <= key ? (from = middle + 1) : (to = middle);
  }
  return from - 1;
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
