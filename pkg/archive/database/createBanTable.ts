import type { Database } from 'better-sqlite3';
import type { NewBan, NewUnban } from '../../domain/archivedBan';
import { banKey, insideOf } from '../addressRange';
import { mergeBan, SAME_BAN_SECONDS, sameBan } from '../mergeBan';
import type { BanRow } from './banRow';
import { BAN_COLUMNS, fromRow, toColumns } from './banRow';

/** Rows that may be the same ban. */
const NEAR = 'FROM bans INDEXED BY bans_identity WHERE address_key = ? AND jail_id = ? AND start BETWEEN ? AND ?';
type Near = [key: Buffer, jail: number, first: number, last: number];

/** Bans and their ends. To be called inside a transaction. */
export function createBanTable(database: Database) {
  const findJail = database.prepare<[string], number>('SELECT id FROM jails WHERE name = ?').pluck();
  const addJail = database.prepare<[string], number>('INSERT INTO jails (name) VALUES (?) RETURNING id').pluck();
  // The usual case is that nothing like it is known: an index says so, without a look at the rows.
  const isAnyNear = database.prepare<Near, number>(`SELECT 1 ${NEAR}`).pluck();
  const near = database.prepare<Near, BanRow>(`SELECT ${BAN_COLUMNS} ${NEAR}`);
  const insert = database.prepare(
    'INSERT INTO bans (jail_id, address, address_key, start, ban_time, origin, ban_count, failures, matches, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
  );
  const complete = database.prepare('UPDATE bans SET start = ?, ban_time = ?, origin = ?, ban_count = ?, failures = ?, matches = ?, actor = ? WHERE id = ?');
  const endRunning = database.prepare(`
    UPDATE bans INDEXED BY bans_identity SET ended_at = max(start, @at)
    WHERE address_key BETWEEN @low AND @high
      AND (length(address_key) IN (5, 17) OR substr(address_key, -1) >= @leastPrefix)
      AND (@jail IS NULL OR jail_id = @jail)
      AND ended_at IS NULL AND start <= @at + ${SAME_BAN_SECONDS} AND (ban_time < 0 OR start + ban_time > @at)`);
  const addUnban = database.prepare('INSERT INTO unbans (at, jail_id, address, actor, lifted) VALUES (?, ?, ?, ?, ?)');

  /** Ids are looked up anew in each transaction: one that was rolled back took its new jails with it. */
  function jailIds() {
    const ids = new Map<string, number>();
    return (name: string): number => {
      const id = ids.get(name) ?? findJail.get(name) ?? addJail.get(name);
      if (id === undefined) {
        throw new Error(`no id for the jail ${name}`);
      }
      ids.set(name, id);
      return id;
    };
  }

  return {
    /** How many were not known. */
    record(bans: readonly NewBan[]): number {
      const jailId = jailIds();
      let added = 0;
      for (const given of bans) {
        const ban = Number.isInteger(given.start) ? given : { ...given, start: Math.round(given.start) };
        const jail = jailId(ban.jail);
        const key = Buffer.from(banKey(ban.address), 'hex');
        const range: Near = [key, jail, ban.start - SAME_BAN_SECONDS, ban.start + SAME_BAN_SECONDS];
        const known = isAnyNear.get(...range) === undefined ? undefined : sameBan(near.all(...range).map(fromRow), ban);
        if (known) {
          complete.run(...toColumns(mergeBan(known, ban)), known.id);
        } else {
          const { banCount = 1, failures = null, matches = [], actor = null } = ban;
          const { origin, start, banTime } = ban;
          insert.run([jail, ban.address, key, ...toColumns({ origin, start, banTime, banCount, failures, matches, actor })]);
          added++;
        }
      }
      return added;
    },

    /** How many running bans the unbans ended. */
    end(unbans: readonly NewUnban[]): number {
      const jailId = jailIds();
      let ended = 0;
      for (const { jail: name, address, at, actor } of unbans) {
        const jail = name === null ? null : jailId(name);
        const { low, high, leastPrefix } = insideOf(address);
        const lifted = endRunning.run({ at, jail, low: bytes(low), high: bytes(high), leastPrefix: bytes(leastPrefix) }).changes;
        addUnban.run(at, jail, address, actor, lifted);
        ended += lifted;
      }
      return ended;
    },
  };
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
