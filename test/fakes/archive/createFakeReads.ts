import { parseAddress } from '../../../pkg/domain/address';
import type { ArchivedBan } from '../../../pkg/domain/archivedBan';
import type { AddressFacts, ArchivePort, Dimension, HistoryFilter, TopRow } from '../../../pkg/services/ports/archivePort';
import type { createFakeBans } from './createFakeBans';
import { isInside, parsed } from './createFakeBans';

type Answers = Pick<ArchivePort, 'history' | 'trend' | 'top' | 'summary' | 'address'>;
type Immediate<T> = { [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never };

const KEY: Record<Dimension | 'address' | 'network', (ban: ArchivedBan) => string | null> = {
  jail: ({ jail }) => jail,
  country: ({ country }) => country,
  asn: ({ asn }) => (asn === null ? null : String(asn)),
  address: ({ address }) => address,
  network: ({ address }) => networkOf(address),
};

/** Questions to the fake archive, answered ban by ban. */
export function createFakeReads(store: ReturnType<typeof createFakeBans>): Immediate<Answers> {
  const matching = ({ from, to, jails, addresses, countries, asns, minBans = 1 }: HistoryFilter) =>
    store
      .bans()
      .filter(
        ({ start, jail, address, country, asn, addressBans }) =>
          start >= from &&
          start <= to &&
          (jails?.includes(jail) ?? true) &&
          (!addresses || touches(addresses, address)) &&
          (!countries || (country !== null && countries.includes(country))) &&
          (!asns || (asn !== null && asns.includes(asn))) &&
          addressBans >= minBans
      )
      .sort((a, b) => b.start - a.start || b.id - a.id);

  return {
    history: (filter, limit, after) =>
      matching(filter)
        .filter(({ start, id }) => !after || start < after.start || (start === after.start && id < after.id))
        .slice(0, limit),
    trend(filter, bucketSeconds, by) {
      const groups = groupBy(matching(filter), (ban) => JSON.stringify([ban.start - (ban.start % bucketSeconds), KEY[by](ban)]));
      return [...groups]
        .map(([group, bans]) => {
          const [time, key] = JSON.parse(group) as [number, string | null];
          return { time, key, bans: bans.length };
        })
        .sort((a, b) => a.time - b.time || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
    },
    top(filter, by, limit) {
      return [...groupBy(matching(filter), KEY[by])]
        .map(([key, bans]): TopRow => ({ key, label: by === 'asn' ? (bans[0]?.org ?? null) : null, bans: bans.length, addresses: distinct(bans).length }))
        .filter(({ key }) => by !== 'network' || key !== null)
        .sort((a, b) => b.bans - a.bans || ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
        .slice(0, limit);
    },
    summary(filter) {
      const bans = matching(filter);
      const addresses = distinct(bans);
      const all = store.bans();
      return {
        bans: bans.length,
        addresses: addresses.length,
        newAddresses: addresses.filter((address) => all.every((ban) => ban.address !== address || ban.start >= filter.from)).length,
        repeatOffenders: addresses.filter((address) => all.filter((ban) => ban.address === address).length >= 2).length,
      };
    },
    address: (address) => factsOf(store, address),
  };
}

function factsOf(store: ReturnType<typeof createFakeBans>, address: string): AddressFacts {
  const all = store.bans();
  const known = store.addresses.get(address);
  const own = all.filter((ban) => ban.address === address);
  const starts = own.map(({ start }) => start);
  const others = distinct(all).filter((other) => other !== address);
  const network = networkOf(address) ?? address;
  const timesBanned = (other: string) => all.filter((ban) => ban.address === other).length;
  const near = others.filter((other) => isInside(network, other));
  return {
    place: { country: known?.country ?? null, asn: known?.asn ?? null, org: store.orgOf(known?.asn ?? null) },
    bans: own.length,
    jails: [...new Set(own.map(({ jail }) => jail))].sort(),
    firstBan: starts.length > 0 ? Math.min(...starts) : null,
    lastBan: starts.length > 0 ? Math.max(...starts) : null,
    unbans: store.unbans.filter((unban) => isInside(unban.address, address)).sort((a, b) => b.at - a.at),
    failures: store.failures
      .filter((failed) => failed.address === address)
      .map(({ hour, jail, count }) => ({ hour, jail, count }))
      .sort((a, b) => b.hour - a.hour),
    neighbours: {
      network,
      inNetwork: near
        .map((other) => ({ address: other, bans: timesBanned(other), lastSeen: store.addresses.get(other)?.last ?? 0 }))
        .sort((a, b) => b.bans - a.bans)
        .slice(0, 20),
      inNetworkTotal: near.length,
      inAsnTotal: known && known.asn !== null ? others.filter((other) => store.addresses.get(other)?.asn === known.asn).length : null,
    },
  };
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  items.forEach((item) => groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]));
  return groups;
}

const distinct = (bans: readonly ArchivedBan[]): string[] => [...new Set(bans.map(({ address }) => address))];

/** The /24 or /48 of an address; a wider network stands alone. */
function networkOf(text: string): string | null {
  const address = parsed(text);
  const width = address?.family === 4 ? 24 : 48;
  return address && (address.prefix < width ? address.text : parseAddress(`${text.split('/')[0]}/${width}`, 'address', 'drop').text);
}

function touches({ low, high }: { low: string; high: string }, text: string): boolean {
  const address = parsed(text);
  return address !== null && address.low <= high && low <= address.high;
}
