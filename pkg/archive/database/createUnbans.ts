import type { Database } from 'better-sqlite3';
import { banKey, insideOf } from '../addressRange';
import type { Unban } from '../banTimeline';
import { textOfKey } from '../textOfKey';
import { SLACK_SECONDS } from './banRow';
import type { KnownAddress } from './createAddressBook';

type NetworkUnban = Unban & { jailId: number | null; address: string };

/** Unbans by persons: what they ended, and what they would have ended had it been known. */
export function createUnbans(database: Database) {
  const hit = database.prepare<[{ low: Buffer; high: Buffer; leastPrefix: Buffer; jail: number | null; from: number; to: number; isCertain: 0 | 1 }], { key: Buffer; jailId: number }>(`
    SELECT addresses.key, bans.jail_id AS jailId
    FROM addresses JOIN bans INDEXED BY bans_identity ON bans.address_id = addresses.id
    WHERE addresses.key BETWEEN @low AND @high AND (length(addresses.key) IN (5, 17) OR substr(addresses.key, -1) >= @leastPrefix)
      AND (@jail IS NULL OR bans.jail_id = @jail)
      AND bans.start <= @to + ${SLACK_SECONDS} AND CASE
        WHEN bans.ended_at IS NULL THEN @isCertain OR bans.ban_time < 0 OR bans.start + bans.ban_time > @from
        ELSE bans.ended_at BETWEEN @from - ${SLACK_SECONDS} AND @to + ${SLACK_SECONDS} OR (bans.end_cause IS NULL AND bans.ended_at > @from)
      END
    GROUP BY addresses.id, bans.jail_id ORDER BY max(bans.start) DESC`);
  const add = database.prepare('INSERT INTO unbans (at, sent_at, jail_id, address, key, actor, lifted) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const newest = database.prepare<[], number | null>('SELECT max(at) FROM unbans').pluck();
  const ofKey = database.prepare<[{ key: Buffer; jail: number; from: number; to: number }], Unban>(`
    SELECT coalesce(sent_at, at) AS "from", at AS "to", actor FROM unbans INDEXED BY unbans_by_key
    WHERE key = @key AND at >= @from AND coalesce(sent_at, at) <= @to AND (jail_id IS NULL OR jail_id = @jail) ORDER BY at LIMIT 8`);
  const ofNetworks = database.prepare<[number], NetworkUnban>(
    'SELECT coalesce(sent_at, at) AS "from", at AS "to", jail_id AS jailId, address, actor FROM unbans INDEXED BY unbans_of_networks WHERE length(key) IN (6, 18) AND at >= ? ORDER BY at'
  );

  return function begin() {
    let last: number | null | undefined;
    let networks: { from: number; unbans: Array<NetworkUnban & ReturnType<typeof insideOf>> } | null = null;

    function networksSince(from: number) {
      if (networks === null || networks.from > from) {
        networks = { from, unbans: ofNetworks.all(from).map((unban) => ({ ...unban, ...insideOf(unban.address) })) };
      }
      return networks.unbans;
    }

    return {
      /** Jails and addresses that it may have hit, the latest ban first. */
      hitBy({ address, jail, from, to, isCertain = false }: Unban & { address: string; jail: number | null; isCertain?: boolean }): Array<{ address: string; jailId: number }> {
        const { low, high, leastPrefix } = insideOf(address);
        const rows = hit.all({ low: bytes(low), high: bytes(high), leastPrefix: bytes(leastPrefix), jail, from, to, isCertain: isCertain ? 1 : 0 });
        return rows.map(({ key, jailId }) => ({ address: textOfKey(key), jailId }));
      },

      add({ address, jail, from, to, actor }: Unban & { address: string; jail: number | null }, ended: number): void {
        add.run(to, from, jail, address, bytes(banKey(address)), actor, ended);
        last = undefined;
        networks = null;
      },

      /** Those of an address in a jail, between two times. */
      during(address: KnownAddress, jailId: number, from: number, to: number): Unban[] {
        const [since, until] = [from - SLACK_SECONDS, to + SLACK_SECONDS];
        last = last === undefined ? newest.get() : last;
        if (last === null || last === undefined || last < since) {
          return [];
        }
        const key = address.key.toString('hex');
        const isIn = ({ from: sentAt, to: at, jailId: of, low, high, leastPrefix }: ReturnType<typeof networksSince>[number]) =>
          at >= since && sentAt <= until && (of === null || of === jailId) && low <= key && key <= high && (isSingle(address.key) || key.slice(-2) >= leastPrefix);
        const single = ofKey.all({ key: address.key, jail: jailId, from: since, to: Math.min(until, Number.MAX_SAFE_INTEGER) });
        return [...single, ...networksSince(since).filter(isIn)].sort((a, b) => a.from - b.from);
      },
    };
  };
}

const isSingle = (key: Buffer): boolean => key.length === 5 || key.length === 17;
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
