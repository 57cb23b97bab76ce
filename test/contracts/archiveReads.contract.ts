import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAddress } from '../../pkg/domain/address';
import type { ArchivePort, Dimension, HistoryFilter } from '../../pkg/services/ports/archivePort';
import { manyBans, placed } from './manyBans';
import type { PlacedBan } from './manyBans';

const BANS = manyBans();
const FIRST = Math.min(...BANS.map(({ start }) => start));
const LAST = Math.max(...BANS.map(({ start }) => start));
const ALL = { from: 0, to: LAST + 1 };

const within = (text: string) => {
  const { low, high } = parseAddress(text);
  return { addresses: { low, high } };
};
const timesBanned = (address: string) => BANS.filter((ban) => ban.address === address).length;

/** What the filter means, row by row. */
function meant({ from, to, jails, addresses, countries, asns, minBans = 1 }: HistoryFilter): PlacedBan[] {
  return BANS.filter(({ start, jail, address, place }) => {
    const { low, high } = parseAddress(address);
    return (
      from <= start &&
      start <= to &&
      (jails?.includes(jail) ?? true) &&
      (!addresses || (low <= addresses.high && addresses.low <= high)) &&
      (!countries || (place.country !== null && countries.includes(place.country))) &&
      (!asns || (place.asn !== null && asns.includes(place.asn))) &&
      timesBanned(address) >= minBans
    );
  }).sort((a, b) => b.start - a.start);
}

const WINDOWS: Array<[string, { from: number; to: number }]> = [
  ['of all time', ALL],
  ['that cuts hours', { from: FIRST + 40_000, to: LAST - 50_001 }],
  ['of whole hours', { from: FIRST - (FIRST % 3600) + 7200, to: LAST - (LAST % 3600) - 1 }],
  ['within an hour', { from: FIRST + 90_000, to: FIRST + 91_000 }],
];
const FILTERS: Array<[string, Partial<HistoryFilter>]> = [
  ['nothing', {}],
  ['a jail', { jails: ['sshd'] }],
  ['jails, one unknown', { jails: ['nginx', 'mail', 'no-such-jail'] }],
  ['an unknown jail', { jails: ['no-such-jail'] }],
  ['countries', { countries: ['DE', 'FR'] }],
  ['systems', { asns: [64500, 64502] }],
  ['a country and a jail', { countries: ['DE'], jails: ['sshd'] }],
  ['a system, a country and a jail', { asns: [64500], countries: ['DE'], jails: ['nginx'] }],
  ['an address', within('198.51.100.3')],
  ['a network of IPv4', within('198.51.100.0/24')],
  ['a network of IPv6', within('2001:db8::/32')],
  ['a network, a jail and a country', { ...within('198.51.100.0/24'), jails: ['sshd', 'mail'], countries: ['DE', 'ZZ'] }],
  ['repeat offenders', { minBans: 8 }],
  ['repeat offenders of a network in a jail', { ...within('198.51.0.0/16'), minBans: 8, jails: ['sshd'] }],
  ['nobody', { minBans: 1000 }],
];
const CASES = WINDOWS.flatMap(([when, window]) => FILTERS.map(([what, filter]) => ({ name: `${what}, ${when}`, filter: { ...window, ...filter } })));

function counted<K>(bans: readonly PlacedBan[], keyOf: (ban: PlacedBan) => K): Map<K, number> {
  return bans.reduce((sums, ban) => sums.set(keyOf(ban), (sums.get(keyOf(ban)) ?? 0) + 1), new Map<K, number>());
}
const keyBy: Record<Dimension, (ban: PlacedBan) => string | null> = {
  jail: ({ jail }) => jail,
  country: ({ place }) => place.country,
  asn: ({ place }) => (place.asn === null ? null : String(place.asn)),
};
const networkOf = (address: string) => {
  const { family, prefix, text } = parseAddress(address);
  const width = family === 4 ? 24 : 48;
  return prefix < width ? text : parseAddress(`${text.split('/')[0]}/${width}`, 'address', 'drop').text;
};

/** What every implementation of ArchivePort must answer; `make` gives an empty one. Nothing is changed between the tests. */
export function describeArchiveReads(name: string, make: () => Promise<ArchivePort>): void {
  describe(`reads of ArchivePort: ${name}`, () => {
    let archive: ArchivePort;
    beforeAll(async () => {
      archive = await make();
      await archive.recordBans(BANS);
    });
    afterAll(() => archive.close());

    it.each(CASES)('history: $name', async ({ filter }) => {
      const found = await archive.history(filter, 1000);
      expect(found.map(({ start, jail, address }) => [start, jail, address])).toEqual(meant(filter).map(({ start, jail, address }) => [start, jail, address]));
      const pages = [];
      for (let after; ; after = pages.at(-1)) {
        const page = await archive.history(filter, 60, after && { start: after.start, id: after.id });
        pages.push(...page);
        if (page.length < 60) {
          break;
        }
      }
      expect(pages).toEqual(found);
    });

    it.each(CASES)('trend: $name', async ({ filter }) => {
      for (const by of ['jail', 'country', 'asn'] as const) {
        for (const bucket of [900, 3600, 21_600]) {
          const points = await archive.trend(filter, bucket, by);
          const wanted = counted(meant(filter), (ban) => `${ban.start - (ban.start % bucket)} ${keyBy[by](ban)}`);
          expect(Object.fromEntries(points.map(({ time, key, bans }) => [`${time} ${key}`, bans]))).toEqual(Object.fromEntries(wanted));
          expect(points.map(({ time }) => time)).toEqual(points.map(({ time }) => time).sort((a, b) => a - b));
        }
      }
    });

    it.each(CASES)('top: $name', async ({ filter }) => {
      const bans = meant(filter);
      const keys = { ...keyBy, address: ({ address }: PlacedBan) => address, network: ({ address }: PlacedBan) => networkOf(address) };
      for (const by of ['jail', 'country', 'asn', 'address', 'network'] as const) {
        const rows = await archive.top(filter, by, 1000);
        const wanted = counted(bans, keys[by]);
        expect(Object.fromEntries(rows.map((row) => [String(row.key), row.bans]))).toEqual(Object.fromEntries(wanted));
        expect(rows.map((row) => row.bans)).toEqual([...wanted.values()].sort((a, b) => b - a));
        for (const { key, label, addresses } of rows) {
          const holders = new Set(bans.filter((ban) => keys[by](ban) === key).map(({ address }) => address)).size;
          expect(by === 'address' || by === 'network' ? [holders] : [holders, null]).toContain(addresses);
          expect(label).toBe(by === 'asn' && key !== null ? `System ${key}` : null);
        }
        expect(await archive.top(filter, by, 2)).toEqual(rows.slice(0, 2));
      }
    });

    it.each(CASES)('summary: $name', async ({ filter }) => {
      const bans = meant(filter);
      const addresses = [...new Set(bans.map(({ address }) => address))];
      expect(await archive.summary(filter)).toEqual({
        bans: bans.length,
        addresses: addresses.length,
        newAddresses: addresses.filter((address) => BANS.every((ban) => ban.address !== address || ban.start >= filter.from)).length,
        repeatOffenders: addresses.filter((address) => timesBanned(address) >= 2).length,
      });
    });

    it('a row says where its address is and how often it was banned, and counts its lines', async () => {
      const [newest] = await archive.history(ALL, 1);
      const told = meant(ALL)[0];
      expect(newest).toMatchObject({ ...told?.place, addressBans: timesBanned(told?.address ?? ''), lines: told?.matches?.length ?? 0 });
      expect(newest).not.toHaveProperty('matches');
    });

    it('lines are asked for by ban', async () => {
      const rows = await archive.history(ALL, 1000);
      const withLines = rows.find(({ lines }) => lines > 0);
      const without = rows.find(({ lines }) => lines === 0);
      expect(await archive.lines(withLines?.id ?? 0)).toEqual({ source: 'database', lines: BANS.find(({ start }) => start === withLines?.start)?.matches });
      expect(await archive.lines(without?.id ?? 0)).toEqual({ source: null, lines: [] });
      expect(await archive.lines(10_000_000)).toBeNull();
    });

    it('the facts of an address', async () => {
      const address = '198.51.100.3';
      const own = BANS.filter((ban) => ban.address === address);
      const facts = await archive.address(address);
      expect(facts).toMatchObject({
        place: placed(address),
        bans: own.length,
        firstBan: Math.min(...own.map(({ start }) => start)),
        lastBan: Math.max(...own.map(({ start }) => start)),
        unbans: [],
        failures: [],
      });
      expect([...facts.jails].sort()).toEqual([...new Set(own.map(({ jail }) => jail))].sort());
      const others = [...new Set(BANS.map((ban) => ban.address))].filter((other) => other !== address);
      const near = others.filter((other) => networkOf(other) === '198.51.100.0/24');
      expect(facts.neighbours).toMatchObject({
        network: '198.51.100.0/24',
        inNetworkTotal: near.length,
        inAsnTotal: others.filter((other) => placed(other).asn === placed(address).asn).length,
      });
      const most = facts.neighbours.inNetwork.map(({ bans }) => bans);
      expect(most).toEqual(near.map(timesBanned).sort((a, b) => b - a).slice(0, 20));
    });

    it('the facts of an address that was never seen', async () => {
      const nothing = { bans: 0, jails: [], firstBan: null, lastBan: null, unbans: [], failures: [], place: { country: null, asn: null, org: null } };
      expect(await archive.address('203.0.113.9')).toMatchObject({ ...nothing, neighbours: { network: '203.0.113.0/24', inNetwork: [], inNetworkTotal: 0, inAsnTotal: null } });
      expect(await archive.address('2001:db8:0:1::9')).toMatchObject({ ...nothing, neighbours: { network: '2001:db8::/48' } });
    });
  });

  describe(`what the log told ArchivePort: ${name}`, () => {
    let archive: ArchivePort;
    const at = FIRST;
    beforeAll(async () => {
      archive = await make();
      await archive.recordFollowed(
        [
          { kind: 'life', at, what: 'server_started', jail: null, detail: '1.1.0' },
          { kind: 'life', at: at + 1, what: 'jail_started', jail: 'sshd', detail: '' },
          { kind: 'failures', jail: 'sshd', address: '192.0.2.7', hour: at - (at % 3600), count: 3 },
          { kind: 'failures', jail: 'sshd', address: '192.0.2.7', hour: at - (at % 3600) + 3600, count: 2 },
          { kind: 'failures', jail: 'sshd', address: '192.0.2.8', hour: at - (at % 3600), count: 9 },
        ],
        'position 1'
      );
      const unban = (address: string, after: number) => ({ jail: null, address, at: at + after, actor: 'ann' });
      await archive.recordUnbans([unban('192.0.2.7', 10), unban('192.0.2.0/24', 20), unban('192.0.2.8', 30)]);
    });
    afterAll(() => archive.close());

    it('is found again: the position, starts and stops, failures, unbans', async () => {
      expect(await archive.followPosition()).toBe('position 1');
      expect(await archive.life(0, at + 5, 10)).toEqual([
        { at, what: 'server_started', jail: null, detail: '1.1.0' },
        { at: at + 1, what: 'jail_started', jail: 'sshd', detail: '' },
      ]);
      expect(await archive.life(at + 1, at + 5, 10)).toHaveLength(1);
      expect(await archive.life(0, at + 5, 1)).toHaveLength(1);
    });

    it('tells starts and stops of jails and those of the server apart, newest first', async () => {
      const later = [1, 2, 3].map((after) => ({ kind: 'life' as const, at: at + 100 + after, what: 'jail_stopped' as const, jail: `jail${after}`, detail: '' }));
      await archive.recordFollowed([...later, { kind: 'life', at: at + 103, what: 'jail_started', jail: 'same second', detail: '' }, { kind: 'life', at: at + 110, what: 'server_stopped', jail: null, detail: '' }], 'position 1');
      const jails = await archive.latestLife('jails', at + 2, at + 200, 3);
      expect(jails.map(({ at: when, what, jail }) => [when - at, what, jail])).toEqual([
        [103, 'jail_started', 'same second'],
        [103, 'jail_stopped', 'jail3'],
        [102, 'jail_stopped', 'jail2'],
      ]);
      expect((await archive.latestLife('server', at, at + 109, 10)).map(({ detail }) => detail)).toEqual(['1.1.0']);
      expect((await archive.latestLife('server', at, at + 110, 1)).map(({ what }) => what)).toEqual(['server_stopped']);
    });

    it('finds failures and unbans again', async () => {
      const facts = await archive.address('192.0.2.7');
      expect(facts.failures.map(({ count, jail }) => [count, jail])).toEqual([
        [2, 'sshd'],
        [3, 'sshd'],
      ]);
      expect(facts.bans).toBe(0);
    });

    it('unbans also by a network that held the address', async () => {
      const facts = await archive.address('192.0.2.7');
      expect(facts.unbans.map(({ address, at: time, actor, lifted }) => [address, time - at, actor, lifted])).toEqual([
        ['192.0.2.0/24', 20, 'ann', 0],
        ['192.0.2.7', 10, 'ann', 0],
      ]);
      expect((await archive.address('192.0.2.0')).unbans).toHaveLength(1);
    });

    it('does not count who only failed among the banned', async () => {
      expect((await archive.address('192.0.2.9')).neighbours).toMatchObject({ inNetwork: [], inNetworkTotal: 0 });
      expect(await archive.top({ from: 0, to: at * 2 }, 'address', 10)).toEqual([]);
    });
  });
}
