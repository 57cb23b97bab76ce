import type { Database } from 'better-sqlite3';
import type { NewUnban } from '../../domain/archivedBan';
import { banKey, insideOf } from '../addressRange';
import type { KnownBan } from '../banTimeline';
import { lastsFor, SAME_UNBAN_SECONDS } from '../banTimeline';
import { SLACK_SECONDS } from './banRow';
import type { KnownAddress } from './createAddressBook';

interface NetworkUnban {
  at: number;
  jailId: number | null;
  address: string;
  actor: string | null;
}

/** Unbans by persons: what they ended, and what they would have ended had it been known. */
export function createUnbans(database: Database) {
  // An end that only the next ban tells of gives way, and so does what the log told of the same unban.
  const endRunning = database.prepare(`
    UPDATE bans INDEXED BY bans_identity SET ended_at = max(start, @at), end_cause = 2, ended_by = @actor
    WHERE address_id IN (
        SELECT id FROM addresses WHERE key BETWEEN @low AND @high AND (length(key) IN (5, 17) OR substr(key, -1) >= @leastPrefix)
      )
      AND (@jail IS NULL OR jail_id = @jail)
      AND start <= @at + ${SLACK_SECONDS} AND (ban_time < 0 OR start + ban_time > @at)
      AND CASE
        WHEN ended_at IS NULL THEN TRUE
        WHEN end_cause IS NULL THEN ended_at > @at
        ELSE @actor IS NOT NULL AND ended_by IS NULL AND ended_at BETWEEN @at - ${SAME_UNBAN_SECONDS} AND @at + ${SAME_UNBAN_SECONDS}
      END
      AND (start <= @at OR NOT EXISTS (
        SELECT 1 FROM bans AS former INDEXED BY bans_identity
        WHERE former.address_id = bans.address_id AND former.jail_id = bans.jail_id AND former.start <= @at
          AND (former.ended_at IS NULL OR former.ended_at >= @at - ${SAME_UNBAN_SECONDS})
      ))`);
  const add = database.prepare('INSERT INTO unbans (at, jail_id, address, key, actor, lifted) VALUES (?, ?, ?, ?, ?, ?)');
  const newest = database.prepare<[], number | null>('SELECT max(at) FROM unbans').pluck();
  const ofKey = database.prepare<[Buffer, number, number | null, number], { at: number; actor: string | null }>(
    'SELECT at, actor FROM unbans INDEXED BY unbans_by_key WHERE key = ? AND at BETWEEN ? AND ? AND (jail_id IS NULL OR jail_id = ?) ORDER BY at LIMIT 8'
  );
  const ofNetworks = database.prepare<[number], NetworkUnban>(
    'SELECT at, jail_id AS jailId, address, actor FROM unbans INDEXED BY unbans_of_networks WHERE length(key) IN (6, 18) AND at >= ? ORDER BY at'
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
      record({ jail, address, at, actor }: Omit<NewUnban, 'jail'> & { jail: number | null }): number {
        const { low, high, leastPrefix } = insideOf(address);
        const ended = endRunning.run({ at, jail, actor, low: bytes(low), high: bytes(high), leastPrefix: bytes(leastPrefix) }).changes;
        add.run(at, jail, address, bytes(banKey(address)), actor, ended);
        last = undefined;
        networks = null;
        return ended;
      },

      /** Unbans in the time of a ban that nobody knew when they were made. */
      during(address: KnownAddress, jailId: number, ban: KnownBan): Array<{ at: number; actor: string | null }> {
        const from = ban.start - SLACK_SECONDS;
        last = last === undefined ? newest.get() : last;
        if (last === null || last === undefined || last < from) {
          return [];
        }
        const to = Math.min(ban.start + lastsFor(ban), last);
        const key = address.key.toString('hex');
        const isIn = ({ at, jailId: of, low, high, leastPrefix }: ReturnType<typeof networksSince>[number]) =>
          at >= from && at <= to && (of === null || of === jailId) && low <= key && key <= high && (isSingle(address.key) || key.slice(-2) >= leastPrefix);
        return [...ofKey.all(address.key, from, to, jailId), ...networksSince(from).filter(isIn)].sort((a, b) => a.at - b.at);
      },
    };
  };
}

const isSingle = (key: Buffer): boolean => key.length === 5 || key.length === 17;
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
